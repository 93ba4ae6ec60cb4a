import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { setVariables } from './set-variables.ts';

const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

beforeEach(() => {
  vi.stubEnv('SETUP_TEST_UNSET', undefined);
  vi.stubEnv('SETUP_TEST_SET', 'theirs');
  said.mockClear();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('what is not set is set, and what is set is kept and reported', () => {
  const copy: NodeJS.ProcessEnv = { SETUP_TEST_SET: 'theirs' };
  setVariables({ SETUP_TEST_UNSET: '1', SETUP_TEST_SET: '1' }, copy);
  expect(process.env).toMatchObject({ SETUP_TEST_UNSET: '1', SETUP_TEST_SET: 'theirs' });
  expect(copy).toMatchObject({ SETUP_TEST_UNSET: '1', SETUP_TEST_SET: 'theirs' });
  const message = said.mock.calls.flat().join('');
  expect(message).toContain('SETUP_TEST_SET=theirs (the policy says 1)');
  expect(message).not.toContain('SETUP_TEST_UNSET');
});

test('what the set-up itself has set is not reported to the next file', () => {
  setVariables({ SETUP_TEST_UNSET: '1' }, process.env);
  setVariables({ SETUP_TEST_UNSET: '2' }, process.env);
  expect(said).not.toHaveBeenCalled();
});

test('an empty value is a value', () => {
  vi.stubEnv('SETUP_TEST_SET', '');
  setVariables({ SETUP_TEST_SET: '1' }, process.env);
  expect(process.env['SETUP_TEST_SET']).toBe('');
});
