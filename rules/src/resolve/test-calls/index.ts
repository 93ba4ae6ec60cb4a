import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { settingsOf } from '../../settings.ts';
import type { FileContext } from '../file-context.ts';
import { sourceOf, type Source } from '../source.ts';
import { memberName } from '../syntax.ts';
import { Binder } from './binder.ts';
import { globalRunnerOf } from './global-runner.ts';
import { Places } from './places.ts';
import { bindSeeds } from './seeds.ts';
import type { HelperCall, Place, TestCall, TestCalls, TestRunner } from './test-call.ts';

export { isSkipped } from './skipped.ts';
export type { HelperCall, TestCall, TestCalls, TestRunner } from './test-call.ts';

const NONE: TestCalls = { calls: [], helpers: [], ownerOf: () => undefined };
// By the tree, since oxlint has one `sourceCode` for all files.
const known = new WeakMap<TSESTree.Program, TestCalls>();

/**
 * The tests, suites, hooks and helper calls of the linted file, found once for all rules.
 *
 * A call counts for what its name is bound to, never for how it is spelt: imports under any name, `require`,
 * `await import()`, `import.meta.vitest`, aliases, `test.extend()` here or in a relative import, the modules that
 * `settings.cogniverse.testModules` lists, and globals that nothing in the file declares.
 */
export function testCallsOf(context: FileContext): TestCalls {
  const { ast } = context.sourceCode;
  let found = known.get(ast);
  if (!found) {
    found = findTestCalls(context);
    known.set(ast, found);
  }
  return found;
}

function findTestCalls(context: FileContext): TestCalls {
  const source = sourceOf(context);
  if (!source) return NONE;
  const { testModules } = settingsOf(context);
  const binder = new Binder(source);
  let globalRunner: { readonly name: TestRunner | undefined } | undefined;
  bindSeeds(binder, source, {
    testModules,
    globalRunner: () => (globalRunner ??= { name: globalRunnerOf(context, source) }).name,
    dynamicNodes: () => dynamicNodes(context.sourceCode),
  });
  if (binder.calls.size === 0 && binder.helpers.size === 0) return NONE;
  return place(binder, source);
}

const DYNAMIC = /\bimport\s*\(\s*['"`](?:vitest|@jest|mocha|node:test|@?playwright)|\bimport\.meta\.vitest\b/;

/** The `import()` of runners and `import.meta.vitest` in a file; a walk of its own, for the few files that have them. */
function dynamicNodes({
  ast,
  text,
  visitorKeys,
}: Readonly<TSESLint.SourceCode>): readonly (TSESTree.ImportExpression | TSESTree.MemberExpression)[] {
  if (!DYNAMIC.test(text)) return [];
  const found: (TSESTree.ImportExpression | TSESTree.MemberExpression)[] = [];
  const stack: unknown[] = [ast];
  while (stack.length > 0) {
    const node = stack.pop();
    if (Array.isArray(node)) stack.push(...(node as unknown[]));
    if (!isNode(node)) continue;
    if (node.type === 'ImportExpression') found.push(node);
    if (node.type === 'MemberExpression' && node.object.type === 'MetaProperty' && memberName(node) === 'vitest') found.push(node);
    for (const key of visitorKeys[node.type] ?? []) stack.push(Reflect.get(node, key));
  }
  return found;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

type Placed<Call extends Place> = { -readonly [Key in keyof Call]: Call[Key] };

/** Gives each call the one whose callback it stands in. */
function place(binder: Binder, source: Source): TestCalls {
  const inOrder = (left: Place, right: Place): number => left.position - right.position;
  const unplaced = <Call extends { readonly node: TSESTree.Node }>(call: Call): Call & Place => ({
    ...call,
    parent: undefined,
    position: call.node.range[0],
  });
  const calls: Placed<TestCall>[] = [...binder.calls.values()].map(unplaced).toSorted(inOrder);
  const helpers: Placed<HelperCall>[] = [...binder.helpers.values()].map(unplaced).toSorted(inOrder);
  const places = new Places(calls, source);
  for (const call of [...calls, ...helpers]) Object.assign(call, places.of(call.node));
  return { calls, helpers, ownerOf: (node) => places.of(node).parent };
}
