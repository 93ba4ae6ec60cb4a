import { expect, it } from 'vitest';

import { inRule } from '../../test/in-rule.ts';
import { isDisabledAt } from './disabled.ts';
import { SourceText } from './source-text.ts';

function isDisabled(code: string): boolean {
  return inRule(code, ({ sourceCode }) =>
    isDisabledAt(code.indexOf('here()'), 'acme/rule', SourceText.of(sourceCode)),
  );
}

it.each([
  '// eslint-disable-next-line\nhere();',
  '// eslint-disable-next-line other, acme/rule -- why, indeed\r\nhere();',
  '/* oxlint-disable-next-line acme/rule */\nhere();',
  'here(); // eslint-disable-line acme/rule',
  '/* eslint-disable */\n\nother();\nhere();',
  '/* eslint-disable acme/rule */ here(); /* eslint-enable acme/rule */',
  '/* eslint-disable */\n/* eslint-enable other */\nhere();',
])('is for %j', (code) => {
  expect(isDisabled(code)).toBe(true);
});

it.each([
  'here();',
  '// eslint-disable-next-line other\nhere();',
  '// eslint-disable-next-line acme/rule\nother();\nhere();',
  '// eslint-disable-line acme/rule\nhere();',
  '/* eslint-disable acme/rule */\n/* eslint-enable */\nhere();',
  'here();\n/* eslint-disable */',
  '/* eslint-disable acme/rules */\nhere();',
  '// not eslint-disable-next-line\nhere();',
])('is not for %j', (code) => {
  expect(isDisabled(code)).toBe(false);
});
