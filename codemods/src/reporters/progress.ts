const INTERVAL_MS = 100;

/** Shows how far a run is, on one line of a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #shown = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Tells that so many of all files are done. Off a terminal it does nothing. */
  update(done: number, all: number): void {
    if (!this.#stream.isTTY || Date.now() - this.#shown < INTERVAL_MS) return;
    this.#shown = Date.now();
    this.#stream.write(`\r${done.toLocaleString('en')} of ${all.toLocaleString('en')} files\u001B[K`);
  }

  /** Removes the line. */
  clear(): void {
    if (this.#shown > 0) this.#stream.write('\r\u001B[K');
    this.#shown = 0;
  }
}
