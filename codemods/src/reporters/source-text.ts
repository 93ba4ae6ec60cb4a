import type { FileResult } from '../engine/results.ts';
import { readSourceFile } from '../files/read.ts';
import { isPython } from '../parse/language.ts';

const BOM = '\uFEFF';

/**
 * The text that the findings of a result are about: what a fix made of it, what the run kept, or else what the
 * file holds. Places and ranges of findings count in it, so it comes without its byte order mark. `undefined`
 * where it can't be read.
 */
export function sourceOf(result: FileResult): string | undefined {
  const text = keptText(result) ?? readText(result.lint.filePath);
  return text?.startsWith(BOM) === true ? text.slice(BOM.length) : text;
}

function keptText({ lint, change }: FileResult): string | undefined {
  // What was refused is still as it was read.
  return change === undefined || change.state === 'refused' ? (lint.source ?? change?.source) : change.output;
}

function readText(file: string): string | undefined {
  try {
    const content = readSourceFile(file);
    return 'text' in content ? content.text : undefined;
  } catch {
    return undefined;
  }
}

/** The lines of a text as the findings of its file count them, without what ends them. */
export function linesOf(text: string, file: string): readonly string[] {
  return text.split(isPython(file) ? /\r\n|[\n\r]/ : /\r\n|[\n\r\u2028\u2029]/);
}
