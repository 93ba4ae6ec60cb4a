import path from 'node:path';

import type { TSESLint } from '@typescript-eslint/utils';

import { entriesOf } from '../../resolve/disk.ts';
import { directoriesAbove } from '../../resolve/project-files.ts';
import { type PytestConfig, pytestConfigFor } from '../../resolve/python/pytest-config.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pluginStatements } from '../../resolve/python/stated-plugins.ts';
import { pluginRegistration } from './plugin-registration.ts';

type Context = Readonly<TSESLint.RuleContext<'missingPlugin', readonly unknown[]>>;

const CONFTEST = 'conftest.py';
/** Folders that hold all tests of a project that does not say where they are. */
const TEST_FOLDERS = ['tests', 'test'];

/**
 * What `require-test-setup` listens for in a Python file: it reports the outermost `conftest.py` of a suite.
 */
export function pythonListeners(context: Context, { file }: PythonSource): TSESLint.RuleListener {
  if (path.basename(file) !== CONFTEST || !path.isAbsolute(file)) return {};
  return {
    'Module:exit'() {
      const directory = path.dirname(file);
      const config = pytestConfigFor(file);
      if (!isOutermost(directory, config) || pluginRegistration(directory, config)) return;
      // Where neither is said, its tests may be none of this repository's.
      if (config.file === undefined && pluginStatements(directory).pytest === undefined) return;
      const start = { line: 1, column: 0 };
      context.report({ loc: { start, end: start }, messageId: 'missingPlugin' });
    },
  };
}

/**
 * Whether the `conftest.py` of a directory holds for all tests that a configuration is for, or all of a
 * folder of it.
 */
function isOutermost(directory: string, config: PytestConfig): boolean {
  const above = directoriesAbove(directory);
  const root = config.file === undefined ? above.at(-1) : path.dirname(config.file);
  if (root === undefined || directory === root) return root !== undefined;
  const between = above.slice(1, above.indexOf(root) + 1);
  if (between.some((folder) => entriesOf(folder).has(CONFTEST))) return false;
  const paths = (config.file === undefined ? undefined : config.words('testpaths')) ?? [];
  const folders = (paths.length > 0 ? paths : TEST_FOLDERS).map((folder) => path.resolve(root, folder));
  return folders.includes(directory);
}
