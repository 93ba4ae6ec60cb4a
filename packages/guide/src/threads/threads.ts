import { nodeBuiltinName } from '../system-modules/node.ts';
import type { Language } from '../system-modules/system-modules.ts';
import { javascriptThreadApis } from './javascript.ts';
import { pythonThreadApis } from './python.ts';
import { threadApiLabel } from './thread-api.ts';
import type { ThreadApi } from './thread-api.ts';

/** Every API that makes a thread, a worker or a forked process, in both languages. */
export const threadApis: readonly ThreadApi[] = [...javascriptThreadApis, ...pythonThreadApis];

const apisByKey: ReadonlyMap<string, ThreadApi> = new Map(
  threadApis.map((api) => [key(api.language, api.module, api.name), api]),
);

function key(language: Language, module: string, name: string): string {
  return `${language} ${module} ${name}`;
}

/**
 * Looks up the thread API that a resolved name means.
 *
 * @param language - The language of the file.
 * @param module - The module that the name comes from, as imported: `node:worker_threads`,
 *   `./worker.ts?worker`; `global` for a name that needs no import.
 * @param name - The member of the module, with dots: `Worker`, `default.Worker`, `get_context().Process`.
 *   Empty or `default` for the module itself. A leading `default.` is passed over: a default import of a
 *   CommonJS module or of a builtin has the module's members.
 */
export function findThreadApi(language: Language, module: string, name: string): ThreadApi | undefined {
  if (language === 'python') {
    return apisByKey.get(key(language, module, name));
  }
  const member = name.replace(/^(?:default(?:\.|$))+/, '');
  const workerQuery = member === '' ? workerQueryOf(module) : undefined;
  return apisByKey.get(key(language, workerQuery ?? nodeBuiltinName(module) ?? module, member));
}

/** `?url` alone among a worker's queries asks for an address, not for a worker. */
function workerQueryOf(specifier: string): string | undefined {
  const start = specifier.indexOf('?');
  if (start < 0) {
    return undefined;
  }
  const parameters = specifier.slice(start + 1).split('&');
  const worker = parameters.find((parameter) => parameter === 'worker' || parameter === 'sharedworker');
  return worker === undefined || parameters.includes('url') ? undefined : `?${worker}`;
}

/**
 * Whether a policy allows a thread API.
 *
 * @param api - An entry of {@link threadApis}.
 * @param allow - The policy's `threads.allow`: labels (`worker_threads.Worker`) or whole modules
 *   (`piscina`).
 */
export function isThreadApiAllowed(api: ThreadApi, allow: readonly string[]): boolean {
  return allow.some((entry) => {
    const name = withoutNodePrefix(entry);
    return name === threadApiLabel(api) || name === api.module;
  });
}

/** The modules that `threads.allow` may name, and the globals. */
export const threadModules: readonly string[] = [
  ...new Set(threadApis.map((api) => (api.module === 'global' ? api.name : api.module))),
];

/** The entries that `threads.allow` may hold: every module and every label, without `node:`. */
export const threadApiNames: readonly string[] = [
  ...new Set([...threadModules, ...threadApis.map(threadApiLabel)]),
];

/** The form of an entry of `threads.allow` that {@link threadApiNames} lists. */
export function withoutNodePrefix(entry: string): string {
  return entry.replace(/^node:/, '');
}
