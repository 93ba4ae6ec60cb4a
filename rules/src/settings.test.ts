import { expect, it } from 'vitest';

import { settingsOf } from './settings.ts';

it('has defaults', () => {
  const defaults = { scope: 'all', testModules: [] };
  expect(settingsOf({ settings: {} })).toEqual(defaults);
  expect(settingsOf({ settings: { cogniverse: null } })).toEqual(defaults);
  expect(settingsOf({ settings: { cogniverse: 'tests' } })).toEqual(defaults);
});

it('reads what is given', () => {
  const given = { scope: 'tests', testModules: ['./fixtures'], runner: 'vitest' };
  expect(settingsOf({ settings: { cogniverse: given } })).toEqual(given);
});

it('passes over what is of another type', () => {
  const given = { scope: 'some', testModules: ['./fixtures', 1], runner: 'tap' };
  expect(settingsOf({ settings: { cogniverse: given } })).toEqual({ scope: 'all', testModules: ['./fixtures'] });
});
