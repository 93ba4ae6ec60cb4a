import type { TSESTree } from '@typescript-eslint/utils';

import { CHAINED, EXTENDERS, exportOf, FACTORIES, MODIFIERS } from './vocabulary.ts';
import type { CallKind, TestRunner } from './test-call.ts';

/** Something that a runner provides, as a name or expression in a file stands for it. */
export type RunnerValue = ModuleValue | FunctionValue | HelperValue | MethodValue;

/** A runner's module, or an object that holds its exports. */
export interface ModuleValue {
  readonly kind: 'module';
  readonly runner: TestRunner;
}

/** A function that declares tests, suites or hooks. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly runner: TestRunner;
  readonly call: CallKind;
  readonly name: string;
  readonly modifiers: readonly string[];
  readonly isExtended: boolean;
  /** The expression that names it without modifiers. */
  readonly root?: TSESTree.Expression;
}

/** An object of helpers: `vi`, `jest`, the context that `node:test` gives to a test, Playwright's `testInfo`. */
export interface HelperValue {
  readonly kind: 'helper';
  readonly runner: TestRunner;
  readonly name: string;
}

/** A method that has to be called to mean something: `test.each`, `vi.mock`. */
export interface MethodValue {
  readonly kind: 'method';
  readonly of: FunctionValue | HelperValue;
  readonly name: string;
}

/** What a runner exports under a name. */
export function exported(runner: TestRunner, name: string): RunnerValue | undefined {
  const found = exportOf(runner, name);
  switch (found?.kind) {
    case 'function':
      return { kind: 'function', runner, call: found.call, name, modifiers: found.modifiers, isExtended: false };
    case 'helper':
      return { kind: 'helper', runner, name: name === 'vitest' ? 'vi' : name };
    case 'merge':
      return { kind: 'method', of: { kind: 'helper', runner, name: 'module' }, name };
    case undefined:
      // CommonJS and default imports: the module again.
      return name === 'default' ? { kind: 'module', runner } : undefined;
  }
}

/** The member of a value. */
export function memberOf(value: RunnerValue, name: string): RunnerValue | undefined {
  switch (value.kind) {
    case 'module':
      return exported(value.runner, name);
    case 'helper':
      return helperMember(value, name);
    case 'method':
      return undefined;
    case 'function': {
      if (MODIFIERS.has(name)) return { ...value, modifiers: [...value.modifiers, name] };
      if (FACTORIES.has(name) || EXTENDERS.has(name)) return { kind: 'method', of: value, name };
      // `test.describe`, `test.beforeEach`; the default export of `node:test` is its module too.
      const sibling = value.call === 'test' ? exportOf(value.runner, name) : undefined;
      if (sibling && name !== 'default') {
        const member = exported(value.runner, name);
        return member?.kind === 'function' ? { ...member, isExtended: value.isExtended } : member;
      }
      return { kind: 'method', of: value, name };
    }
  }
}

/** `t.test` in `node:test` declares a test, `t.skip()` skips the one that runs. */
function helperMember(helper: HelperValue, name: string): RunnerValue {
  if (helper.name === 'context') {
    const found = exportOf('node', name);
    if (found?.kind === 'function' && !MODIFIERS.has(name)) return exported('node', name) ?? method(helper, name);
    if (name === 'mock') return { kind: 'helper', runner: helper.runner, name };
  }
  return method(helper, name);
}

function method(of: HelperValue, name: string): MethodValue {
  return { kind: 'method', of, name };
}

/** What a call of a method gives, where that matters. */
export function resultOf({ of, name }: MethodValue): RunnerValue | undefined {
  if (of.kind === 'function') {
    if (FACTORIES.has(name)) return { ...of, modifiers: [...of.modifiers, name] };
    if (EXTENDERS.has(name)) return { ...of, isExtended: true };
    return of.runner === 'playwright' && name === 'info' ? { kind: 'helper', runner: of.runner, name: 'testInfo' } : undefined;
  }
  if (name === 'mergeTests') {
    return { kind: 'function', runner: of.runner, call: 'test', name: 'test', modifiers: [], isExtended: true };
  }
  return CHAINED.get(of.name)?.has(name) ? of : undefined;
}

/** The name of the helper call that calling a method is; `undefined` for methods that only give other functions. */
export function helperName({ of, name }: MethodValue): string | undefined {
  if (of.kind === 'helper') return name === 'mergeTests' ? undefined : `${of.name}.${name}`;
  if (FACTORIES.has(name) || EXTENDERS.has(name)) return undefined;
  return `${of.call === 'suite' ? 'describe' : 'test'}.${name}`;
}

/** The same value where it stands in one branch of a condition: a skip there is a skip on condition. */
export function conditional(value: RunnerValue): RunnerValue {
  if (value.kind !== 'function') return value;
  return { ...value, modifiers: value.modifiers.map((modifier) => (modifier === 'skip' ? 'skipIf' : modifier)) };
}
