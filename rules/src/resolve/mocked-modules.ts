import type { TSESTree } from '@typescript-eslint/utils';

import { oncePer } from './once-per.ts';
import { exportPath, resolveOrigin } from './origin.ts';
import type { Source } from './source.ts';
import { memberName, stringValue, unwrap } from './syntax.ts';

const RUNNER_OBJECTS = new Set(['jest', 'vi', 'vitest', 'mock']);
const MOCKING_METHODS = new Set(['doMock', 'mock', 'module', 'setMock', 'unstable_mockModule']);

/** The specifiers of the modules that the file has its runner replace: `vi.mock('x')`, `jest.mock('x', fake)`. */
export const mockedModules = oncePer(
  (source: Source): ReadonlySet<string> =>
    new Set(
      source.scopeManager.scopes.flatMap(({ references }) =>
        references.flatMap(({ identifier }) => mockedModule(identifier, source) ?? []),
      ),
    ),
);

function mockedModule(identifier: TSESTree.Node, source: Source): string | undefined {
  const { parent: member } = identifier;
  if (member?.type !== 'MemberExpression' || member.object !== identifier) return undefined;
  const { parent: call } = member;
  if (call.type !== 'CallExpression' || call.callee !== member) return undefined;
  if (!MOCKING_METHODS.has(memberName(member) ?? '')) return undefined;
  const origin = resolveOrigin(identifier, source);
  if (!origin || !RUNNER_OBJECTS.has(exportPath(origin).join('.'))) return undefined;
  const [argument] = call.arguments;
  const module = argument && unwrap(argument);
  return stringValue(module?.type === 'ImportExpression' ? module.source : module);
}
