import timers from 'node:timers';

// Taken before any test can put fakes in their place.
const { clearTimeout, setTimeout } = timers;
const { performance } = globalThis;

/** Milliseconds since the thread began, whatever clock the tests pretend. */
export const now: () => number = performance.now.bind(performance);

/** Resolves after some milliseconds of real time, or with the promise if that is sooner. */
export async function within(ms: number, promise?: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await (promise === undefined ? passed : Promise.race([passed, promise]));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Calls a function after some milliseconds of real time, and gives what calls it off.
 *
 * @param ms - Milliseconds.
 * @param call - The function.
 * @param options - Whether the process waits for it, which it does unless told not to.
 */
export function after(ms: number, call: () => void, options: { readonly keepsAlive?: boolean } = {}): () => void {
  const timer = setTimeout(call, ms);
  if (options.keepsAlive === false) timer.unref();
  return () => {
    clearTimeout(timer);
  };
}
