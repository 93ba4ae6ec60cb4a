import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { mockedModules } from '../resolve/mocked-modules.ts';
import { resolveOrigin } from '../resolve/origin.ts';
import { variableOf, type Source } from '../resolve/source.ts';
import { isFunction } from '../resolve/syntax.ts';
import { nodesIn } from '../resolve/walk.ts';
import { namesIn } from './calls.ts';

/** Packages that play a service, but for those that run a real one for the test. */
const FAKES = /(?:^|[/-])(?:mocks?|msw|nock|sinon|testdouble|ts-mockito|aws-sdk-client-mock)(?:$|[/-])/;
const REAL = 'mongodb-memory-server';
const FAKE_NAME = /mock|fake|stub|spy|dummy/i;
const MAX_DEPTH = 3;

type VisitorKeys = TSESLint.SourceCode['visitorKeys'];

/** Whether a file plays the services that its code talks to: what is written then is kept nowhere. */
export function playsServices(source: Source): boolean {
  if (mockedModules(source).size > 0) return true;
  const importsFake = source.ast.body.some((statement) => {
    const module = statement.type === 'ImportDeclaration' ? statement.source.value : '';
    return FAKES.test(module) && !module.includes(REAL);
  });
  return importsFake || replacesFetch(source);
}

/** `globalThis.fetch = fake`, `vi.stubGlobal('fetch', fake)`, `vi.spyOn(globalThis, 'fetch')`. */
function replacesFetch(source: Source): boolean {
  return source.scopeManager.scopes.some(({ references }) =>
    references.some(({ identifier }) => {
      const { parent } = identifier;
      if (parent.type === 'MemberExpression' && parent.object === identifier) {
        const isFetch = resolveOrigin(parent, source)?.path.join('.') === 'fetch';
        if (isFetch && parent.parent.type === 'AssignmentExpression' && parent.parent.left === parent) return true;
        const call = parent.parent;
        return call.type === 'CallExpression' && call.callee === parent && isGivenFetch(call);
      }
      return identifier.name === 'fetch' && parent.type === 'AssignmentExpression' && parent.left === identifier;
    }),
  );
}

function isGivenFetch({ callee, arguments: args }: TSESTree.CallExpression): boolean {
  const method = namesIn(callee).at(-1) ?? '';
  const given = args.slice(0, 2).some((argument) => argument.type === 'Literal' && argument.value === 'fetch');
  return given && /^(?:stubGlobal|spyOn|method|stub|defineProperty)$/.test(method);
}

/** Whether an expression is or holds a fake, by its names or its functions: `new Service(mockDatabase)`. */
export function isMadeOfFakes(expression: TSESTree.Node, source: Source, visitorKeys: VisitorKeys): boolean {
  return holdsFake(expression, { source, visitorKeys, byName: true }, 0);
}

/** Whether an expression holds functions that are fakes: `vi.fn()`, or a constant made of such. */
export function holdsFakeFunctions(expression: TSESTree.Node, source: Source, visitorKeys: VisitorKeys): boolean {
  return holdsFake(expression, { source, visitorKeys, byName: false }, 0);
}

interface FakeSearch {
  readonly source: Source;
  readonly visitorKeys: VisitorKeys;
  /** Data of tests is called `mockUser` too, and is no fake. */
  readonly byName: boolean;
}

function holdsFake(expression: TSESTree.Node, search: FakeSearch, depth: number): boolean {
  for (const node of nodesIn(expression, search.visitorKeys, (inner) => !isFunction(inner))) {
    if (node.type === 'CallExpression') {
      const names = namesIn(node.callee);
      if (names.at(-1) === 'fn' || (search.byName && names.some((name) => FAKE_NAME.test(name)))) return true;
    }
    if (node.type !== 'Identifier') continue;
    if (search.byName && FAKE_NAME.test(node.name)) return true;
    const variable = depth < MAX_DEPTH ? variableOf(node, search.source) : undefined;
    const declaration = variable && variable !== 'global' ? variable.defs[0]?.node : undefined;
    const init = declaration?.type === 'VariableDeclarator' ? declaration.init : undefined;
    if (init && holdsFake(init, search, depth + 1)) return true;
  }
  return false;
}
