import type { Py } from '@cogniverse/eslint-python';

import { isExpectedToFail } from '../../models/python/comparisons.ts';
import { weightsLoadOf } from '../../models/python/loads.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import { isOwnPackage } from '../../resolve/python/own-package.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { hasRandomWeights } from '../random-weights.ts';
import { worthCaching, type Worth } from '../worth-caching.ts';
import { isFreed } from './freed.ts';
import { isKept } from './kept.ts';
import { isStable, statedText } from './model-key.ts';
import { runsOf, type Run, type Tests } from './runs.ts';
import { isTestOfLoading, useOf } from './uses.ts';
import { isWrittenHere } from './written.ts';

/** A load of a model that runs where one that was loaded before would do. */
export interface RepeatedLoad extends Worth {
  readonly call: Py.Call;
  readonly label: string;
  /** The model's name, where a file states it. */
  readonly model: string | undefined;
}

interface FoundLoad extends Omit<RepeatedLoad, keyof Worth> {
  readonly runs: readonly Run[];
  /** The same for calls that load the same. */
  readonly key: string;
}

/** The loads among the calls of a file that are worth a cache. */
export function repeatedLoads(
  calls: readonly Py.Call[],
  tests: Tests,
  source: PythonSource,
  ownLoaders: ReadonlySet<string>,
): readonly RepeatedLoad[] {
  const found = calls.flatMap((call) => findLoad(call, tests, source, ownLoaders) ?? []);
  return worthCaching(found);
}

function findLoad(
  call: Py.Call,
  tests: Tests,
  source: PythonSource,
  ownLoaders: ReadonlySet<string>,
): FoundLoad | undefined {
  const load = weightsLoadOf(call, source, ownLoaders);
  if (!load || (load.nameAt ? !isStable(load.nameAt, source) : !load.isImplicit)) return undefined;
  const model = load.nameAt && statedText(load.nameAt, source);
  if (model !== undefined && hasRandomWeights(model)) return undefined;
  if (isKept(call) || isExpectedToFail(call) || isOfProject(call, source, ownLoaders)) return undefined;
  if (isWrittenHere(load.nameAt, source)) return undefined;
  const runs = runsOf(call, tests, source).filter(({ owner }) => !isFreed(owner) && !isTestOfLoading(owner));
  const use = useOf(call, source);
  if (runs.length === 0 || use.isChanged || use.isOnlyLookedAt) return undefined;
  const given = [...call.args, ...call.keywords.map(({ value }) => value)];
  const texts = given.map((node) => statedText(node, source) ?? source.text.slice(...node.range));
  const key = JSON.stringify([source.text.slice(...call.func.range), ...texts]);
  return { call, label: load.label, model, runs, key };
}

/** Whether the project's own package has the class that loads, so that its tests are about that. */
function isOfProject({ func }: Py.Call, source: PythonSource, ownLoaders: ReadonlySet<string>): boolean {
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  if (ownLoaders.has(name)) return false;
  return originsOf(func, source).some(({ path: origin }) => {
    const [top = ''] = origin.split('.', 1);
    return top === '' || isOwnPackage(top, source.file);
  });
}
