import type { TSESTree } from '@typescript-eslint/utils';

import { isExport, isGlobal, resolveOrigin } from '../../resolve/origin.ts';
import { memberName, stringValue, unwrap } from '../../resolve/syntax.ts';
import type { LintedFile } from '../linted-file.ts';
import { mockedModule } from './mocks.ts';
import { moduleKey } from './module-load.ts';

/**
 * A statement at the top level of a file that changes something for the code that is loaded or run after it.
 */
export interface Registration {
  readonly statement: TSESTree.ProgramStatement;
  /** How the code calls it, for messages: `vi.mock()`, `globalThis.fetch =`. */
  readonly label: string;
  /** The module that it replaces, by its key. */
  readonly replaces: string | undefined;
  /** It is a call that changes nothing but what is loaded or run after it. */
  readonly isCall: boolean;
  /** Where it stands decides what a `require` after it gives, so that code which follows it may have to. */
  readonly isInPlace: boolean;
}

const MOCKS = new Set(['vi.mock', 'vi.stubEnv', 'vi.stubGlobal', 'jest.mock']);
const MOCKS_IN_PLACE = new Set([
  'vi.doMock',
  'jest.doMock',
  'jest.setMock',
  'jest.unstable_mockModule',
  'mock.module',
]);
const DEFINING_METHODS = new Set(['assign', 'defineProperties', 'defineProperty', 'set']);

/** The registrations among the top-level statements of a file, in order. */
export function registrationsIn(file: LintedFile): readonly Registration[] {
  return file.source.ast.body.flatMap((statement) => {
    const found =
      statement.type === 'ExpressionStatement'
        ? registrationBy(statement.expression, file)
        : hookBy(statement, file);
    return found ? [{ replaces: undefined, isInPlace: false, isCall: false, ...found, statement }] : [];
  });
}

type Found = Pick<Registration, 'label'> & Partial<Registration>;

function registrationBy(expression: TSESTree.Expression, file: LintedFile): Found | undefined {
  const node = unwrap(expression);
  switch (node.type) {
    case 'AwaitExpression':
      return registrationBy(node.argument, file);
    case 'AssignmentExpression':
      return assignment(node.left, file);
    case 'CallExpression':
      return runnerCall(node, file) ?? loaderHook(node, file) ?? definition(node, file);
    default:
      return undefined;
  }
}

/** `const hooks = registerHooks(…)`. */
function hookBy(statement: TSESTree.ProgramStatement, file: LintedFile): Found | undefined {
  const init = statement.type === 'VariableDeclaration' ? statement.declarations[0].init : null;
  return init?.type === 'CallExpression' ? loaderHook(init, file) : undefined;
}

/** `globalThis.x = …`, `require.cache[…] = …`. */
function assignment(left: TSESTree.Node, file: LintedFile): Found | undefined {
  const target = unwrap(left);
  if (target.type !== 'MemberExpression') return undefined;
  if (isGlobalObject(target.object, file)) return { label: `globalThis.${memberName(target) ?? '…'} =` };
  const registry = unwrap(target.object);
  if (registry.type !== 'MemberExpression') return undefined;
  const name = memberName(registry);
  const owner = resolveOrigin(registry.object, file.source);
  if ((name !== 'cache' && name !== 'extensions') || !owner || !isGlobal(owner, 'require')) return undefined;
  const module = target.computed ? stringValue(target.property) : undefined;
  return { label: `require.${name}[…] =`, replaces: module === undefined ? undefined : moduleKey(module) };
}

/** `vi.mock(…)`, `beforeEach(…)`; of a chain of calls the first one that counts. */
function runnerCall(node: TSESTree.CallExpression, { tests }: LintedFile): Found | undefined {
  const hook = tests.calls.find((call) => call.node === node && call.kind === 'hook');
  if (hook) return { label: `${hook.name}()`, isCall: true };
  for (let call: TSESTree.Node = node; call.type === 'CallExpression';) {
    const current = call;
    const helper = tests.helpers.find((candidate) => candidate.node === current);
    if (helper && (MOCKS.has(helper.name) || MOCKS_IN_PLACE.has(helper.name))) {
      const isStub = helper.name.startsWith('vi.stub');
      return {
        label: `${helper.name}()`,
        replaces: isStub ? undefined : mockedModule(current),
        isCall: true,
        isInPlace: MOCKS_IN_PLACE.has(helper.name),
      };
    }
    const callee = unwrap(current.callee);
    call = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  }
  return undefined;
}

/** `module.register(…)`, `registerHooks(…)`. */
function loaderHook({ callee }: TSESTree.CallExpression, { source }: LintedFile): Found | undefined {
  const origin = resolveOrigin(callee, source);
  if (!origin) return undefined;
  const name = ['register', 'registerHooks'].find((candidate) => isExport(origin, 'module', candidate));
  return name === undefined ? undefined : { label: `module.${name}()` };
}

/** `Object.defineProperty(globalThis, …)`. */
function definition(node: TSESTree.CallExpression, file: LintedFile): Found | undefined {
  const callee = unwrap(node.callee);
  const [target] = node.arguments;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || !target) return undefined;
  const method = memberName(callee) ?? '';
  const isDefining = ['Object', 'Reflect'].includes(callee.object.name) && DEFINING_METHODS.has(method);
  return isDefining && isGlobalObject(target, file)
    ? { label: `${callee.object.name}.${method}(globalThis)` }
    : undefined;
}

function isGlobalObject(node: TSESTree.Node, { source }: LintedFile): boolean {
  const origin = resolveOrigin(node, source);
  return origin?.module === undefined && origin?.path.length === 0;
}
