import type { Py, Variable } from '@cogniverse/eslint-python';

import { FROM_PRETRAINED } from '../../models/python/loaders.ts';
import { namesIn } from '../../models/python/syntax.ts';
import { fixtureOf } from '../../resolve/python/fixtures.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';
import { callsOf } from './runs.ts';

/** What a test does with a model that it loads. */
export interface ModelUse {
  /** Nothing but what the load gives is looked at. */
  readonly isOnlyLookedAt: boolean;
  /** It may be changed, so that the next test would find another model. */
  readonly isChanged: boolean;
}

const ASSERTS = /^(?:assert|expect)/i;
const LOOKS = new Set([
  'isinstance',
  'issubclass',
  'hasattr',
  'type',
  'print',
  'len',
  'str',
  'repr',
  'id',
  'getattr',
]);
/** Methods that change a model, or tell how it is made: their tests want one of their own. */
const CHANGES =
  /^(?:_|add|apply|bfloat|compile|cpu$|cuda$|delete|disable|disk|dispose|double|enable|fit|float$|freeze|from_|fuse|gradient|half|load|merge|named_|old_fit|parameters|pop|post_init|prepare|push|quantize|register|remove|requires_grad|reset|resize|save|set|smart_batching|start|state_dict|stop|tie|to$|train|truncate|unfreeze|unload|update|warm|zero_grad)/;
/** Functions that are given a model to make another one of it, by the words of their names. */
const REMAKES =
  /(?:^|_|\.)(?:accelerat|adapt|add|apply|attach|cast|compil|compress|convert|copy|deepcopy|dispatch|distil|export|fit|fine|freez|fus|get_peft|hook|init|inject|instrument|load|lora|merg|modif|offload|oneshot|optimi[sz]|patch|peft|prepar|prun|quanti|register|replac|sav|set|shard|swap|train|transform|trac|wrap)/;
const REMADE_BY_CLASS =
  /(?:Trainer|Optimizer|Model|Adapter|Wrapper|Quantizer|Parallel|Modifier|Accelerator|Pruner|Loss|Evaluator)$/;
/** Loads of something that is made of several models, one of which it may be given. */
const TAKES_PARTS = new Set([FROM_PRETRAINED, 'from_single_file', 'pipeline']);
/** Methods that give the model itself. */
const ITSELF = new Set(['eval', 'to', 'cuda', 'cpu', 'half', 'float', 'bfloat16']);
const MAX_DEPTH = 3;

const LOOKED: ModelUse = { isOnlyLookedAt: true, isChanged: false };
const USED: ModelUse = { isOnlyLookedAt: false, isChanged: false };
const CHANGED: ModelUse = { isOnlyLookedAt: false, isChanged: true };

/** Follows what a load gives: through names, attributes, what fixtures give to tests and helpers to their callers. */
export function useOf(load: Py.expr, source: PythonSource, depth = 0): ModelUse {
  if (depth > MAX_DEPTH) return CHANGED;
  let value: Py.Node = load;
  for (let next = wholeOf(value); next !== value; next = wholeOf(value)) value = next;
  const { parent } = value;
  if (parent?.nodeType === 'Expr') return LOOKED;
  const target = parent?.nodeType === 'withitem' ? parent.optional_vars : undefined;
  if (target) return together(readsOf(target, source)?.map((read) => useAt(read, source, depth + 1)));
  return useAt(value, source, depth);
}

/** `await load()`, `load().eval()` and `load().to(device)` give the model itself. */
function wholeOf(node: Py.Node): Py.Node {
  const { parent } = node;
  if (parent?.nodeType === 'Await') return parent;
  const call = parent?.nodeType === 'Attribute' && ITSELF.has(parent.attr) ? parent.parent : undefined;
  return call?.nodeType === 'Call' && call.func === parent ? call : node;
}

/** What several uses are together; a model that goes out of sight may be changed. */
function together(uses: readonly ModelUse[] | undefined): ModelUse {
  if (!uses) return CHANGED;
  return {
    isOnlyLookedAt: uses.every(({ isOnlyLookedAt }) => isOnlyLookedAt),
    isChanged: uses.some(({ isChanged }) => isChanged),
  };
}

function readsOf(target: Py.expr, source: PythonSource): readonly Py.expr[] | undefined {
  if (target.nodeType === 'Tuple' || target.nodeType === 'List') {
    const [first] = target.elts;
    return first && readsOf(first, source);
  }
  if (target.nodeType === 'Attribute') return attributeReads(target);
  const variable: Variable | undefined =
    target.nodeType === 'Name' ? source.scopes.variableOf(target) : undefined;
  return variable?.references.flatMap(({ isRead, node }) => (isRead ? [node] : []));
}

/** The reads of `self.model` in the class around it. */
function attributeReads(target: Py.Attribute): readonly Py.expr[] | undefined {
  const owner = [...ancestorsOf(target)].find(({ nodeType }) => nodeType === 'ClassDef');
  const name = namesIn(target).join('.');
  if (!owner || target.value.nodeType !== 'Name') return undefined;
  return [...pythonNodesIn(owner)].filter(
    (node): node is Py.Attribute =>
      node.nodeType === 'Attribute' && node.ctx === 'Load' && namesIn(node).join('.') === name,
  );
}

function useAt(place: Py.Node, source: PythonSource, depth: number): ModelUse {
  let node = place;
  for (const parent of ancestorsOf(place)) {
    switch (parent.nodeType) {
      case 'Attribute':
        if (parent.ctx !== 'Load' || CHANGES.test(parent.attr)) return CHANGED;
        break;
      case 'Subscript':
        if (parent.ctx !== 'Load') return CHANGED;
        break;
      case 'Call':
        return useByCall(parent, node, source, depth);
      case 'Assign':
      case 'AnnAssign':
      case 'NamedExpr': {
        const targets: readonly Py.expr[] = parent.nodeType === 'Assign' ? parent.targets : [parent.target];
        if (depth > MAX_DEPTH) return CHANGED;
        return together(
          targets.map((target) =>
            together(readsOf(target, source)?.map((read) => useAt(read, source, depth + 1))),
          ),
        );
      }
      case 'Assert':
      case 'Expr':
      case 'Compare':
        return LOOKED;
      case 'Return':
      case 'Yield':
        return depth > MAX_DEPTH ? CHANGED : useOfResult(parent, node, source, depth + 1);
      case 'Tuple': {
        const isResult = parent.parent?.nodeType === 'Return' || parent.parent?.nodeType === 'Yield';
        return isResult ? USED : CHANGED;
      }
      case 'Delete':
      case 'Dict':
      case 'Lambda':
      case 'List':
      case 'Set':
        return CHANGED;
      default:
        if (isFunction(parent)) return USED;
    }
    node = parent;
  }
  return USED;
}

function useByCall(call: Py.Call, part: Py.Node, source: PythonSource, depth: number): ModelUse {
  if (call.func === part) return USED;
  const name = namesIn(call.func).at(-1) ?? '';
  if (ASSERTS.test(name) || LOOKS.has(name)) return LOOKED;
  if (REMAKES.test(name) || REMADE_BY_CLASS.test(name)) return CHANGED;
  // What is moved or wrapped as a whole takes its parts along.
  return TAKES_PARTS.has(name) && useOf(call, source, depth + 1).isChanged ? CHANGED : USED;
}

/** What is done with what a fixture gives to the tests of its file, or a helper to its callers. */
function useOfResult(statement: Py.Node, value: Py.Node, source: PythonSource, depth: number): ModelUse {
  const fn = [...ancestorsOf(statement)].find(isFunction);
  if (!fn || value.nodeType === 'Attribute') return CHANGED;
  const fixture = fixtureOf(fn, source);
  if (!fixture) {
    return together(callsOf(fn, source).map((call) => useAt(call, source, depth)));
  }
  const reads = parametersNamed(fixture.name, fn, source).flatMap((variable) =>
    variable.references.flatMap(({ isRead, node }) => (isRead ? [node] : [])),
  );
  // Tests of other files use what a conftest gives.
  return reads.length === 0 ? USED : together(reads.map((read) => useAt(read, source, depth)));
}

/** The parameters of a name that the functions of a file have, but for one function. */
function parametersNamed(name: string, but: PyFunction, { scopes }: PythonSource): readonly Variable[] {
  return scopes.scopes.flatMap((scope) => {
    const variable = scope.block === but ? undefined : scope.variables.get(name);
    return variable?.definitions.some(({ kind }) => kind === 'parameter') ? [variable] : [];
  });
}

/** Words of names of tests that are about loads, or that want a model of their own. */
const TELLING =
  /(?:^test\w*_|^)(?:cach|concurren|convert|download|finetun|from_pretrained|hub|init|instantiat|lazy|load|memory|offline|pretrained|push|quantiz|reload|revision|sav|seriali|train|unload|warm)/i;

/** Whether a test is about loads, by its name. */
export function isTestOfLoading(owner: PyFunction | undefined): boolean {
  return owner?.name.startsWith('test') === true && TELLING.test(owner.name);
}
