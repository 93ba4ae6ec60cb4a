import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

import type { SkipReason } from '../engine/protocol.ts';
import { isPython } from '../parse/language.ts';
import { declaredEncoding, decodeAs } from './encoding.ts';

/** A file larger than this is left alone. */
export const MAX_BYTES = 20 * 1024 * 1024;
/** A line this long is not written by hand, and neither is a file of which it is most. */
const MINIFIED_LINE = 50_000;
const NEWLINE = 0x0a;

/** The text of a file. */
interface SourceText {
  readonly text: string;
  readonly bytes: Buffer;
  /** Whether it is in UTF-8: no edit is written back in another encoding. */
  readonly isUtf8: boolean;
}

/** The text of a file, or why it is left alone. */
export type Content = SourceText | { readonly skip: SkipReason };

/**
 * Reads a file whole, unless it is one that no edit could be written back to without loss.
 * A byte order mark stays in the text.
 *
 * @throws {NodeJS.ErrnoException} where the file can't be read.
 */
export function readSourceFile(path: string): Content {
  const file = openSync(path, 'r');
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Error('it is not a regular file');
    if (stats.size > MAX_BYTES) return { skip: 'larger than 20 MB' };
    return decode(readWhole(file, stats.size), path);
  } finally {
    closeSync(file);
  }
}

/** Decodes the bytes of a source file; its name tells whether it may name its encoding. */
export function decode(bytes: Buffer, path: string): Content {
  const skip = reasonToSkip(bytes);
  if (skip) return { skip };
  const encoding = isPython(path) ? declaredEncoding(bytes) : undefined;
  const text = encoding === undefined ? utf8(bytes) : decodeAs(encoding, bytes);
  if (text === undefined) return { skip: encoding === undefined ? 'not valid UTF-8' : 'not valid in its encoding' };
  if (isMinified(bytes)) return { skip: 'minified' };
  if (isGenerated(text)) return { skip: 'generated' };
  return { text, bytes, isUtf8: encoding === undefined };
}

function utf8(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

function readWhole(file: number, size: number): Buffer {
  // One byte more than expected tells a file that grew since.
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length > MAX_BYTES) throw new Error('it grew beyond 20 MB while it was read');
    if (length === bytes.length) bytes = Buffer.concat([bytes], length * 2);
  }
}

function reasonToSkip(bytes: Buffer): SkipReason | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16';
  if (bytes.includes(0)) return 'binary';
  return undefined;
}

function isMinified(bytes: Buffer): boolean {
  if (bytes.length < MINIFIED_LINE) return false;
  const least = Math.max(MINIFIED_LINE, bytes.length / 2);
  for (let start = 0; bytes.length - start >= least; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    if (end - start >= least) return true;
    start = end + 1;
  }
  return false;
}

/** How generators say of a file that it is theirs: next time they write it anew. */
const GENERATED =
  /@generated|^[\s#/*]*(?:(?:This )?[Ff]ile (?:is |was |has been )?(?:auto[- ]?|automatically )?generated|Code generated .*DO NOT EDIT)\b/m;

/** Whether one of the first comments, of whatever language, bears the mark of generated code. */
function isGenerated(text: string): boolean {
  if (!text.includes('generated')) return false;
  const comments = /^\uFEFF?(?:\s|#.*|\/\/.*|\/\*[^]*?\*\/)*/.exec(text)?.[0] ?? '';
  return GENERATED.test(comments);
}
