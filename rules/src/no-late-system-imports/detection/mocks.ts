import type { TSESTree } from '@typescript-eslint/utils';

import { isFunction, stringValue, unwrap, type FunctionNode } from '../../resolve/syntax.ts';
import { functionOf } from '../../resolve/test-calls/arguments.ts';
import type { LintedFile } from '../linted-file.ts';
import { moduleKey, type ModuleLoad } from './module-load.ts';
import { isInForce } from './order.ts';

/** Calls that the runner moves above the imports, so that an import at module level gets the mock as well. */
const HOISTED = new Set(['vi.mock', 'vi.unmock', 'jest.mock', 'jest.unmock', 'jest.deepUnmock']);
/** Calls that decide where they stand what a later load gives. */
const IN_PLACE = new Set([
  'vi.doMock', 'vi.doUnmock', 'vi.resetModules',
  'jest.doMock', 'jest.dontMock', 'jest.setMock', 'jest.unstable_mockModule', 'jest.unstable_unmockModule',
  'jest.resetModules', 'jest.isolateModules', 'jest.isolateModulesAsync', 'mock.module',
]);
/** Modules that replace what `require` gives to everyone. */
const MODULE_MOCKERS = new Set(['mock-require', 'mockery', 'quibble', 'rewiremock', 'testdouble']);

/** A function that a mocking call is given, or `vi.hoisted`: what it loads is meant to be loaded there. */
export function isInMockFactory(load: ModuleLoad, { source, tests }: LintedFile): boolean {
  const functions = new Set(functionsAround(load.node));
  if (functions.size === 0) return false;
  return tests.helpers.some(
    ({ name, node }) =>
      (HOISTED.has(name) || IN_PLACE.has(name) || name === 'vi.hoisted') &&
      node.arguments.some((argument) => {
        const factory = functionOf(argument, source);
        return factory !== undefined && functions.has(factory);
      }),
  );
}

/** `vi.mock(import('node:fs'))`: the `import()` only names the module. */
export function namesMockedModule({ node }: ModuleLoad, { tests }: LintedFile): boolean {
  const { parent } = node;
  return (
    node.type === 'ImportExpression' &&
    parent.type === 'CallExpression' &&
    parent.arguments[0] === node &&
    tests.helpers.some((helper) => helper.node === parent && helper.name.startsWith('vi.') && helper.name !== 'vi.mocked')
  );
}

/** Whether mocks that are set up as the code runs decide what a load gives, so that it has to follow them. */
export function followsMocks(load: ModuleLoad, file: LintedFile): boolean {
  const { helpers } = file.tests;
  return (
    helpers.some(({ name, node }) => IN_PLACE.has(name) && mockedModule(node) === load.key) ||
    helpers.some(({ name, node }) => IN_PLACE.has(name) && isInForce(node, load, file)) ||
    loadsModuleMocker(file)
  );
}

function loadsModuleMocker({ source }: LintedFile): boolean {
  return source.ast.body.some((statement) => {
    if (statement.type === 'ImportDeclaration') return MODULE_MOCKERS.has(statement.source.value);
    if (statement.type !== 'VariableDeclaration') return false;
    return statement.declarations.some(({ init }) => {
      const [argument] = init?.type === 'CallExpression' ? init.arguments : [];
      return MODULE_MOCKERS.has(stringValue(argument) ?? '');
    });
  });
}

/** How a mock that the runner moves to the top of the file relates to a load of its module. */
export type HoistedMock = 'applies' | 'bypassed';

/**
 * Whether the file mocks a load's module by a hoisted call, and whether the mock reaches the load: Vitest's reaches
 * imports alone, and nothing reaches `process.getBuiltinModule`.
 */
export function hoistedMockOf(load: ModuleLoad, { tests }: LintedFile): HoistedMock | undefined {
  const mock = tests.helpers.find(({ name, node }) => HOISTED.has(name) && mockedModule(node) === load.key);
  if (!mock) return undefined;
  if (load.kind === 'import') return 'applies';
  return load.kind === 'require' && mock.name.startsWith('jest.') ? 'applies' : 'bypassed';
}

/** The module that a mocking call names, by the name that all ways to write it share. */
export function mockedModule({ arguments: [first] }: TSESTree.CallExpression): string | undefined {
  const argument = first && unwrap(first);
  const module = stringValue(argument?.type === 'ImportExpression' ? argument.source : argument);
  return module === undefined ? undefined : moduleKey(module);
}

function functionsAround(node: TSESTree.Node): readonly FunctionNode[] {
  const found: FunctionNode[] = [];
  for (let { parent } = node; parent; { parent } = parent) if (isFunction(parent)) found.push(parent);
  return found;
}
