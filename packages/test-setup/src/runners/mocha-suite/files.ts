import type { MochaHook, MochaRunnable, MochaSuite } from './mocha.ts';

/** What happens around the suites of a file. */
export interface FileHooks {
  /** Before the first hook of the file's suites. */
  readonly begin: (file: string) => Promise<void>;
  /** After the last one. */
  readonly end: (file: string) => Promise<void>;
}

/**
 * Lets files begin and end where they share a process: Mocha loads all of them and has no hook for a file.
 * Each top-level suite begins its file in front of its own hooks, and the file's last suite ends it after
 * its own.
 *
 * @param root - The suite around all of them, once all files are loaded.
 * @param hooks - Called for each file with suites. `begin` may come again for the same file.
 * @param timeout - What the end of a file may take, in milliseconds.
 */
export function runSuitesOfFiles(root: MochaSuite, { begin, end }: FileHooks, timeout: number): void {
  const last = new Map(root.suites.map((suite) => [suite.file, suite]));
  for (const suite of root.suites) {
    const { file } = suite;
    if (file === undefined) continue;
    suite.beforeAll('set-up', function () {
      this.timeout(timeout);
      return begin(file);
    });
    moveToStart(suite._beforeAll);
    if (last.get(file) !== suite) continue;
    suite.afterAll('set-up', function () {
      this.timeout(timeout);
      return end(file);
    });
  }
}

function moveToStart(hooks: MochaRunnable[] | undefined): void {
  const hook = hooks?.pop();
  if (hook !== undefined) hooks?.unshift(hook);
}

/** Has a hook run after all others of its list, in which it came first. */
export function moveToEnd(hooks: MochaRunnable[] | undefined, ours: MochaHook): void {
  if (hooks === undefined) return;
  const isOurs = ({ fn }: MochaRunnable): boolean => fn === ours;
  hooks.splice(0, hooks.length, ...hooks.filter((hook) => !isOurs(hook)), ...hooks.filter(isOurs));
}
