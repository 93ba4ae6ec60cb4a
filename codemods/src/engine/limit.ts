/** Runs tasks, a limited number at a time. */
export class Limit {
  readonly #size: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(size: number) {
    this.#size = size;
  }

  /** Runs a task that does not fail, as soon as there is room for it. */
  run(task: () => Promise<void>): void {
    this.#waiting.push(task);
    this.#next();
  }

  /** Waits for all tasks. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #next(): void {
    if (this.#running.size >= this.#size) return;
    const task = this.#waiting.shift();
    if (!task) return;
    const running = task().finally(() => {
      this.#running.delete(running);
      this.#next();
    });
    this.#running.add(running);
  }
}
