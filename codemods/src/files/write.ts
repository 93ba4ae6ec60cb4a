import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { lstat, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

import { hasCode } from '../errors.ts';
import { digestOf } from './digest.ts';

const TEMPORARY = /^\.cogniverse-codemod-(\d+)-[0-9a-f]+\.tmp$/;
const WRITE_BITS = 0o222;

/** Temporary files that exist at this moment. */
const pending = new Set<string>();
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
  const stats = await lstat(file);
  if (!stats.isFile()) throw new WriteError('it is no longer a regular file');
  if ((stats.mode & WRITE_BITS) === 0) throw new WriteError('it is read-only');
  if (stats.nlink > 1) {
    await writeInPlace(file, text, digest);
    return;
  }
  const folder = path.dirname(file);
  await removeStale(folder);
  const temporary = path.join(
    folder,
    `.cogniverse-codemod-${process.pid}-${randomBytes(6).toString('hex')}.tmp`,
  );
  pending.add(temporary);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      if (stats.uid !== process.getuid?.() || stats.gid !== process.getgid?.())
        await keepOwner(handle, stats);
      await handle.chmod(stats.mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await requireUnchanged(file, digest);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    pending.delete(temporary);
  }
}

/** Removes the temporary files of writes that a signal interrupts. */
export function removePending(): void {
  for (const file of pending) rmSync(file, { force: true });
}

async function writeInPlace(file: string, text: string, digest: string): Promise<void> {
  const bytes = Buffer.from(text);
  await requireUnchanged(file, digest);
  const handle = await open(file, 'r+');
  try {
    await handle.write(bytes, 0, bytes.length, 0);
    await handle.truncate(bytes.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function requireUnchanged(file: string, digest: string): Promise<void> {
  if (digestOf(await readFile(file)) !== digest)
    throw new WriteError('it was changed while it was being processed');
}

async function keepOwner(handle: FileHandle, { uid, gid }: { uid: number; gid: number }): Promise<void> {
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
