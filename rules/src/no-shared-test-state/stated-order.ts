import type { TSESTree } from '@typescript-eslint/utils';

import { propertyValues, evaluateOne } from '../resolve/static-value.ts';
import { stringValue } from '../resolve/syntax.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';
import type { TestFile } from './shared-states.ts';

const SERIAL = new Set(['serial', 'sequential']);

/**
 * Whether two tests say openly that one runs after the other: to the runner, by a modifier or a
 * configuration.
 */
export function isStatedOrder(writer: TestCall, reader: TestCall, file: TestFile): boolean {
  const suites = suitesOf(writer).filter((suite) => suitesOf(reader).includes(suite));
  if ([writer, reader, ...suites].some(hasSerialModifier)) return true;
  return file.tests.helpers.some(
    ({ name, node, parent }) =>
      name === 'describe.configure' && (!parent || suites.includes(parent)) && isSerialMode(node, file),
  );
}

/** A test's title as the file spells it; empty where it does not. */
export function titleOf({ title }: TestCall): string {
  return stringValue(title) ?? '';
}

function suitesOf(test: TestCall): readonly TestCall[] {
  const suites: TestCall[] = [];
  for (let suite = test.parent; suite; suite = suite.parent) suites.push(suite);
  return suites;
}

function hasSerialModifier({ modifiers }: TestCall): boolean {
  return modifiers.some((modifier) => SERIAL.has(modifier));
}

/** `test.describe.configure({ mode: 'serial' })` */
function isSerialMode(call: TSESTree.CallExpression, { source }: TestFile): boolean {
  const [options] = call.arguments;
  const value = options && evaluateOne(options, source);
  return (
    value?.kind === 'object' &&
    propertyValues(value, 'mode').some((mode) => mode.kind === 'constant' && mode.value === 'serial')
  );
}
