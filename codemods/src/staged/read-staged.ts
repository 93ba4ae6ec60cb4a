import { decode, type Content } from '../files/read.ts';
import { BlobReader } from './blob-reader.ts';

/** A reader for each repository; it ends with this process. */
const readers = new Map<string, BlobReader>();

/**
 * Reads what the index has of a file, as git keeps it: no filter that `.gitattributes` names is run.
 *
 * @param file Absolute path; its name tells whether it may name its encoding.
 * @param root Absolute path of the repository's root.
 * @param blob The id of the bytes.
 * @throws {GitError} where git can't read it.
 */
export async function readStaged(file: string, root: string, blob: string): Promise<Content> {
  const reader = readers.get(root) ?? new BlobReader(root);
  readers.set(root, reader);
  return decode(await reader.read(blob), file);
}
