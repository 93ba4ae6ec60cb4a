import { randomBytes } from 'node:crypto';
import {
  access,
  constants,
  link,
  lstat,
  open,
  readdir,
  readFile,
  rename,
  rm,
  type FileHandle,
} from 'node:fs/promises';
import path from 'node:path';

import { hasCode } from '../errors.ts';
import { digestOf } from './digest.ts';

const TEMPORARY = /^\.cogniverse-codemod-(\d+)-[0-9a-f]+\.tmp$/;
const WRITE_BITS = 0o222;

/** The writes that are under way. */
const running = new Set<Promise<void>>();
let isStopping = false;
let written = 0;
const cleaned = new Set<string>();

/** A file that could not be written; the file is as it was. */
class WriteError extends Error {
  override readonly name = 'WriteError';
}

/**
 * Replaces the text of a file in one step: whoever reads it sees the old text or the new one. Mode and owner
 * stay. A file with several hard links is written in place, since replacing it would part them.
 *
 * @param file Absolute path without links.
 * @param digest Of the bytes that the text was made from; another content is left as it is.
 * @throws {WriteError} where the file is read-only or was changed meanwhile.
 * @throws {NodeJS.ErrnoException} where the system refuses.
 */
export async function writeSourceFile(file: string, text: string, digest: string): Promise<void> {
  await track(() => replaceText(file, text, digest));
}

/**
 * Makes a new file in one step: whoever reads it sees all of it or none.
 *
 * @param file Absolute path; its folder is there.
 * @throws {WriteError} where there is such a file by now.
 * @throws {NodeJS.ErrnoException} where the system refuses.
 */
export async function createSourceFile(file: string, text: string): Promise<void> {
  await track(() => createText(file, text));
}

/**
 * Carries out several writes as one: interrupted, the program waits for all of it.
 *
 * @throws {WriteError} where the run was interrupted before.
 */
export async function writeTogether(start: () => Promise<void>): Promise<void> {
  await track(start);
}

async function track(start: () => Promise<void>): Promise<void> {
  if (isStopping) throw new WriteError('the run was interrupted');
  const write = start();
  running.add(write);
  try {
    await write;
  } finally {
    running.delete(write);
  }
}

/**
 * Passes where a file may be written as far as its permissions tell.
 *
 * @throws {WriteError} where it is read-only.
 */
export async function refuseReadOnly(file: string): Promise<void> {
  await requireWritable(file, await lstat(file));
}

/**
 * Starts no further write, and waits for those under way: interrupted, they would leave temporary files.
 *
 * @returns How many files this process has written.
 */
export async function stopWriting(): Promise<number> {
  isStopping = true;
  await Promise.allSettled(running);
  return written;
}

async function replaceText(file: string, text: string, digest: string): Promise<void> {
  const stats = await lstat(file);
  if (!stats.isFile()) throw new WriteError('it is no longer a regular file');
  await requireWritable(file, stats);
  if (stats.nlink > 1) {
    await writeInPlace(file, text, digest);
    written += 1;
    return;
  }
  const temporary = await temporaryBeside(file);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await keepOwner(handle, stats);
      await handle.chmod(stats.mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await readUnchanged(file, digest);
    await rename(temporary, file);
    written += 1;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function createText(file: string, text: string): Promise<void> {
  const temporary = await temporaryBeside(file);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Unlike renaming, this never replaces a file that someone else made meanwhile.
    await link(temporary, file);
    written += 1;
  } catch (error) {
    throw hasCode(error, 'EEXIST') ? new WriteError('it was made while it was being processed') : error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The name of a temporary file in a file's folder, which is tidied up first. */
async function temporaryBeside(file: string): Promise<string> {
  const folder = path.dirname(file);
  await removeStale(folder);
  return path.join(folder, `.cogniverse-codemod-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
}

/**
 * Writes over a file, and the old bytes back if that fails half-way: they need no more room than they had.
 */
async function writeInPlace(file: string, text: string, digest: string): Promise<void> {
  const original = await readUnchanged(file, digest);
  const handle = await open(file, 'r+');
  try {
    await overwrite(handle, Buffer.from(text)).catch(async (error: unknown) => {
      await overwrite(handle, original);
      throw error;
    });
  } finally {
    await handle.close();
  }
}

async function overwrite(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, done)).bytesWritten;
  }
  await handle.truncate(bytes.length);
  await handle.sync();
}

async function readUnchanged(file: string, digest: string): Promise<Buffer> {
  const bytes = await readFile(file);
  if (digestOf(bytes) !== digest) throw new WriteError('it was changed while it was being processed');
  return bytes;
}

async function requireWritable(file: string, { mode }: { readonly mode: number }): Promise<void> {
  try {
    await access(file, constants.W_OK);
  } catch {
    throw new WriteError('it is read-only');
  }
  // Root may write anything; a file without write permission is still meant to stay as it is.
  if ((mode & WRITE_BITS) === 0) throw new WriteError('it is read-only');
}

async function keepOwner(handle: FileHandle, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  if (uid === process.getuid?.() && gid === process.getgid?.()) return;
  try {
    await handle.chown(uid, gid);
  } catch {
    // Only root may give files away; the new file then belongs to whoever runs the codemod.
  }
}

/** Removes what a run that was killed left in a folder. */
async function removeStale(folder: string): Promise<void> {
  if (cleaned.has(folder)) return;
  cleaned.add(folder);
  for (const name of await readdir(folder)) {
    const owner = TEMPORARY.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) await rm(path.join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
