import { createHash } from 'node:crypto';

import type { Linter } from 'eslint';

import type { FileResult } from '../engine/results.ts';
import { linesOf, sourceOf } from '../reporters/source-text.ts';
import { projectPath } from '../reporters/text.ts';
import { namedBlock } from './named-block.ts';

/** More of a line tells no more about it. */
const MAX_LENGTH = 160;

/** A finding, and what it is known by when lines move. */
export interface KnownFinding {
  readonly message: Linter.LintMessage;
  /** Where it stands: the named blocks around it, and the text of its line: `test_reads > import os`. */
  readonly place: string;
  /** Which one it is, from 1, of those of the same rule at the same place. */
  readonly ordinal: number;
}

/**
 * The findings of a file in their order, each with what it is known by.
 *
 * @param known The lines of its text, where somebody has them; by default the file is read.
 */
export function knownFindings(result: FileResult, known?: readonly string[]): readonly KnownFinding[] {
  const { messages, filePath } = result.lint;
  if (messages.length === 0) return [];
  const lines = known ?? linesOf(sourceOf(result) ?? '', filePath);
  const seen = new Map<string, number>();
  return messages.map((message) => {
    const place = placeOf(lines, message.line);
    const key = JSON.stringify([message.ruleId, place]);
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    return { message, place, ordinal };
  });
}

/** A text that tells a finding from all others of a run, and stays when lines move. */
export function fingerprint({ lint, root }: FileResult, { message, place, ordinal }: KnownFinding): string {
  const known = [projectPath(lint.filePath, root), message.ruleId ?? message.message, place];
  const hash = createHash('sha256').update(JSON.stringify(known)).digest('hex');
  return `${hash.slice(0, 16)}:${ordinal}`;
}

function placeOf(lines: readonly string[], line: number): string {
  const text = lines[line - 1] ?? '';
  const blocks: string[] = [];
  let indentation = indentationOf(text);
  for (let index = line - 2; index >= 0 && indentation > 0; index -= 1) {
    const above = lines[index] ?? '';
    if (above.trim() === '' || indentationOf(above) >= indentation) continue;
    indentation = indentationOf(above);
    const name = namedBlock(above.trim());
    if (name !== undefined) blocks.unshift(name);
  }
  return [...blocks, text.trim().replace(/\s+/g, ' ')].map((part) => part.slice(0, MAX_LENGTH)).join(' > ');
}

/** How far a line is indented; tabs and blanks count alike, since lines are compared with those around. */
function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
