import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { isOwnCode } from '../package-folder.ts';
import { mainProcess, threadState } from '../realm.ts';

/** Where something was made. The stack is taken at once and written out only when it is asked for. */
export interface CreationSite {
  readonly stack?: string;
}

/** One call on a stack, with the place in a file. */
export interface Frame {
  /** As the engine writes it: `startWorker (/project/a.test.ts:7:18)`. */
  readonly text: string;
  /** Absolute path; `node:…` for Node's own. */
  readonly file: string;
  /** What was called, if it has a name: `fork`, `new Worker`. */
  readonly name: string | undefined;
}

interface SiteState {
  /** Of the realm of the tests, where the runner has places in files led back to the source. */
  Error: ErrorConstructor;
}

const state = threadState<SiteState>('sites', () => ({ Error }));

/** Says in which realm the tests run. */
export function takeSitesIn(global: { readonly Error: ErrorConstructor }): void {
  state.Error = global.Error;
}

/**
 * Takes the stack of the caller of `below`.
 *
 * @param below - The function that is not to be seen, nor what it calls.
 * @param depth - How many calls to keep.
 */
export function captureSite(below: (...args: never) => unknown, depth: number): CreationSite {
  const { Error } = state;
  const limit = Error.stackTraceLimit;
  const site: CreationSite = {};
  Error.stackTraceLimit = depth;
  Error.captureStackTrace(site, below);
  Error.stackTraceLimit = limit;
  return site;
}

const place = /^(.*?)\(?((?:file:\/\/|node:|\/|[A-Za-z]:[\\/]).*?)(?::\d+){0,2}\)?$/;

/** The calls of a site, the latest first. Frames without a file are left out. */
export function framesOf(site: CreationSite): Frame[] {
  const frames: Frame[] = [];
  for (const line of (site.stack ?? '').split('\n')) {
    const text = /^\s+at (.*)$/.exec(line)?.[1];
    const [, call = '', written = ''] = text === undefined ? [] : (place.exec(text) ?? []);
    if (text !== undefined && written !== '') {
      const name = call.replace(/^async /, '').trim();
      frames.push({ text, file: toPath(written), name: name === '' ? undefined : name });
    }
  }
  return frames;
}

function toPath(written: string): string {
  if (!written.startsWith('file://')) {
    return written;
  }
  try {
    return fileURLToPath(written.replace(/[?#].*$/, ''));
  } catch {
    return written;
  }
}

/** The frames of the project and its packages: neither Node's nor this package's. */
export function callersOf(site: CreationSite): Frame[] {
  return framesOf(site).filter(({ file }) => !file.startsWith('node:') && !isOwnCode(file));
}

/** The package that a file belongs to, `undefined` for the project's own files. */
export function packageOf(file: string): string | undefined {
  const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file) ?? [];
  return name?.replaceAll('\\', '/');
}

/**
 * Where something was made, for a message: up to five calls in the project's own files, or the calls in
 * packages where there are no others.
 */
export function describeSite(site: CreationSite, indent: string): string {
  const callers = callersOf(site);
  const own = callers.filter(({ file }) => packageOf(file) === undefined);
  const shown = (own.length > 0 ? own : callers).slice(0, 5);
  const cwd = mainProcess.cwd() + path.sep;
  return shown.map(({ text }) => `${indent}at ${text.replace('file://', '').replaceAll(cwd, '')}`).join('\n');
}
