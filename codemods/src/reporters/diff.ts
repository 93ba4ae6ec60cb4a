import { structuredPatch, type StructuredPatchHunk } from 'diff';

import type { RunReport } from '../engine/results.ts';
import { projectPath } from './text.ts';

/** Beyond this, the least diff is not worth waiting for; the whole file is shown as replaced. */
const TIMEOUT_MS = 2_000;
const CONTEXT_LINES = 3;

/** The changes of a run as a patch that `git apply` takes at the project's root. */
export function unifiedDiff({ results }: RunReport): string {
  return results
    .flatMap(({ root, lint, change }) => {
      if (!change || change.state === 'refused' || change.source === undefined) return [];
      const source = change.isNew === true ? undefined : change.source;
      return [patch(projectPath(lint.filePath, root), source, change.output)];
    })
    .join('');
}

/** @param before The text before; `undefined` for a new file. */
function patch(file: string, before: string | undefined, after: string): string {
  const [oldName, newName] = [quoteName(`a/${file}`), quoteName(`b/${file}`)];
  const isNew = before === undefined;
  const header = [
    `diff --git ${oldName} ${newName}`,
    ...(isNew ? ['new file mode 100644'] : []),
    `--- ${isNew ? '/dev/null' : headerName(oldName)}`,
    `+++ ${headerName(newName)}`,
  ];
  return `${[...header, ...diffLines(before ?? '', after)].join('\n')}\n`;
}

/** The lines that differ between two texts, with some around them, as in a unified diff without its header. */
export function diffLines(before: string, after: string): readonly string[] {
  return hunksOf(before, after).flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldLines === 0 ? 0 : oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ]);
}

function hunksOf(before: string, after: string): readonly StructuredPatchHunk[] {
  const patched = structuredPatch('', '', before, after, '', '', {
    context: CONTEXT_LINES,
    timeout: TIMEOUT_MS,
  });
  return patched?.hunks ?? [wholeFile(before, after)];
}

function wholeFile(before: string, after: string): StructuredPatchHunk {
  const [oldLines, newLines] = [linesOf('-', before), linesOf('+', after)];
  const count = (lines: readonly string[]): number => lines.filter((line) => !line.startsWith('\\')).length;
  return {
    oldStart: 1,
    oldLines: count(oldLines),
    newStart: 1,
    newLines: count(newLines),
    lines: [...oldLines, ...newLines],
  };
}

function linesOf(sign: string, text: string): string[] {
  const lines = text.split('\n').map((line) => sign + line);
  if (lines.at(-1) === sign) return lines.slice(0, -1);
  return [...lines, '\\ No newline at end of file'];
}

/** The escapes that git writes as letters. */
const ESCAPES = new Map(Array.from('abtnvfr', (letter, index) => [index + 7, `\\${letter}`]));

/**
 * A name as git writes it in a patch: quoted, and in octal bytes, where it holds more than plain characters.
 */
function quoteName(name: string): string {
  if (/^[ !#-[\]-~]*$/.test(name)) return name;
  const quoted = Array.from(Buffer.from(name), (byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return ESCAPES.get(byte) ?? `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${quoted.join('')}"`;
}

/** A tab ends a name with blanks, which would otherwise be read up to the first of them. */
function headerName(name: string): string {
  return name.includes(' ') ? `${name}\t` : name;
}
