import type { TSESTree } from '@typescript-eslint/utils';

import { stringValue, unwrap } from '../../resolve/syntax.ts';
import { functionOf } from '../../resolve/test-calls/arguments.ts';
import type { LintedFile } from '../linted-file.ts';
import { perFile } from '../per-file.ts';
import { moduleKey, type ModuleLoad } from './module-load.ts';
import { isInForce } from './order.ts';

/** Calls that the runner moves above the imports, so that an import at module level gets the mock as well. */
const HOISTED = new Set(['vi.mock', 'vi.unmock', 'jest.mock', 'jest.unmock', 'jest.deepUnmock']);
/** Calls that decide where they stand what a later load gives. */
const IN_PLACE = new Set([
  'vi.doMock',
  'vi.doUnmock',
  'vi.resetModules',
  'jest.doMock',
  'jest.dontMock',
  'jest.setMock',
  'jest.unstable_mockModule',
  'jest.unstable_unmockModule',
  'jest.resetModules',
  'jest.isolateModules',
  'jest.isolateModulesAsync',
  'mock.module',
]);
/** Modules that replace what `require` gives to everyone. */
const MODULE_MOCKERS = new Set(['mock-require', 'mockery', 'quibble', 'rewiremock', 'testdouble']);

/**
 * The functions that mocking calls are given, and `vi.hoisted`: what they load is meant to be loaded there.
 */
const mockFactories = perFile(
  ({ source, tests }): ReadonlySet<TSESTree.Node> =>
    new Set(
      tests.helpers
        .filter(({ name }) => HOISTED.has(name) || IN_PLACE.has(name) || name === 'vi.hoisted')
        .flatMap(({ node }) => node.arguments.flatMap((argument) => functionOf(argument, source) ?? [])),
    ),
);

/** The calls whose `import()` only names the module: `vi.mock(import('node:fs'))`. */
const namingCalls = perFile(
  ({ tests }): ReadonlySet<TSESTree.Node> =>
    new Set(
      tests.helpers.flatMap(({ name, node }) =>
        name.startsWith('vi.') && name !== 'vi.mocked' ? [node] : [],
      ),
    ),
);

/** Whether a load stands in a function that makes a mock. */
export function isInMockFactory({ node }: ModuleLoad, file: LintedFile): boolean {
  const factories = mockFactories(file);
  if (factories.size === 0) return false;
  for (let around: TSESTree.Node | undefined = node.parent; around; around = around.parent) {
    if (factories.has(around)) return true;
  }
  return false;
}

/** Whether an `import()` only names a module for its runner. */
export function namesMockedModule({ node }: ModuleLoad, file: LintedFile): boolean {
  const { parent } = node;
  if (node.type !== 'ImportExpression' || parent.type !== 'CallExpression') return false;
  return parent.arguments[0] === node && namingCalls(file).has(parent);
}

/** Whether mocks that are set up as the code runs decide what a load gives, so that it has to follow them. */
export function followsMocks(load: ModuleLoad, file: LintedFile): boolean {
  return (
    callsInPlace(file).some((call) => mockedModule(call) === load.key || isInForce(call, load, file)) ||
    loadsModuleMocker(file)
  );
}

const callsInPlace = perFile(({ tests }) =>
  tests.helpers.flatMap(({ name, node }) => (IN_PLACE.has(name) ? [node] : [])),
);
const hoistedMocks = perFile(({ tests }) => tests.helpers.filter(({ name }) => HOISTED.has(name)));

const loadsModuleMocker = perFile(({ source }) =>
  source.ast.body.some((statement) => {
    if (statement.type === 'ImportDeclaration') return MODULE_MOCKERS.has(statement.source.value);
    if (statement.type !== 'VariableDeclaration') return false;
    return statement.declarations.some(({ init }) => {
      const [argument] = init?.type === 'CallExpression' ? init.arguments : [];
      return MODULE_MOCKERS.has(stringValue(argument) ?? '');
    });
  }),
);

/** How a mock that the runner moves to the top of the file relates to a load of its module. */
export type HoistedMock = 'applies' | 'bypassed';

/**
 * Whether the file mocks a load's module by a hoisted call, and whether the mock reaches the load: Vitest's
 * reaches
 * imports alone, and nothing reaches `process.getBuiltinModule`.
 */
export function hoistedMockOf(load: ModuleLoad, file: LintedFile): HoistedMock | undefined {
  const mock = hoistedMocks(file).find(({ node }) => mockedModule(node) === load.key);
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
