import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

import type { SkipReason } from '../engine/protocol.ts';

const MAX_BYTES = 20 * 1024 * 1024;
/** A line this long is not written by hand, and neither is a file of which it is most. */
const MINIFIED_LINE = 50_000;
const NEWLINE = 0x0a;

/** The text of a file, or why it is left alone. */
export type Content = { readonly text: string; readonly bytes: Buffer } | { readonly skip: SkipReason };

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
    return decode(readWhole(file, stats.size));
  } finally {
    closeSync(file);
  }
}

/** Decodes the bytes of a source file. */
export function decode(bytes: Buffer): Content {
  const skip = reasonToSkip(bytes);
  if (skip) return { skip };
  const text = bytes.toString('utf8');
  return isGenerated(text) ? { skip: 'generated' } : { text, bytes };
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
  if (!isUtf8(bytes)) return 'not valid UTF-8';
  return isMinified(bytes) ? 'minified' : undefined;
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

/** Whether the first comment, after a shebang if there is one, bears the mark of generated code. */
function isGenerated(text: string): boolean {
  if (!text.includes('@generated')) return false;
  const comments = /^\uFEFF?(?:#!.*)?(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(text)?.[0] ?? '';
  return comments.includes('@generated');
}
