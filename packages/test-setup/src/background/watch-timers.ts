import timers from 'node:timers';

import { now } from '../clock.ts';
import { threadState } from '../realm.ts';
import { captureSite, type CreationSite } from './creation-site.ts';
import { track, type Tracked } from './tracked.ts';

type Maker = (...args: unknown[]) => unknown;

interface TimersState {
  /** Node's own functions, each with the one that stands before it. */
  readonly watched: Map<unknown, Maker>;
}

const state = threadState<TimersState>('timers', () => ({ watched: new Map() }));

/** Calls to keep: timers are many. */
const STACK_DEPTH = 10;

const names = ['setTimeout', 'setInterval'] as const;

/**
 * Tracks the timers that the tests start from now on. Fake timers, and those of a simulated browser, are left
 * alone.
 *
 * @param global - The globals that the tests see.
 * @returns Whether a core module was changed, so that what ES modules have imported of it is out of date.
 */
export function watchTimers(global: typeof globalThis): boolean {
  const isFirst = state.watched.size === 0;
  for (const name of names) {
    if (isFirst) {
      const own: unknown = timers[name];
      if (typeof own === 'function') {
        const watched = watchedMaker(own, name === 'setInterval');
        state.watched.set(own, watched);
        Reflect.set(timers, name, watched);
      }
    }
    const watched = state.watched.get(Reflect.get(global, name));
    if (watched !== undefined) {
      Reflect.set(global, name, watched);
    }
  }
  return isFirst;
}

function watchedMaker(own: object & NewableFunction | CallableFunction, repeats: boolean): Maker {
  const make = function (this: unknown, ...args: unknown[]): unknown {
    const timer: unknown = Reflect.apply(own, this, args);
    if (isTimer(timer)) {
      track(new TrackedTimer(timer, Number(args[1]), repeats, captureSite(make, STACK_DEPTH)));
    }
    return timer;
  };
  // Its name, and the form of it that `util.promisify` gives.
  return Object.defineProperties(make, Object.getOwnPropertyDescriptors(own));
}

function isTimer(value: unknown): value is NodeJS.Timeout {
  return typeof value === 'object' && value !== null && 'hasRef' in value;
}

class TrackedTimer implements Tracked {
  readonly site: CreationSite;
  private readonly timer: NodeJS.Timeout;
  private readonly ms: number;
  private readonly repeats: boolean;
  private readonly due: number;

  constructor(timer: NodeJS.Timeout, ms: number, repeats: boolean, site: CreationSite) {
    this.timer = timer;
    this.ms = ms >= 1 ? ms : 1;
    this.repeats = repeats;
    this.site = site;
    this.due = now() + this.ms;
  }

  get advice(): string {
    return `Clear it before the test ends: ${this.repeats ? 'clearInterval' : 'clearTimeout'}().`;
  }

  describe(): string {
    return this.repeats ? `interval of ${this.ms} ms` : `timer of ${this.ms} ms`;
  }

  hasEnded(): boolean {
    return Reflect.get(this.timer, '_destroyed') !== false;
  }

  holdsProcess(): boolean {
    return !this.hasEnded() && this.timer.hasRef();
  }

  mayEndWithin(ms: number, isHelper: boolean): boolean {
    return isHelper && (this.repeats || this.due - now() <= ms);
  }

  isShort(ms: number): boolean {
    return !this.repeats && this.due - now() <= ms;
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
