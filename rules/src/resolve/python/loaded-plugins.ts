import path from 'node:path';

import type { Py } from '@cogniverse/eslint-python';

import { entriesOf } from '../disk.ts';
import { directoriesAbove } from '../project-files.ts';
import { assignedValues } from './assigned-values.ts';
import { entryPointPlugins } from './entry-points.ts';
import { readPythonSource } from './module-file.ts';
import { modulesReached } from './plugin-code.ts';
import { projectModule } from './project-module.ts';
import { pytestConfigFor, valuesOfFlag, type PytestConfig } from './pytest-config.ts';
import type { PythonSource } from './source.ts';
import { elementValues, staticValues } from './static-value.ts';

/** What pytest loads before it runs tests. */
export interface LoadedCode {
  /** Files of the project: conftests, plugins, and what takes part in their hooks. */
  readonly sources: readonly PythonSource[];
  /** Modules that are loaded, but are no files of the project. */
  readonly installed: readonly string[];
  /** Something is loaded whose name is not spelt, or that can't be read. */
  readonly hasUnknown: boolean;
}

/** More files than this are no helpers of a suite. */
const MAX_FILES = 100;

/** What a name of a plugin is looked up from. */
interface Wanted {
  readonly module: string;
  readonly directory: string;
}

/** What the plugins bring that a file names itself, and only those. */
export function codeLoadedBy(source: PythonSource): LoadedCode {
  const directory = path.dirname(source.file);
  const { modules, hasUnknown } = pluginsNamed(source);
  const found = loaded(
    [],
    modules.map((module) => ({ module, directory })),
    pythonPath(pytestConfigFor(source.file)),
  );
  return { ...found, hasUnknown: found.hasUnknown || hasUnknown };
}

const CONFTEST = 'conftest.py';

/** What the conftests above the tests of a directory and the plugins of their project bring. */
export function codeLoadedIn(directory: string): LoadedCode {
  const config = pytestConfigFor(path.join(directory, CONFTEST));
  const folders = conftestFolders(directory, config);
  const conftests = folders.filter((folder) => entriesOf(folder).has(CONFTEST));
  return loaded(
    conftests.map((folder) => path.join(folder, CONFTEST)),
    [...pluginsOfOptions(config, directory), ...entryPointPlugins(directory)],
    pythonPath(config),
  );
}

/** pytest reads no conftest above the folder of its configuration. */
function conftestFolders(directory: string, { file }: PytestConfig): readonly string[] {
  const above = directoriesAbove(directory);
  return file === undefined ? above : above.slice(0, above.indexOf(path.dirname(file)) + 1);
}

/** `addopts = -p name` */
function pluginsOfOptions({ file, addopts }: PytestConfig, directory: string): readonly Wanted[] {
  const root = file === undefined ? directory : path.dirname(file);
  return valuesOfFlag(addopts, '-p')
    .filter((module) => !module.startsWith('no:'))
    .map((module) => ({ module, directory: root }));
}

/** The folders that pytest has Python look for modules in. */
function pythonPath(config: PytestConfig): readonly string[] {
  const { file } = config;
  if (file === undefined) return [];
  return (config.words('pythonpath') ?? []).map((folder) => path.resolve(path.dirname(file), folder));
}

function loaded(files: readonly string[], wanted: readonly Wanted[], folders: readonly string[]): LoadedCode {
  const sources = new Map<string, PythonSource>();
  const installed = new Set<string>();
  let hasUnknown = false;
  const left: (string | Wanted)[] = [...files, ...wanted];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const file = typeof next === 'string' ? next : fileOf(next, folders);
    if (file === undefined) {
      if (typeof next !== 'string') installed.add(next.module);
      continue;
    }
    if (sources.has(file)) continue;
    const source = sources.size < MAX_FILES ? readPythonSource(file) : undefined;
    if (!source) {
      hasUnknown = true;
      continue;
    }
    sources.set(file, source);
    if (isOfOwnPlugin(source)) continue;
    const named = pluginsNamed(source);
    hasUnknown ||= named.hasUnknown;
    const directory = path.dirname(file);
    left.push(...[...named.modules, ...modulesReached(source)].map((module) => ({ module, directory })));
  }
  return { sources: [...sources.values()], installed: [...installed], hasUnknown };
}

/** Whether a file is one of the set-up's for pytest, copied into the project: it loads nothing else. */
export function isOfOwnPlugin({ file }: PythonSource): boolean {
  const entries = entriesOf(path.dirname(file));
  return ['guide.json', 'markers.py', 'plugin.py'].every((name) => entries.has(name));
}

/** The file of a module, or of the module that a path into it begins with. */
function fileOf({ module, directory }: Wanted, folders: readonly string[]): string | undefined {
  const [, dots = '', rest = ''] = /^(\.*)([^()]*)/.exec(module) ?? [];
  const names = rest.split('.').filter((name) => name !== '');
  for (let length = names.length; length >= (dots === '' ? 1 : 0); length--) {
    const file = projectModule(dots + names.slice(0, length).join('.'), directory, folders);
    if (file !== undefined) return file;
  }
  return undefined;
}

interface NamedPlugins {
  readonly modules: readonly string[];
  readonly hasUnknown: boolean;
}

const NO_PLUGINS: NamedPlugins = { modules: [], hasUnknown: false };

/** What a module says by `pytest_plugins`. */
function pluginsNamed(source: PythonSource): NamedPlugins {
  if (!source.text.includes('pytest_plugins')) return NO_PLUGINS;
  const variable = source.scopes.moduleScope.variables.get('pytest_plugins');
  if (!variable) return NO_PLUGINS;
  const found = variable.definitions.flatMap((definition) => {
    const { node } = definition;
    const values = node.nodeType === 'AugAssign' ? [node.value] : assignedValues(definition);
    return values?.flatMap((value) => namesIn(value, source)) ?? [undefined];
  });
  const isChanged = variable.references.some(({ node }) => node.parent?.nodeType === 'Attribute');
  return {
    modules: found.filter((module) => module !== undefined),
    hasUnknown: isChanged || found.includes(undefined),
  };
}

/** `undefined` for a name that is not spelt. */
function namesIn(node: Py.expr, source: PythonSource): readonly (string | undefined)[] {
  return staticValues(node, source).flatMap((value) => {
    if (value.kind === 'constant')
      return typeof value.value === 'string' ? value.value.split(',') : [undefined];
    if (value.kind !== 'sequence') return [undefined];
    return elementValues(value).flatMap((element) =>
      element.map((each) =>
        each.kind === 'constant' && typeof each.value === 'string' ? each.value : undefined,
      ),
    );
  });
}
