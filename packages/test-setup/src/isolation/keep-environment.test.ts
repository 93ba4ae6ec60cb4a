import { expect, test } from 'vitest';

import { keepEnvironment } from './keep-environment.ts';

test('what was set, changed and removed is put back, and named', () => {
  const holder = { env: { KEPT: 'a', CHANGED: 'b', REMOVED: 'c' } as NodeJS.ProcessEnv };
  const restore = keepEnvironment(holder);
  holder.env['NEW'] = '1';
  holder.env['CHANGED'] = '2';
  delete holder.env['REMOVED'];
  expect(restore().sort()).toEqual(['CHANGED', 'NEW', 'REMOVED']);
  expect(holder.env).toEqual({ KEPT: 'a', CHANGED: 'b', REMOVED: 'c' });
  expect(restore()).toEqual([]);
});

test('an environment that was replaced as a whole is the old one again', () => {
  const env: NodeJS.ProcessEnv = { KEPT: 'a' };
  const holder = { env };
  const restore = keepEnvironment(holder);
  holder.env = { OTHER: 'b' };
  restore();
  expect(holder.env).toBe(env);
});

test("the process's own variables are put back", () => {
  const restore = keepEnvironment(process);
  process.env['COGNIVERSE_KEPT'] = 'yes';
  delete process.env['PATH'];
  expect(restore().sort()).toEqual(['COGNIVERSE_KEPT', 'PATH']);
  expect([process.env['COGNIVERSE_KEPT'], process.env['PATH']]).toEqual([undefined, expect.any(String)]);
});
