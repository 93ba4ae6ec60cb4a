import { plural } from './text.ts';

const INTERVAL_MS = 100;
/** What is done sooner needs no telling. */
const SILENT_MS = 1_000;
/** The time left is told once this much is done; before, it would jump about. */
const LEAST_SHARE = 0.02;
const CLEAR_LINE = '\r\u001B[K';

/** Shows how far a run is, how fast it is and how long it still takes, on one line of a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #started = performance.now();
  #first: number | undefined;
  #done = 0;
  #all = 0;
  #isShown = false;

  /** Begins to watch. Off a terminal, and where a log is kept of one, nothing is ever shown. */
  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    if (!isWatched(stream)) return;
    this.#timer = setInterval(() => {
      this.#show();
    }, INTERVAL_MS).unref();
    // However the run ends, the line must not stay.
    process.once('exit', this.clear);
  }

  /** Tells that so many of all files are done; with the last one there is nothing more to show. */
  update(done: number, all: number): void {
    if (done > 0) this.#first ??= performance.now();
    this.#done = done;
    this.#all = all;
    if (done >= all) this.clear();
  }

  /** Ends the watch, and removes the line. */
  readonly clear = (): void => {
    clearInterval(this.#timer);
    process.off('exit', this.clear);
    if (this.#isShown) this.#stream.write(CLEAR_LINE);
    this.#isShown = false;
  };

  #show(): void {
    const now = performance.now();
    if (now - this.#started < SILENT_MS) return;
    const [done, all] = [this.#done, this.#all];
    const seconds = (now - (this.#first ?? now)) / 1000;
    // The last column stays free: some terminals begin a new line behind it.
    const line = progressText(done, all, seconds, (this.#stream.columns || 80) - 1);
    this.#stream.write(`\r${line}\u001B[K`);
    this.#isShown = true;
  }
}

/**
 * How far a run is, as much of it as a line holds.
 *
 * @param seconds Since the first file was done.
 */
export function progressText(done: number, all: number, seconds: number, width: number): string {
  if (all === 0) return 'Listing files…'.slice(0, width);
  const rate = done / Math.max(seconds, 0.001);
  const share = `${done.toLocaleString('en')} of ${plural(all, 'file')}`;
  const isEarly = done < all * LEAST_SHARE || seconds === 0;
  const parts = [
    share,
    ...(isEarly ? [] : [`${timeText((all - done) / rate)} left`, `${Math.round(rate).toLocaleString('en')} files/s`]),
  ];
  while (parts.length > 1 && parts.join(' · ').length > width) parts.pop();
  const line = parts.join(' · ');
  return line.length <= width ? line : `${Math.floor((100 * done) / all)} %`.slice(0, width);
}

function timeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function isWatched({ isTTY }: NodeJS.WriteStream): boolean {
  const { CI = '', TERM = '' } = process.env;
  return isTTY && TERM !== 'dumb' && (CI === '' || CI === 'false' || CI === '0');
}
