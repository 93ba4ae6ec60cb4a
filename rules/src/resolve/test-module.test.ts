import { expect, it } from 'vitest';

import { isTestModule } from './test-module.ts';

it.each([
  ['@acme/vitest', '@acme/vitest', true],
  ['./fixtures', './fixtures', true],
  ['../../support/fixtures.js', './fixtures', true],
  ['../support/fixtures.ts', './support/fixtures', true],
  ['./other/fixtures', './support/fixtures', false],
  ['./my-fixtures', './fixtures', false],
  ['fixtures', './fixtures', false],
  ['@acme/vitest/helpers', '@acme/vitest', false],
])('%s is %s: %s', (specifier, configured, expected) => {
  expect(isTestModule(specifier, ['unrelated', configured])).toBe(expected);
});
