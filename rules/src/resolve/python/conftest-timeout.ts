import path from 'node:path';

import type { Py } from '@cogniverse/eslint-python';

import { entriesOf, remembered } from '../disk.ts';
import { directoriesAbove } from '../project-files.ts';
import { marksOf } from './marks.ts';
import { readPythonSource } from './module-file.ts';
import type { PythonSource } from './source.ts';
import { pythonNodesIn } from './walk.ts';

/**
 * Whether a `conftest.py` that holds for the tests of a directory gives them a timeout when they are collected:
 * `item.add_marker(pytest.mark.timeout(60))`, `config.option.timeout = 60`, or the variable that pytest-timeout reads.
 */
export function conftestSetsTimeout(directory: string): boolean {
  return path.isAbsolute(directory) && directoriesAbove(directory).some((above) => setsTimeout(above));
}

const setsTimeout = remembered((directory: string): boolean => {
  if (!entriesOf(directory).has('conftest.py')) return false;
  const source = readPythonSource(path.join(directory, 'conftest.py'));
  if (!source || !/timeout/i.test(source.text)) return false;
  return [...pythonNodesIn(source.ast)].some((node) => isTimeout(node, source));
});

function isTimeout(node: Py.Node, source: PythonSource): boolean {
  switch (node.nodeType) {
    case 'Call':
      return (
        node.func.nodeType === 'Attribute' &&
        node.func.attr === 'add_marker' &&
        node.args.some((argument) => marksOf(argument, source).some((mark) => mark?.name === 'timeout'))
      );
    case 'Attribute':
      return (
        node.ctx === 'Store' &&
        (node.attr === '_env_timeout' || (node.attr === 'timeout' && isOption(node.value)))
      );
    case 'Constant':
      return node.value === 'PYTEST_TIMEOUT';
    default:
      return false;
  }
}

/** `config.option` */
function isOption(node: Py.expr): boolean {
  return node.nodeType === 'Attribute' && node.attr === 'option';
}
