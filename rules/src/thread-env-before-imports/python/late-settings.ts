import path from 'node:path';

import { entriesOf } from '../../resolve/disk.ts';
import { directoriesAbove } from '../../resolve/project-files.ts';
import { neverRuns } from '../../resolve/python/condition.ts';
import { readPythonSource } from '../../resolve/python/module-file.ts';
import { pytestConfigFor } from '../../resolve/python/pytest-config.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { readsOnImport, type ReadersByVariable } from '../variables.ts';
import { loadsAbove, loadsOfHelpers, moduleLoads, surelyRuns, type ModuleLoad } from './load.ts';
import { momentOf, type Moment } from './moment.ts';
import type { Setting } from './setting.ts';

/** Variables that are set once the library that reads them has read them. */
export interface LateSetting {
  readonly setting: Setting;
  readonly names: readonly string[];
  readonly library: string;
  /** The import that comes too early, where it stands in the file itself. */
  readonly load?: ModuleLoad;
  /** The conftest that imports the library, by its absolute path. */
  readonly conftest?: string;
}

/**
 * A file that starts other processes may set a variable for them; one that loads modules again, for the next
 * time.
 */
const FOR_OTHERS =
  /\b(?:subprocess|multiprocessing|Popen|spawn\w*|torchrun|runpy|pytester|testdir|os\.(?:exec|fork)\w*)\b|\breload\(|sys\.modules|\bray\b/;
/** Processes that load the libraries anew, with what is set by then. */
const FOR_CHILDREN = /\bmultiprocessing\b|\bProcessPool\w*|\btorchrun\b|\bray\b/;

/** Finds the settings of a file that come too late. */
export function lateSettings(
  settings: readonly Setting[],
  readers: ReadersByVariable,
  source: PythonSource,
): readonly LateSetting[] {
  const loads = [...moduleLoads(source), ...loadsOfHelpers(source)]
    .filter(({ library, helper }) => isInstalled(library, helper ?? source))
    .toSorted((left, right) => left.node.range[0] - right.node.range[0]);
  const isForOthers = FOR_OTHERS.test(source.text);
  const isForChildren = FOR_CHILDREN.test(source.text);
  const placed = settings.flatMap((setting) => {
    const moment = momentOf(setting.node, source);
    return moment ? [{ setting, moment }] : [];
  });
  const early = new Map<string, number>();
  for (const { setting, moment } of placed) {
    if (moment.kind !== 'import' || !surelyRuns(moment.at, undefined, source)) continue;
    for (const name of setting.names) {
      early.set(name, Math.min(early.get(name) ?? Infinity, moment.at.range[0]));
    }
  }
  return placed.flatMap(({ setting, moment }): readonly LateSetting[] => {
    if (moment.kind === 'later' ? isForOthers : isForChildren || neverRuns(moment.at, source)) return [];
    const found = setting.names.flatMap((name): readonly LateSetting[] => {
      const late = lateFor(name, moment, { readers, loads, early, source });
      if (late) return [{ setting, names: [name], ...late }];
      const load = loadAbove(setting, name, moment, { readers, loads, early, source });
      return load ? [{ setting, names: [name], library: load.library, load }] : [];
    });
    return joined(found);
  });
}

interface Question {
  readonly readers: ReadersByVariable;
  readonly loads: readonly ModuleLoad[];
  /** Where the file sets a variable first, for certain. */
  readonly early: ReadonlyMap<string, number>;
  readonly source: PythonSource;
}

function lateFor(
  name: string,
  moment: Moment,
  { readers, loads, early, source }: Question,
): Pick<LateSetting, 'library' | 'load' | 'conftest'> | undefined {
  const libraries = readers.get(name);
  if (!libraries || isSetBefore(name, source)) return undefined;
  const conftest = moment.kind === 'import' ? conftestWith(libraries, name, source) : undefined;
  if (conftest) return conftest;
  const at = moment.kind === 'import' ? moment.at : undefined;
  const load = loads.find(
    (candidate) =>
      libraries.has(candidate.library) &&
      // What is read later may be set below a helper.
      (candidate.helper === undefined || readsOnImport(candidate.library, [name], 'python')) &&
      // A helper that names the variable sets it itself.
      candidate.helper?.text.includes(name) !== true &&
      (!at || candidate.node.range[0] < at.range[0]) &&
      surelyRuns(candidate.node, at, source),
  );
  if (!load || (early.get(name) ?? Infinity) < load.node.range[0]) return undefined;
  return { library: load.library, load };
}

/** The import in a fixture or hook itself, above the setting, unless the module has set the variable first. */
function loadAbove(
  { node }: Setting,
  name: string,
  moment: Moment,
  { readers, early, source }: Question,
): ModuleLoad | undefined {
  if (moment.kind !== 'later' || early.has(name) || isSetBefore(name, source)) return undefined;
  return loadsAbove(node, moment.fn, source).find(
    ({ library }) => readers.get(name)?.has(library) === true && isInstalled(library, source),
  );
}

/** Whether a module of that name is not one that lies in the project, beside the file or above it. */
function isInstalled(library: string, { file }: PythonSource): boolean {
  if (!path.isAbsolute(file)) return true;
  return !directoriesAbove(path.dirname(file)).some((directory) => {
    const entries = entriesOf(directory);
    if (entries.has(`${library}.py`)) return true;
    return entries.has(library) && entriesOf(path.join(directory, library)).has('__init__.py');
  });
}

/**
 * Whether the configuration of pytest, or a package that the file lies in, names the variable: they go first.
 */
function isSetBefore(name: string, { file }: PythonSource): boolean {
  if (!path.isAbsolute(file)) return false;
  const config = pytestConfigFor(file);
  if ([...config.lines('env'), ...(config.words('env') ?? [])].some((line) => line.includes(name)))
    return true;
  return packagesAround(file).some((init) => readPythonSource(init)?.text.includes(name) === true);
}

/** The `__init__.py` of the packages that a file lies in. */
function packagesAround(file: string): readonly string[] {
  const directories = directoriesAbove(path.dirname(file));
  const length = directories.findIndex((directory) => !entriesOf(directory).has('__init__.py'));
  return directories
    .slice(0, length < 0 ? directories.length : length)
    .map((directory) => path.join(directory, '__init__.py'))
    .filter((init) => init !== file);
}

/** The conftest above a test file that imports one of the libraries, unless one of them sets the variable. */
function conftestWith(
  libraries: ReadonlySet<string>,
  name: string,
  { file }: PythonSource,
): Pick<LateSetting, 'library' | 'conftest'> | undefined {
  const conftests = conftestsAbove(file).flatMap((conftest) => readPythonSource(conftest) ?? []);
  if (conftests.some(({ text }) => text.includes(name))) return undefined;
  for (const conftest of conftests) {
    const load = moduleLoads(conftest).find(
      ({ library, node }) =>
        libraries.has(library) &&
        readsOnImport(library, [name], 'python') &&
        isInstalled(library, conftest) &&
        surelyRuns(node, undefined, conftest),
    );
    if (load) return { library: load.library, conftest: conftest.file };
  }
  return undefined;
}

/** The conftests that pytest loads before a test file: those from the directory of its configuration down. */
function conftestsAbove(file: string): readonly string[] {
  const base = path.basename(file);
  if (!path.isAbsolute(file) || !/^(?:test_.*|.*_test|conftest)\.py$/.test(base)) return [];
  const { file: config } = pytestConfigFor(file);
  const root = config === undefined ? path.dirname(file) : path.dirname(config);
  return directoriesAbove(path.dirname(file))
    .filter((directory) => directory === root || directory.startsWith(root + path.sep))
    .filter((directory) => entriesOf(directory).has('conftest.py'))
    .map((directory) => path.join(directory, 'conftest.py'))
    .filter((conftest) => conftest !== file)
    .toReversed();
}

/** One finding for the variables of a setting that the same import reads. */
function joined(found: readonly LateSetting[]): readonly LateSetting[] {
  const byLoad = new Map<unknown, LateSetting>();
  for (const late of found) {
    const key = late.load?.node ?? late.conftest;
    const known = byLoad.get(key);
    byLoad.set(key, known ? { ...known, names: [...known.names, ...late.names] } : late);
  }
  return [...byLoad.values()];
}
