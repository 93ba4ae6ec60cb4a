import type { TSESTree } from '@typescript-eslint/utils';

import { followOneImport } from '../resolve/module-file.ts';
import type { Source } from '../resolve/source.ts';
import { evaluate, propertyValues, type EvaluateOptions, type StaticValue } from '../resolve/static-value.ts';
import type { TestCall, TestCalls, TestRunner } from '../resolve/test-calls/index.ts';
import { unwrap, type FunctionNode } from '../resolve/syntax.ts';
import { propertyNamed } from '../text/object-property.ts';
import { judge, UNKNOWN, type Level, type Limit } from './limit.ts';

/** A `….timeout(value)` on the `this` of a Mocha callback. */
export interface ContextTimeout {
  /** The test, suite or hook whose context it is called on. */
  readonly owner: TestCall;
  /** It is called on the test that a hook runs for: `this.currentTest.timeout(value)`. */
  readonly isForTest: boolean;
  /** Left out where the context is handed to code that the file does not show, which may set one. */
  readonly value: TSESTree.Expression | undefined;
}

/** What the rule knows of a file. */
export interface FileFacts {
  readonly source: Source;
  readonly text: string;
  readonly file: TestCalls;
  /** The longest time that counts, in milliseconds. */
  readonly max: number;
  readonly contextTimeouts: readonly ContextTimeout[];
  /** The major version of Vitest, where the project states it. */
  readonly vitestMajor: () => number | undefined;
}

/** What constants are followed through. */
export const following: EvaluateOptions = { followImport: followOneImport };

/** The suites around a call, nearest first. */
export function suitesAround({ parent }: TestCall): readonly TestCall[] {
  const suites: TestCall[] = [];
  for (let at = parent; at; at = at.parent) {
    if (at.kind === 'suite') suites.push(at);
  }
  return suites;
}

/** What tells the code of a call from that of others: two that are given one function by its name have the same. */
export function codeOf(call: TestCall): TestCall | FunctionNode {
  return call.body ?? call;
}

/** The limit that an expression sets which is a timeout itself. */
export function valueLimit(value: TSESTree.Expression, level: Level, runner: TestRunner, facts: FileFacts): Limit {
  const verdict = judge(evaluate(value, facts.source, following), { runner, max: facts.max, shown: shownOf(value, facts) });
  return { level, node: value, verdict };
}

/** The limit that a key of an options object sets; `undefined` where it has no such key. */
export function optionLimit(
  options: TSESTree.Expression,
  level: Level,
  runner: TestRunner,
  facts: FileFacts,
  key = 'timeout',
): Limit | undefined {
  const alternatives = evaluate(options, facts.source, following).map((value) => valuesIn(value, key));
  const stated = alternatives.filter((values) => values.length > 0);
  if (stated.length === 0) return undefined;
  const object = unwrap(options);
  const property = object.type === 'ObjectExpression' ? propertyNamed(object, key) : undefined;
  const node = property?.value ?? options;
  const verdict =
    stated.length < alternatives.length
      ? UNKNOWN
      : judge(stated.flat(), { runner, max: facts.max, shown: shownOf(node, facts) });
  return { level, node, isHolder: !property, verdict };
}

function valuesIn(value: StaticValue, key: string): readonly StaticValue[] {
  if (value.kind === 'object') return propertyValues(value, key, following);
  return value.kind === 'unknown' ? [value] : [];
}

const MAX_SHOWN = 40;

/** An expression as a message shows it. */
export function shownOf({ range: [start, end] }: TSESTree.Node, { text }: FileFacts): string {
  const shown = text.slice(start, end).replace(/\s+/g, ' ');
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN - 1)}…` : shown;
}
