import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../once-per.ts';
import type { PythonSource } from './source.ts';

/** `# noqa`, `# noqa: E402, PLC0415`; the codes are in the first group. */
const NOQA = /#\s*noqa(?!\w)(?::\s*((?:[A-Z]+[0-9]+|[a-z][a-z-]+)(?:[\s,]+(?:[A-Z]+[0-9]+|[a-z][a-z-]+))*))?/i;
/** `# ruff: noqa`, `# flake8: noqa: PLC0415` on a line of its own: about the whole file. */
const FILE_NOQA = /^#\s*(?:ruff|flake8)\s*:\s*noqa(?!\w)(?::\s*([\w\s,-]+))?/i;

/**
 * Whether a `# noqa` comment on one of a node's lines, or one about the whole file, states an exception from one of
 * these codes. A bare `# noqa` is about every code.
 */
export function hasNoqa(node: Py.Node, codes: readonly string[], source: PythonSource): boolean {
  const lines = noqaLines(source);
  const covers = (line: number): boolean => {
    const stated = lines.get(line);
    return stated === 'all' || (stated?.some((code) => codes.some((asked) => isSameCode(code, asked))) ?? false);
  };
  for (let { line } = node.loc.start; line <= node.loc.end.line; line++) if (covers(line)) return true;
  return covers(WHOLE_FILE);
}

const WHOLE_FILE = 0;

/** flake8 takes `# noqa: PLC` for all codes that begin so. */
function isSameCode(stated: string, asked: string): boolean {
  return asked.toUpperCase().startsWith(stated.toUpperCase());
}

const noqaLines = oncePer((source: PythonSource): ReadonlyMap<number, readonly string[] | 'all'> => {
  const lines = new Map<number, readonly string[] | 'all'>();
  for (const comment of source.sourceCode.comments) {
    const text = source.text.slice(...comment.range);
    const aboutFile = FILE_NOQA.exec(text);
    const match = aboutFile ?? NOQA.exec(text);
    if (!match) continue;
    const line = aboutFile ? WHOLE_FILE : comment.loc.start.line;
    const codes = match[1]?.split(/[\s,]+/).filter((code) => code !== '') ?? 'all';
    const before = lines.get(line) ?? [];
    lines.set(line, codes === 'all' || before === 'all' ? 'all' : [...before, ...codes]);
  }
  return lines;
});
