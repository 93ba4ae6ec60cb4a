/** A test or hook of Mocha, as far as the set-up uses it. */
export interface MochaRunnable {
  readonly title: string;
  readonly fn?: unknown;
  readonly parent?: MochaSuite;
  fullTitle(): string;
  /** Marks it as skipped, and throws. */
  skip(): never;
  run: (this: MochaRunnable, done: (error?: unknown) => void) => void;
}

/** A suite of Mocha. The lists of hooks have been there, under these names, since its first versions. */
export interface MochaSuite {
  readonly file?: string | undefined;
  readonly root?: boolean;
  readonly suites: readonly MochaSuite[];
  readonly _beforeAll?: MochaRunnable[];
  readonly _afterEach?: MochaRunnable[];
  readonly _afterAll?: MochaRunnable[];
  beforeAll(title: string, hook: MochaHook): unknown;
  afterAll(title: string, hook: MochaHook): unknown;
}

/** What hooks of Mocha have as `this`. */
export interface MochaContext {
  readonly test?: MochaRunnable;
  readonly currentTest?: MochaRunnable;
  timeout(milliseconds: number): unknown;
}

/** A hook of Mocha. */
export type MochaHook = (this: MochaContext) => void | Promise<void>;
