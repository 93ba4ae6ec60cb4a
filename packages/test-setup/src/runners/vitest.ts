import { afterAll, afterEach, beforeEach, expect } from 'vitest';

import type * as Lifecycle from '../lifecycle.ts';
import { loadInMainRealm } from '../realm.ts';

// The shape of a module of this package, which is published beside this one.
const { beginFile } = loadInMainRealm('../lifecycle.js', import.meta.url) as typeof Lifecycle;

const file = beginFile({
  runner: 'vitest',
  file: expect.getState().testPath,
  process,
  global: globalThis,
  ownModules: true,
});

beforeEach(() => {
  file.beforeEach();
});
afterEach(() => file.afterEach());
afterAll(() => file.end());
