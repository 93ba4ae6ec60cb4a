import path from 'node:path';
import workerThreads from 'node:worker_threads';

import { threadState } from '../realm.ts';
import { wrapMethod } from '../wrap-method.ts';
import { captureSite, type CreationSite } from './creation-site.ts';
import { guard } from './guard.ts';
import { track, type Tracked } from './tracked.ts';

type WorkerArguments = ConstructorParameters<typeof workerThreads.Worker>;

interface WorkersState {
  /** Node's own class, which the set-up stands before. */
  readonly Worker: typeof workerThreads.Worker;
  readonly unreferenced: WeakSet<workerThreads.Worker>;
  watching: boolean;
}

const state = threadState<WorkersState>('workers', () => ({
  Worker: workerThreads.Worker,
  unreferenced: new WeakSet(),
  watching: false,
}));

const STACK_DEPTH = 50;

/**
 * Tracks the worker threads that are made in this thread from now on, and has the guard look at them.
 *
 * @returns Whether a core module was changed, so that what ES modules have imported of it is out of date.
 */
export function watchWorkers(): boolean {
  if (state.watching) {
    return false;
  }
  state.watching = true;
  const { Worker: own, unreferenced } = state;
  const watched = new Proxy(own, {
    construct: function construct(target, args: WorkerArguments, newTarget: NewableFunction): object {
      const site = captureSite(construct, STACK_DEPTH);
      guard('worker_threads.Worker', site);
      const worker: unknown = Reflect.construct(target, args, newTarget);
      if (worker instanceof target) {
        track(new TrackedWorker(worker, args[0], site));
        return worker;
      }
      throw new TypeError('new Worker made no worker');
    },
  });
  for (const name of ['ref', 'unref']) {
    wrapMethod(own.prototype, name, (method) => {
      return function (this: unknown, ...args: unknown[]): unknown {
        if (this instanceof own) {
          unreferenced[name === 'unref' ? 'add' : 'delete'](this);
        }
        return Reflect.apply(method, this, args);
      };
    });
  }
  Object.defineProperty(workerThreads, 'Worker', { value: watched });
  return true;
}

/** Node's own class of workers: what it makes is not looked at. */
export function unwatchedWorker(): typeof workerThreads.Worker {
  return state.Worker;
}

/** Names a worker thread by its script. */
export function describeWorker(worker: workerThreads.Worker, script: string | URL): string {
  const isCode = typeof script === 'string' && /[\n;({]/.test(script);
  return `worker thread ${worker.threadId} (${isCode ? 'code' : path.basename(String(script))})`;
}

class TrackedWorker implements Tracked {
  readonly advice = 'Await its terminate() before the test ends, or start it with managedWorker().';
  readonly site: CreationSite;
  private readonly worker: workerThreads.Worker;
  private readonly name: string;

  constructor(worker: workerThreads.Worker, script: string | URL, site: CreationSite) {
    this.worker = worker;
    this.site = site;
    this.name = describeWorker(worker, script);
  }

  describe(): string {
    return this.name;
  }

  hasEnded(): boolean {
    return this.worker.threadId === -1;
  }

  holdsProcess(): boolean {
    return !this.hasEnded() && !state.unreferenced.has(this.worker);
  }

  mayEndWithin(): boolean {
    return true;
  }

  isShort(): boolean {
    return false;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
