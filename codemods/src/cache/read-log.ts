import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';

import { forgetReads, observeReads, type ReadObserver } from 'eslint-plugin-cogniverse/project';

import type { Read } from '../engine/protocol.ts';
import { digestOf } from '../files/digest.ts';

/** What can be asked of the disk; the answers are short texts. */
type Question =
  | readonly ['content', path: string]
  | readonly ['exists', path: string]
  | readonly ['entry', folder: string, name: string]
  | readonly ['entries', folder: string, pattern: string, flags: string];

/**
 * After so many files what rules remember is forgotten, and all is read again. The more files go by, the more a
 * result seems to follow from; the fewer, the more is read twice.
 */
const FILES = 128;

/** Notes what rules read while they look at some files, all of it, be it remembered or not. */
export class ReadLog implements ReadObserver {
  readonly #contents = new Map<string, { readonly stamp: string; readonly answer: string }>();
  readonly #existing = new Map<string, boolean>();
  /** By folder and name; rules ask for the same ones again and again. */
  readonly #entries = new Map<string, Map<string, boolean>>();
  readonly #matching = new Map<string, string>();

  #files = 0;
  #isOpen = false;

  /** Begins to note what is read for some more files. */
  begin(files: number): void {
    if (this.#isOpen && this.#files + files <= FILES) {
      this.#files += files;
      return;
    }
    for (const noted of [this.#contents, this.#existing, this.#entries, this.#matching]) noted.clear();
    // What is remembered was read for other files, and would not be noted for these.
    forgetReads();
    observeReads(this);
    this.#files = files;
    this.#isOpen = true;
  }

  /**
   * All that the results of these files can follow from: what has been read for them, and what was before and may
   * be remembered. `undefined` where some of it has changed meanwhile.
   */
  end(): readonly Read[] | undefined {
    const reads = this.#reads();
    this.#isOpen = reads !== undefined;
    return reads;
  }

  #reads(): readonly Read[] | undefined {
    const contents: Read[] = [];
    for (const [path, { stamp, answer }] of this.#contents) {
      if (stampOf(path) !== stamp) return undefined;
      contents.push([asked(['content', path]), answer]);
    }
    const others: Read[] = [
      ...[...this.#existing].map(([path, is]): Read => [asked(['exists', path]), String(is)]),
      ...[...this.#entries].flatMap(([folder, names]) =>
        [...names].map(([name, is]): Read => [asked(['entry', folder, name]), String(is)]),
      ),
      ...this.#matching,
    ];
    const disk = new Disk();
    const isSame = others.every(([question, answer]) => disk.answer(question) === answer);
    return isSame ? [...contents, ...others] : undefined;
  }

  content(path: string): void {
    if (this.#contents.has(path)) return;
    this.#contents.set(path, { stamp: stampOf(path), answer: contentAnswer(path) });
  }

  existence(path: string): void {
    if (!this.#existing.has(path)) this.#existing.set(path, existsSync(path));
  }

  entry(folder: string, name: string, isThere: boolean): void {
    let names = this.#entries.get(folder);
    if (!names) {
      names = new Map();
      this.#entries.set(folder, names);
    }
    names.set(name, isThere);
  }

  entries(folder: string, { source, flags }: RegExp, names: readonly string[]): void {
    this.#matching.set(asked(['entries', folder, source, flags]), namesAnswer(names));
  }
}

/** The disk at one moment: each thing is looked at once. */
export class Disk {
  readonly #answers = new Map<string, string>();
  readonly #folders = new Map<string, readonly string[]>();

  /** What comes of a question now. */
  answer(question: string): string {
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    const answer = this.#ask(JSON.parse(question) as Question);
    this.#answers.set(question, answer);
    return answer;
  }

  #ask(question: Question): string {
    const [kind, path, name = '', flags = ''] = question;
    switch (kind) {
      case 'content':
        return contentAnswer(path);
      case 'exists':
        return String(existsSync(path));
      case 'entry':
        return String(this.#namesIn(path).includes(name));
      case 'entries': {
        const pattern = new RegExp(name, flags);
        return namesAnswer(this.#namesIn(path).filter((each) => pattern.test(each)));
      }
    }
  }

  #namesIn(folder: string): readonly string[] {
    let names = this.#folders.get(folder);
    if (!names) {
      try {
        names = readdirSync(folder);
      } catch {
        names = [];
      }
      this.#folders.set(folder, names);
    }
    return names;
  }
}

function asked(question: Question): string {
  return JSON.stringify(question);
}

/** Tells what a file or folder holds from all else that it may hold, and from there being none. */
function contentAnswer(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return 'absent';
    return stats.isDirectory() ? namesAnswer(kindsIn(path)) : digestOf(readFileSync(path));
  } catch {
    return 'unreadable';
  }
}

function kindsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other';
    return `${kind} ${entry.name}`;
  });
}

function namesAnswer(names: readonly string[]): string {
  return digestOf(Buffer.from([...names].sort().join('\0')));
}

function stampOf(file: string): string {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats ? `${stats.mtimeMs} ${stats.ctimeMs} ${stats.size} ${stats.ino}` : '';
  } catch {
    return '';
  }
}
