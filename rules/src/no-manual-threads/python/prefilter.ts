import { threadApis } from '@cogniverse/guide';

const names = threadApis.flatMap(({ language, name }) =>
  language === 'python' ? (name.split('.').at(-1) ?? []) : [],
);

/** One of the names that every text has which makes a thread, however it is imported. */
const NAME = new RegExp(`(?<![A-Za-z0-9_])(?:${[...new Set(names)].join('|')})(?![A-Za-z0-9_])`);

/**
 * Whether a Python text can hold what `no-manual-threads` reports. What another file gives a name of its own
 * (`from .helpers import start_worker`) is passed over.
 */
export function mayHoldPythonThread(text: string): boolean {
  return NAME.test(text);
}
