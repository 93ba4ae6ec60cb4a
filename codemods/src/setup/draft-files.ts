import { existsSync, lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { hasCode, messageOf } from '../errors.ts';
import { digestOf } from '../files/digest.ts';
import { isInside } from '../files/expand-path.ts';
import { readSourceFile } from '../files/read.ts';

/** A file that is left alone; the message says why, as a clause. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
}

/** What is to become of a file. */
export interface DraftChange {
  /** Absolute path without links. */
  readonly file: string;
  /** The text before; `undefined` for a new file. */
  readonly before: string | undefined;
  readonly after: string;
  /** Of the bytes before. */
  readonly digest: string;
  /** Whether it is a file of ours that is put there as it is, which nobody need read. */
  readonly isCopied: boolean;
}

interface Draft {
  readonly before: string | undefined;
  readonly digest: string;
  after: string;
  isCopied: boolean;
}

/** The files of a project, with changes that are not written yet. */
export class DraftFiles {
  readonly #root: string;
  readonly #drafts = new Map<string, Draft>();

  /** @param root Absolute path of the project's root: nothing is written outside of it. */
  constructor(root: string) {
    this.#root = root;
  }

  /**
   * The text of a file, with what was changed so far and its byte order mark.
   *
   * @throws {UnusableFile} where it can't be read, or not be edited without loss.
   */
  read(file: string): string {
    const real = this.#resolve(file);
    const known = this.#drafts.get(real);
    if (known) return known.after;
    const draft = readDraft(real);
    this.#drafts.set(real, draft);
    return draft.after;
  }

  /** The same, but `undefined` where the file can't be read, or not be edited without loss. */
  tryRead(file: string): string | undefined {
    try {
      return this.read(file);
    } catch (error) {
      if (error instanceof UnusableFile) return undefined;
      throw error;
    }
  }

  /** The text of a file as it is on disk, of one that was read. */
  original(file: string): string {
    return this.#drafts.get(this.#resolve(file))?.before ?? '';
  }

  /** Changes the text of a file that was read. */
  edit(file: string, text: string): void {
    const draft = this.#drafts.get(this.#resolve(file));
    if (!draft) throw new Error(`${file} was not read`);
    draft.after = text;
  }

  /**
   * Makes a new file, and its folder.
   *
   * @throws {UnusableFile} where it would lie outside of the project, be it through a link.
   */
  create(file: string, text: string): void {
    this.#add(file, text, false);
  }

  /**
   * Puts a file of ours there, new or in the place of another one.
   *
   * @throws {UnusableFile} where it lies outside of the project, or that other one can't be read.
   */
  copy(file: string, text: string): void {
    if (!this.has(file)) {
      this.#add(file, text, true);
      return;
    }
    this.read(file);
    this.edit(file, text);
    const draft = this.#drafts.get(this.#resolve(file));
    if (draft) draft.isCopied = true;
  }

  /** Whether there is a file of that name, be it one that is yet to be written. */
  has(file: string): boolean {
    if (this.#drafts.get(file)?.before === undefined && this.#drafts.has(file)) return true;
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  }

  /** The changes, by path. */
  changes(): readonly DraftChange[] {
    return [...this.#drafts]
      .filter(([, { before, after }]) => before !== after)
      .map(([file, draft]) => ({ file, ...draft }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  #add(file: string, text: string, isCopied: boolean): void {
    this.#requireInside(file, 'it lies outside of the project');
    const { reached, rest } = realFolder(path.dirname(file));
    this.#requireInside(reached, 'its folder links out of the project');
    const target = path.join(reached, rest, path.basename(file));
    this.#drafts.set(target, { before: undefined, digest: '', after: text, isCopied });
  }

  #requireInside(file: string, otherwise: string): void {
    if (!isInside(file, this.#root)) throw new UnusableFile(otherwise);
  }

  #resolve(file: string): string {
    if (this.#drafts.has(file)) return file;
    let real: string;
    try {
      real = realpathSync(file);
    } catch (error) {
      throw new UnusableFile(hasCode(error, 'ENOENT') ? 'it does not exist' : messageOf(error));
    }
    this.#requireInside(
      real,
      real === file ? 'it lies outside of the project' : 'it links out of the project',
    );
    return real;
  }
}

function readDraft(file: string): Draft {
  let content;
  try {
    content = readSourceFile(file);
  } catch (error) {
    throw new UnusableFile(`it can't be read: ${messageOf(error)}`);
  }
  if ('skip' in content) throw new UnusableFile(`it is ${content.skip}`);
  const { text, bytes } = content;
  return { before: text, after: text, digest: digestOf(bytes), isCopied: false };
}

/** The nearest folder that exists of a path, without links, and the rest of the way. */
function realFolder(folder: string): { readonly reached: string; readonly rest: string } {
  let reached = folder;
  while (!existsSync(reached) && path.dirname(reached) !== reached) reached = path.dirname(reached);
  return { reached: realpathSync(reached), rest: path.relative(reached, folder) };
}
