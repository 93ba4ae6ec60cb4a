import { statSync } from 'node:fs';
import path from 'node:path';

import {
  PYTEST_CONFIG_FILES,
  type PytestConfig,
  readPytestConfig,
  VENDORED_FOLDERS,
  VENDORED_MODULE,
  VENDORED_PACKAGE,
} from 'eslint-plugin-cogniverse/registration';

import { toPosix } from '../../files/posix.ts';
import { type DraftFiles, UnusableFile } from '../draft-files.ts';
import { foldersUp } from '../package-manager.ts';
import type { WantedList } from './config/wanted.ts';
import { ConfigHome } from './config-home.ts';
import { loadFromConftest, loadsVendored } from './load-from-conftest.ts';
import type { PytestProject, PytestStep, VendoredPlugin } from './project.ts';
import type { Setting } from './settings.ts';
import { shippedPlugin } from './shipped-plugin.ts';
import { has, statedVersion } from './stated-versions.ts';
import { copyOf, type VendoredCopy, vendoredCopy } from './vendored-copy.ts';

/** From this version on, pytest finds the plugins of `-p` in the folders of `pythonpath`. */
const FINDS_IN_PYTHONPATH = '8.4';

/**
 * Copies the plugin into the repository, or brings a copy up to date that nobody changed, and has pytest load
 * it before anything imports a model library: by `-p` where that finds it, else by the `conftest.py` beside
 * the configuration, which no other one comes before.
 *
 * @param isAsked Whether the user asks for a copy: then one that is there is brought up to date.
 */
export function registerVendored(project: PytestProject, files: DraftFiles, isAsked: boolean): VendoredPlugin {
  const known = vendoredCopy(project, files);
  const folder = known?.folder ?? path.join(homeOf(project), VENDORED_PACKAGE);
  let steps: readonly PytestStep[];
  try {
    steps = known ? (isAsked ? updated(known, files) : []) : [copied(folder, files)];
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    const reason = `the plugin can't be copied into ${shown(folder, project)}: ${error.message}`;
    const place = { file: project.configFile ?? project.tests[0] ?? folder, line: 1, column: 1 };
    const snippet = `a folder for ${VENDORED_PACKAGE} inside of the project`;
    return {
      steps: [{ ...place, kind: 'manual', missing: MISSING, snippet, reason }],
      addopts: [],
      pythonpath: [],
    };
  }
  const pythonpath = [toPosix(path.relative(project.directory, path.dirname(folder)))];
  if (isLoadedByFlag(project, files)) return { steps, addopts: ['-p', VENDORED_MODULE], pythonpath };
  const conftest = isInsideAnother(project, files)
    ? byHand(project)
    : loadFromConftest(path.join(project.directory, 'conftest.py'), project, files);
  return { steps: [...steps, conftest], addopts: [], pythonpath };
}

/**
 * Whether a configuration above collects the tests of a project, too: then its conftest may be an inner one.
 */
function isInsideAnother({ directory, root }: PytestProject, files: DraftFiles): boolean {
  return foldersUp(directory, root)
    .slice(1)
    .some((folder) => PYTEST_CONFIG_FILES.some((name) => configuresPytest(path.join(folder, name), files)));
}

function configuresPytest(file: string, files: DraftFiles): boolean {
  try {
    return files.has(file) && readPytestConfig(file, files.read(file)) !== undefined;
  } catch {
    // pytest refuses what can't be read, or is not in its language.
    return false;
  }
}

function byHand(project: PytestProject): PytestStep {
  return {
    file: project.configFile ?? path.join(project.directory, 'pytest.ini'),
    line: 1,
    column: 1,
    kind: 'manual',
    missing: `\`${VENDORED_MODULE}\` is not loaded`,
    snippet: `addopts = -p ${VENDORED_MODULE}`,
    reason:
      'pytest refuses plugins in the conftest.py of a suite inside of another one, and finds this one by ' +
      `-p only from ${FINDS_IN_PYTHONPATH} on: state that version first`,
  };
}

/** What the configuration has to say for the copy to be found, and loaded. */
export function vendoredSettings(
  { addopts, pythonpath }: VendoredPlugin,
  config: PytestConfig,
): readonly Setting[] {
  const known = (config.words('pythonpath') ?? []).map((folder) =>
    path.posix.normalize(folder).replace(/\/$/, ''),
  );
  const folders = pythonpath.filter((folder) => !known.includes(folder));
  const words = config.addopts.includes(VENDORED_MODULE) ? [] : addopts;
  const put = (wanted: WantedList): readonly Setting[] => {
    const missing = `\`${wanted.name}\` does not name ${wanted.entries.at(-1) ?? ''}`;
    return wanted.entries.length === 0 ? [] : [{ kind: 'put', wanted, missing }];
  };
  return [
    ...put({ kind: 'words', name: 'pythonpath', entries: folders }),
    ...put({ kind: 'words', name: 'addopts', entries: words, isFirst: true }),
  ];
}

const MISSING = `there is no copy of ${VENDORED_PACKAGE}`;

/** Where to keep a new copy: with the tests, where these have a folder. */
function homeOf({ directory }: PytestProject): string {
  const isThere = (folder: string): boolean =>
    statSync(path.join(directory, path.dirname(folder)), { throwIfNoEntry: false })?.isDirectory() === true;
  return path.join(directory, VENDORED_FOLDERS.find(isThere) ?? '_vendor');
}

function copied(folder: string, files: DraftFiles): PytestStep {
  const { version, files: texts } = shippedPlugin();
  for (const [name, text] of copyOf(version, texts)) files.copy(path.join(folder, name), text);
  return { ...start(folder), kind: 'create', missing: MISSING };
}

function updated(
  { folder, version, files: names, changed }: VendoredCopy,
  files: DraftFiles,
): readonly PytestStep[] {
  const shipped = shippedPlugin();
  const texts = copyOf(shipped.version, shipped.files);
  const isCurrent = [...texts].every(([name, text]) => {
    const file = path.join(folder, name);
    return files.has(file) && files.read(file).replaceAll('\r\n', '\n') === text;
  });
  if (isCurrent) return [{ ...start(folder), kind: 'present' }];
  const left = (reason: string): readonly PytestStep[] => [{ ...start(folder), kind: 'left', reason }];
  if (version === undefined)
    return left('nothing tells which version the copy is of, so it is not brought up to date');
  if (compareVersions(version, shipped.version) > 0)
    return left(`the copy is of version ${version}, which is newer`);
  if (changed.length > 0) {
    return left(
      `the copy is not brought up to date from version ${version} to ${shipped.version}, since ` +
        `${changed.join(', ')} ${changed.length === 1 ? 'was' : 'were'} changed; delete its folder for a new one`,
    );
  }
  for (const [name, text] of texts) files.copy(path.join(folder, name), text);
  const missing = `the copy of ${VENDORED_PACKAGE} is of version ${version}, not ${shipped.version}`;
  const gone = names.filter((name) => !texts.has(name));
  const step: PytestStep = { ...start(folder), kind: 'edit', missing };
  return gone.length === 0
    ? [step]
    : [step, ...left(`${gone.join(', ')} can be deleted: it is no longer used`)];
}

/**
 * Whether `-p` is to load the copy: where pytest is known to find it so, and no conftest loads it already.
 */
function isLoadedByFlag(project: PytestProject, files: DraftFiles): boolean {
  const { addopts } = new ConfigHome(project, files).config.config;
  if (addopts.includes(VENDORED_MODULE)) return true;
  if (loadsVendored(path.join(project.directory, 'conftest.py'), files)) return false;
  return has(statedVersion('pytest', project, files), FINDS_IN_PYTHONPATH) === 'yes';
}

function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}

function start(folder: string): { readonly file: string; readonly line: number; readonly column: number } {
  return { file: path.join(folder, '__init__.py'), line: 1, column: 1 };
}

function shown(folder: string, { root }: PytestProject): string {
  return toPosix(path.relative(root, folder));
}
