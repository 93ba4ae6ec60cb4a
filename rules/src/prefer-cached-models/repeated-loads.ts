import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { weightsLoadOf, type WeightsLoad } from '../models/loads.ts';
import { variableOf, type Source } from '../resolve/source.ts';
import { memberName, unwrap } from '../resolve/syntax.ts';
import { isInShippedCode } from '../resolve/shipped-code.ts';
import type { TestCalls } from '../resolve/test-calls/index.ts';
import { isKept } from './kept.ts';
import { isStable, statedText } from './model-key.ts';
import { hasRandomWeights } from './random-weights.ts';
import { runsOf, type Run } from '../resolve/runs.ts';
import { isAboutLoading } from './subject.ts';

/** A call, of a function or a constructor. */
export type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** A load of a model that runs where one that was loaded before would do. */
export interface RepeatedLoad extends WeightsLoad {
  readonly call: Call;
  /** In a test, anew for each test, or one of several loads of the same model. */
  readonly kind: 'in-test' | 'each-test' | 'again';
  /** The model's name, where a file states it. */
  readonly model: string | undefined;
  /** How many calls of the file load the same. */
  readonly count: number;
}

interface FoundLoad extends WeightsLoad {
  readonly call: Call;
  readonly model: string | undefined;
  readonly runs: readonly Run[];
  /** The same for calls that load the same. */
  readonly key: string;
}

/** What a program, or its part that is looked at, is made of. */
export interface LoadFile {
  readonly source: Source;
  readonly text: string;
  readonly tests: TestCalls;
  readonly ownLoaders: ReadonlySet<string>;
}

/** The loads among the calls of a file that are worth a cache. */
export function repeatedLoads(calls: readonly Call[], file: LoadFile): readonly RepeatedLoad[] {
  const { tests } = file;
  // A module that is loaded anew brings models of its own.
  if (tests.helpers.some(({ name }) => /\.(?:resetModules|isolateModules(?:Async)?)$/.test(name))) return [];
  const found = calls.flatMap((call) => findLoad(call, file) ?? []);
  const compared = loadedTwiceInOneTest(found);
  return found.flatMap((load): readonly RepeatedLoad[] => {
    const { key, runs } = load;
    if (compared.has(key)) return [];
    const count = found.filter((other) => other.key === key).length;
    if (runs.some(({ when }) => when === 'each-test')) return [{ ...load, kind: 'each-test', count }];
    if (runs.some(({ when }) => when === 'in-test')) return [{ ...load, kind: 'in-test', count }];
    return count > 1 && !isEnded(load.call, file.source) ? [{ ...load, kind: 'again', count }] : [];
  });
}

function findLoad(call: Call, { source, text, tests, ownLoaders }: LoadFile): FoundLoad | undefined {
  const load = weightsLoadOf(call, source, ownLoaders);
  if (!load || (load.nameAt ? !isStable(load.nameAt, source) : !load.isImplicit)) return undefined;
  const model = load.nameAt && statedText(load.nameAt, source);
  if (model !== undefined && hasRandomWeights(model)) return undefined;
  if (isKept(call, source) || isInShippedCode(call, source)) return undefined;
  const runs = runsOf(call, tests, source).filter(({ owner }) => !isAboutLoading(call, owner, source));
  if (runs.length === 0) return undefined;
  const given = call.arguments.map((node) => statedText(node, source) ?? text.slice(...node.range));
  return {
    ...load,
    call,
    runs,
    model,
    key: JSON.stringify([load.loader, text.slice(...call.callee.range), ...given]),
  };
}

/** What one test loads more than once, which it does to compare the two. */
function loadedTwiceInOneTest(loads: readonly FoundLoad[]): ReadonlySet<string> {
  const known = new Set<string>();
  const twice = new Set<string>();
  for (const { key, runs } of loads) {
    for (const { when, owner } of runs) {
      if (when !== 'in-test' || !owner) continue;
      const inTest = `${owner.position} ${key}`;
      if (known.has(inTest)) twice.add(key);
      known.add(inTest);
    }
  }
  return twice;
}

/** Whether the file frees what a load gives, so that the next one has room. */
function isEnded(call: Call, source: Source): boolean {
  return variablesOf(call, source).some((variable) =>
    variable.references.some(({ identifier: { parent }, identifier }) => {
      if (parent.type === 'AssignmentExpression' && parent.left === identifier) return isNothing(parent.right);
      const isMember = parent.type === 'MemberExpression' && parent.object === identifier;
      return isMember && ENDS.has(memberName(parent) ?? '');
    }),
  );
}

const ENDS = new Set(['dispose', 'release', 'close', 'free', 'unload', 'destroy']);

function isNothing(node: TSESTree.Node): boolean {
  if (node.type === 'Literal') return node.value === null;
  return node.type === 'Identifier' && node.name === 'undefined';
}

/** The variables that a call's value is put in. */
function variablesOf(call: Call, source: Source): readonly TSESLint.Scope.Variable[] {
  let node: TSESTree.Node = call;
  while (node.parent?.type === 'AwaitExpression' || (node.parent && unwrap(node.parent) !== node.parent)) {
    node = node.parent;
  }
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator') return source.scopeManager.getDeclaredVariables(parent);
  if (parent?.type !== 'AssignmentExpression' || parent.left.type !== 'Identifier') return [];
  const variable = variableOf(parent.left, source);
  return variable && variable !== 'global' ? [variable] : [];
}
