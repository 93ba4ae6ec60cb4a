import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { weightsLoadOf, type WeightsLoad } from '../models/loads.ts';
import { otherRunnerOf } from '../resolve/other-runner.ts';
import { variableOf, type Source } from '../resolve/source.ts';
import { memberName, unwrap } from '../resolve/syntax.ts';
import { isInShippedCode } from '../resolve/shipped-code.ts';
import type { TestCalls } from '../resolve/test-calls/index.ts';
import { isKept } from './kept.ts';
import { isStable, statedText } from './model-key.ts';
import { hasRandomWeights } from './random-weights.ts';
import { runsOf, type Run } from '../resolve/runs.ts';
import { isAboutLoading } from './subject.ts';
import { worthCaching, type Worth } from './worth-caching.ts';

/** A call, of a function or a constructor. */
export type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** A load of a model that runs where one that was loaded before would do. */
export interface RepeatedLoad extends WeightsLoad, Worth {
  readonly call: Call;
  /** The model's name, where a file states it. */
  readonly model: string | undefined;
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
  // The set-up's cache is made for Node, and no page can load it.
  if (otherRunnerOf(file.source) === 'Karma') return [];
  // A module that is loaded anew brings models of its own.
  if (tests.helpers.some(({ name }) => /\.(?:resetModules|isolateModules(?:Async)?)$/.test(name))) return [];
  const found = calls.flatMap((call) => findLoad(call, file) ?? []);
  return worthCaching(found).filter(({ kind, call }) => kind !== 'again' || !isEnded(call, file.source));
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
