import { after, now } from '../clock.ts';

/**
 * Counts down the time that a test may take; it can be held. It keeps the process alive, so that a test that
 * waits for nothing ends as the one that it is, and those after it run.
 */
export class TestClock {
  readonly #expire: () => void;
  #left: number;
  #since = 0;
  #holds = 0;
  #callOff: (() => void) | undefined;

  /**
   * Starts at once.
   *
   * @param limit - Milliseconds.
   * @param expire - Called when they are over.
   */
  constructor(limit: number, expire: () => void) {
    this.#left = limit;
    this.#expire = expire;
    this.#start();
  }

  /** Holds the clock until `release` was called as often. */
  hold(): void {
    this.#holds += 1;
    if (this.#holds > 1) return;
    this.#callOff?.();
    this.#left -= now() - this.#since;
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds === 0) this.#start();
  }

  stop(): void {
    this.#callOff?.();
    this.#holds = Infinity;
  }

  #start(): void {
    this.#since = now();
    this.#callOff = after(Math.max(this.#left, 0), this.#expire);
  }
}
