import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../../resolve/once-per.ts';
import { blocksOf } from '../../resolve/python/bindings.ts';
import { isConditionMet } from '../../resolve/python/condition.ts';
import { isFunction } from '../../resolve/python/functions.ts';
import { readPythonSource, resolvePythonModule } from '../../resolve/python/module-file.ts';
import { mayBe } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';

/** A place at which a file loads a module as it is imported itself. */
export interface ModuleLoad {
  /** The module's first name: `torch` for `import torch.nn`. */
  readonly library: string;
  readonly node: Py.Import | Py.ImportFrom | Py.Call;
  /** The helper of the tests that the node imports, and which loads the library itself. */
  readonly helper?: PythonSource;
}

const IMPORTERS = ['pytest.importorskip', 'importlib.import_module', 'builtins.__import__'];

/**
 * The modules that a file loads while it is imported, in the order of the text; those in its functions are
 * not.
 */
export const moduleLoads = oncePer((source: PythonSource): readonly ModuleLoad[] => {
  const runsNow = (node: Py.Node): boolean => !isFunction(node) && node.nodeType !== 'Lambda';
  const loads = [...pythonNodesIn(source.ast, runsNow)].flatMap((node) => loadsBy(node, source));
  return loads.toSorted((left, right) => left.node.range[0] - right.node.range[0]);
});

/** The modules that a function loads itself above a node in it. */
export function loadsAbove(node: Py.Node, fn: Py.Node, source: PythonSource): readonly ModuleLoad[] {
  const isOwn = (part: Py.Node): boolean => !isFunction(part) && part.nodeType !== 'Lambda';
  return [...pythonNodesIn(fn, isOwn)]
    .filter((part) => part.range[1] <= node.range[0])
    .flatMap((part) => loadsBy(part, source))
    .filter((load) => surelyRuns(load.node, node, source));
}

/** The modules that helpers of the tests load, which a file imports. */
export const loadsOfHelpers = oncePer((source: PythonSource): readonly ModuleLoad[] =>
  moduleLoads(source).flatMap(({ node }) =>
    modulesOf(node).flatMap((module): readonly ModuleLoad[] => {
      const file = resolvePythonModule(module, source.file);
      const helper = file === undefined || file === source.file ? undefined : readPythonSource(file);
      if (!helper) return [];
      const sure = moduleLoads(helper).filter((load) => surelyRuns(load.node, undefined, helper));
      return sure.map(({ library }) => ({ library, node, helper }));
    }),
  ),
);

/** The modules that an import may name: `a.b` and `a.b.c` for `from a.b import c`. */
function modulesOf(node: ModuleLoad['node']): readonly string[] {
  if (node.nodeType === 'Call') return [];
  if (node.nodeType === 'Import') return node.names.map(({ name }) => name);
  const module = '.'.repeat(node.level) + (node.module ?? '');
  const separator = module.endsWith('.') ? '' : '.';
  return [
    ...(node.module === null ? [] : [module]),
    ...node.names.map(({ name }) => module + separator + name),
  ];
}

function loadsBy(node: Py.Node, source: PythonSource): readonly ModuleLoad[] {
  switch (node.nodeType) {
    case 'Import':
      return node.names.map(({ name }) => ({ library: firstOf(name), node }));
    case 'ImportFrom':
      // A relative one names no library, but may name a helper.
      return [{ library: node.level === 0 && node.module !== null ? firstOf(node.module) : '', node }];
    case 'Call': {
      const [name] = node.args;
      if (name?.nodeType !== 'Constant' || name.valueType !== 'str') return [];
      const isImporter = IMPORTERS.some((path) => mayBe(node.func, path, source));
      return isImporter ? [{ library: firstOf(name.value), node }] : [];
    }
    default:
      return [];
  }
}

function firstOf(module: string): string {
  return module.split('.', 1)[0] ?? module;
}

/**
 * Whether code that stands at module level surely runs once the file is imported, or whenever another node
 * runs. What a `try` protects does: where a library is missing, it reads nothing either.
 */
export function surelyRuns(node: Py.Node, whenever: Py.Node | undefined, source: PythonSource): boolean {
  const others = new Set(whenever ? [whenever, ...ancestorsOf(whenever)] : []);
  let below: Py.Node = node;
  for (const above of ancestorsOf(node)) {
    const part = below;
    below = above;
    if (!isChoice(above)) continue;
    const block = blocksOf(above).find((statements) => statements.includes(part));
    if (block?.some((statement) => others.has(statement))) continue;
    if (above.nodeType === 'If' && part !== above.test) {
      const isMet = isConditionMet(above.test, source);
      if (isMet !== undefined && isMet === (block === above.body)) continue;
    }
    return false;
  }
  return true;
}

/** Whether a node runs what it holds only under some condition. */
function isChoice({ nodeType }: Py.Node): boolean {
  return ['If', 'For', 'AsyncFor', 'While', 'ExceptHandler', 'match_case', 'IfExp', 'BoolOp'].includes(
    nodeType,
  );
}
