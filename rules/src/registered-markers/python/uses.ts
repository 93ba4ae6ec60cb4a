import type { Py } from '@cogniverse/eslint-python';

import { definitionsAt } from '../../resolve/python/bindings.ts';
import { keywordOf } from '../../resolve/python/calls.ts';
import { isFunction } from '../../resolve/python/functions.ts';
import { resolvePythonModule } from '../../resolve/python/module-file.ts';
import { importedPath, moduleOf, originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';

/** A place that has pytest make a marker. */
export interface MarkerUse {
  readonly name: string;
  /** What is marked in the report. */
  readonly node: Py.Node;
  /** Where the name itself stands, if it stands there as it is. */
  readonly range: readonly [start: number, end: number] | undefined;
}

/** What gives markers by their names. */
const GENERATORS = new Set(['pytest.mark', '_pytest.mark.MARK_GEN', '_pytest.mark.structures.MARK_GEN']);
/** Methods of nodes and requests that take a marker by its name. */
const ADDING = new Set(['add_marker', 'applymarker']);

/** The markers that a file makes, in the order in which they stand there. */
export function markerUses(source: PythonSource): readonly MarkerUse[] {
  const nodes = [...pythonNodesIn(source.ast)];
  const names = new GeneratorNames(nodes, source);
  return nodes
    .flatMap((node) => useOf(node, names, source) ?? [])
    .toSorted((left, right) => left.node.range[1] - right.node.range[1]);
}

function useOf(node: Py.Node, names: GeneratorNames, source: PythonSource): MarkerUse | undefined {
  switch (node.nodeType) {
    case 'Attribute': {
      const { attr: name } = node;
      // What begins so is no marker.
      if (name.startsWith('_') || !names.mayGive(node.value) || !isGenerator(node.value, source)) return undefined;
      return { name, node, range: spelt(name, node.range[1] - name.length, source) };
    }
    case 'Call': {
      const text = textNaming(node, source);
      if (text?.nodeType !== 'Constant' || text.valueType !== 'str') return undefined;
      return { name: text.value, node: text, range: spelt(text.value, text.range[0] + 1, source) };
    }
    default:
      return undefined;
  }
}

/**
 * The names that what gives markers can have in a file. Most attributes of a test are none of it, and to find out
 * what each means would take longer than all else.
 */
class GeneratorNames {
  readonly #text: string;
  readonly #aliases = new Set<string>();
  readonly #imported = new Set<string>();

  constructor(nodes: readonly Py.Node[], { text, file }: PythonSource) {
    this.#text = text;
    for (const node of nodes) {
      if (node.nodeType === 'alias') {
        if (mayLeadToPytest(node, file)) this.#imported.add(node.asname ?? node.name.split('.', 1)[0] ?? '');
      } else if (node.nodeType === 'arg') {
        if (this.#speaksOfMarks(node.parent)) this.#aliases.add(node.arg);
      } else if (node.nodeType === 'Name' && node.ctx !== 'Load') {
        if (this.#speaksOfMarks(boundTo(node))) this.#aliases.add(node.id);
      } else if (node.nodeType === 'Attribute' && node.ctx !== 'Load') {
        if (this.#speaksOfMarks(boundTo(node))) this.#aliases.add(node.attr);
      }
    }
  }

  /** Whether an expression can be what gives markers. */
  mayGive(expression: Py.expr): boolean {
    if (this.#speaksOfMarks(expression)) return true;
    if (expression.nodeType === 'Attribute' && this.#aliases.has(expression.attr)) return true;
    let root: Py.Node = expression;
    while (root.nodeType === 'Attribute') root = root.value;
    return root.nodeType === 'Name' && (this.#aliases.has(root.id) || this.#imported.has(root.id));
  }

  #speaksOfMarks(node: Py.Node | null | undefined): boolean {
    return node ? /mark/i.test(this.#text.slice(...node.range)) : false;
  }
}

/** Whether what an import binds is of pytest, or of a file of the project, which may import it from there. */
function mayLeadToPytest(alias: Py.alias, file: string): boolean {
  const { parent: statement, name } = alias;
  const path = importedPath(alias);
  if (/^_?pytest(?:\.|$)/.test(path)) return true;
  const module = statement?.nodeType === 'ImportFrom' ? moduleOf(statement) : name;
  return [module, path].some((each) => resolvePythonModule(each, file) !== undefined);
}

/** Where the value of a target stands: the whole statement, but of a loop what it goes through. */
function boundTo(target: Py.Node): Py.Node | null {
  let { parent } = target;
  while (parent?.nodeType === 'Tuple' || parent?.nodeType === 'List' || parent?.nodeType === 'Starred') ({ parent } = parent);
  if (parent?.nodeType === 'For' || parent?.nodeType === 'AsyncFor' || parent?.nodeType === 'comprehension')
    return parent.iter;
  return parent;
}

function isGenerator(expression: Py.expr, source: PythonSource): boolean {
  return originsOf(expression, source).some(({ path }) => GENERATORS.has(path));
}

function spelt(name: string, start: number, { text }: PythonSource): MarkerUse['range'] {
  return text.startsWith(name, start) ? [start, start + name.length] : undefined;
}

/** The text by which a call names a marker: `getattr(pytest.mark, "slow")`, `item.add_marker("slow")`. */
function textNaming(call: Py.Call, source: PythonSource): Py.expr | undefined {
  const { func, args } = call;
  if (func.nodeType === 'Attribute') {
    return ADDING.has(func.attr) && isNode(func.value, source)
      ? (args[0] ?? keywordOf(call, 'marker'))
      : undefined;
  }
  const [owner, attribute, fallback] = args;
  if (attribute?.nodeType !== 'Constant') return undefined;
  const isGetattr = originsOf(func, source).some(({ path }) => path === 'builtins.getattr');
  return isGetattr && !fallback && owner && isGenerator(owner, source) ? attribute : undefined;
}

/** Whether an expression is the request of a fixture, a node of it, or an item that a hook is given. */
function isNode(expression: Py.expr, source: PythonSource): boolean {
  if (expression.nodeType === 'Attribute')
    return expression.attr === 'node' && isNode(expression.value, source);
  if (expression.nodeType !== 'Name') return false;
  return (definitionsAt(expression, source) ?? []).some(({ kind, node, name }) => {
    if (kind === 'parameter') return isGivenByPytest(name);
    const isLoop = node.nodeType === 'For' || node.nodeType === 'comprehension';
    return isLoop && node.iter.nodeType === 'Name' && node.iter.id === 'items';
  });
}

function isGivenByPytest(parameter: Py.Node): boolean {
  const fn = parameter.parent?.parent;
  if (parameter.nodeType !== 'arg' || !isFunction(fn)) return false;
  return parameter.arg === 'request' || (parameter.arg === 'item' && fn.name.startsWith('pytest_'));
}
