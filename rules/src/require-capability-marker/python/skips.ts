import type { Py } from '@cogniverse/eslint-python';

import { isDefinition } from '../../resolve/python/functions.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';

const SKIPS =
  /^(?:_?pytest(?:\.outcomes)?\.(?:skip|xfail|exit)|unittest(?:\.case)?\.SkipTest)(?:\.Exception)?$/;
/** Functions that no file of the project's tests defines, and that skip by their names. */
const NAMED = /skip|^_?(?:requires?|need)(?:_(?!grad)|$)/i;
/** Clients of one service: who has none of it installed skips on purpose. */
const CLIENTS =
  /^(?:ollama|langchain_ollama|colpali_engine|pynvml|cupy|triton|flash_attn|vllm|bitsandbytes)\b/;

/** Whether code can skip the test that it runs for. */
export function skips(root: Py.Node, source: PythonSource): boolean {
  return [...pythonNodesIn(root)].some((node) => isSkip(node, source));
}

/** Whether a module skips all of its tests, or may: by code that is in no function or class. */
export function moduleSkips(source: PythonSource): boolean {
  return source.ast.body.some(
    (statement) =>
      !isDefinition(statement) &&
      [...pythonNodesIn(statement, (node) => !isDefinition(node))].some(
        (node) => !isDefinition(node) && isSkip(node, source),
      ),
  );
}

function isSkip(node: Py.Node, source: PythonSource): boolean {
  if (node.nodeType === 'Raise') {
    const raised = node.exc?.nodeType === 'Call' ? node.exc.func : node.exc;
    return raised ? pathsOf(raised, source).some((path) => SKIPS.test(path)) : false;
  }
  if (node.nodeType !== 'Call') return false;
  const { func } = node;
  const paths = pathsOf(func, source);
  if (paths.some((path) => SKIPS.test(path))) return true;
  if (paths.includes('pytest.importorskip')) return isOfClient(node);
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  return paths.every((path) => !/^(?:pytest|unittest)\./.test(path)) && NAMED.test(name);
}

function isOfClient({ args: [module] }: Py.Call): boolean {
  return module?.nodeType === 'Constant' && module.valueType === 'str' && CLIENTS.test(module.value);
}

function pathsOf(node: Py.expr, source: PythonSource): readonly string[] {
  return originsOf(node, source).map(({ path }) => path);
}
