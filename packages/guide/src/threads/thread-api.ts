import type { Language } from '../system-modules/system-modules.ts';

/**
 * Kinds of thread API that a project may want to know of but that clean up after themselves: threads that the event
 * loop lends, processes that run another program, servers with a thread for each request.
 */
export type OptionalThreadKind = 'toThread' | 'runInExecutor' | 'popen' | 'threadingServers';

/** A class, function or import that makes a thread, a worker or a forked process. */
export interface ThreadApi {
  readonly language: Language;
  /**
   * The module that has it, by its canonical name: `worker_threads`, `piscina`, `concurrent.futures`.
   * `global` for a name that needs no import; for an import query the query, `?worker`.
   */
  readonly module: string;
  /**
   * The exported name, with dots for a member of it. Empty for the module itself or its default export.
   */
  readonly name: string;
  readonly kind: 'class' | 'function' | 'import-query';
  /** What does the same without a thread that the test has to look after. */
  readonly managedBy?: string;
  /** Why a test should not call it by hand. */
  readonly reason: string;
  /** Where it is only reported if a project asks for this kind. */
  readonly optional?: OptionalThreadKind;
}

/**
 * The name of a thread API in messages and in a policy's `threads.allow`: `worker_threads.Worker`,
 * `piscina`, `threading.Thread`, `?worker`; for a global its name alone, `SharedWorker`.
 */
export function threadApiLabel(api: ThreadApi): string {
  if (api.module === 'global') {
    return api.name;
  }
  return api.name === '' ? api.module : `${api.module}.${api.name}`;
}
