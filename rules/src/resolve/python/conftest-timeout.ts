import path from 'node:path';

import type { Py } from '@cogniverse/eslint-python';

import { entriesOf, remembered, textOf } from '../disk.ts';
import { oncePer } from '../once-per.ts';
import { directoriesAbove } from '../project-files.ts';
import { codeLoadedIn } from './loaded-plugins.ts';
import { marksOf } from './marks.ts';
import { pytestConfigFor, valuesOfFlag } from './pytest-config.ts';
import type { PythonSource } from './source.ts';
import { pythonNodesIn } from './walk.ts';

/**
 * Whether a `conftest.py` or plugin that holds for the tests of a directory gives them a timeout when they are collected:
 * `item.add_marker(pytest.mark.timeout(60))`, `config.option.timeout = 60`, or the variable that pytest-timeout reads.
 */
export function conftestSetsTimeout(directory: string): boolean {
  return path.isAbsolute(directory) && isSetIn(directory);
}

const TIMEOUT = /timeout/i;
/** What a conftest brings other files in by. */
const BRINGS_OTHERS = /\bpytest_plugins\b|\bimport\b[^\n]*(?:\*|\bpytest_)|\bimport \([^)]*\bpytest_|\.register\(/;

const isSetIn = remembered((directory: string): boolean => {
  const { addopts } = pytestConfigFor(path.join(directory, CONFTEST));
  // Most conftests speak of no timeout and load nothing else: those are never parsed.
  const isPossible =
    valuesOfFlag(addopts, '-p').some((plugin) => !plugin.startsWith('no:')) ||
    conftestTexts(directory).some((text) => TIMEOUT.test(text) || BRINGS_OTHERS.test(text));
  return isPossible && codeLoadedIn(directory).sources.some((source) => setsTimeout(source));
});

const CONFTEST = 'conftest.py';

const conftestTexts = remembered((directory: string): readonly string[] =>
  directoriesAbove(directory).flatMap((above) =>
    entriesOf(above).has(CONFTEST) ? (textOf(path.join(above, CONFTEST)) ?? []) : [],
  ),
);

/** Whether a file or a `conftest.py` above it speaks of a timeout. */
export const mentionsTimeout = oncePer(({ text, file }: PythonSource): boolean => {
  if (TIMEOUT.test(text)) return true;
  return path.isAbsolute(file) && conftestTexts(path.dirname(file)).some((other) => TIMEOUT.test(other));
});

const setsTimeout = oncePer(
  (source: PythonSource): boolean =>
    TIMEOUT.test(source.text) && [...pythonNodesIn(source.ast)].some((node) => isTimeout(node, source)),
);

function isTimeout(node: Py.Node, source: PythonSource): boolean {
  switch (node.nodeType) {
    case 'Call':
      return isMarking(node) && node.args.some((argument) => isTimeoutMark(argument, source));
    case 'Attribute':
      return (
        node.ctx === 'Store' &&
        (node.attr === '_env_timeout' || (node.attr === 'timeout' && isOption(node.value)))
      );
    case 'Constant':
      return node.value === 'PYTEST_TIMEOUT';
    case 'FunctionDef':
      return isGenerating(node, source);
    default:
      return false;
  }
}

/** `item.add_marker(mark)`, `item.own_markers.append(mark)` */
function isMarking({ func }: Py.Call): boolean {
  if (func.nodeType !== 'Attribute') return false;
  const { attr, value } = func;
  if (attr === 'add_marker') return true;
  const isOwn = value.nodeType === 'Attribute' && value.attr === 'own_markers';
  return isOwn && /^(?:append|insert|extend)$/.test(attr);
}

function isTimeoutMark(expression: Py.expr, source: PythonSource): boolean {
  // `pytest.mark.timeout(60).mark`
  const isInner = expression.nodeType === 'Attribute' && expression.attr === 'mark';
  const marks = isInner ? marksOf(expression.value, source) : marksOf(expression, source);
  return marks.some((mark) => mark?.name === 'timeout');
}

/** Whether a module gives its tests parameters with timeouts, by `pytest_generate_tests`. */
export function generatesTimeouts(source: PythonSource): boolean {
  return (
    source.text.includes(GENERATE_TESTS) &&
    [...pythonNodesIn(source.ast)].some((node) => node.nodeType === 'FunctionDef' && isGenerating(node, source))
  );
}

const GENERATE_TESTS = 'pytest_generate_tests';

function isGenerating(node: Py.FunctionDef, source: PythonSource): boolean {
  return (
    node.name === GENERATE_TESTS &&
    [...pythonNodesIn(node)].some((inner) => inner.nodeType === 'Call' && isTimeoutMark(inner, source))
  );
}

/** `config.option` */
function isOption(node: Py.expr): boolean {
  return node.nodeType === 'Attribute' && node.attr === 'option';
}
