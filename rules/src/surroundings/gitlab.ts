import type { YAMLMap } from 'yaml';

import type { SuiteRun } from './suite-run.ts';
import {
  insertBefore,
  isMap,
  isScalar,
  isSeq,
  mapOf,
  pairOf,
  readYaml,
  runsInScalar,
  scriptsOf,
  setVariables,
  textOf,
  valueOf,
  variablesIn,
  type YamlFile,
} from './yaml.ts';

/** Keys of the file that are no jobs. */
const NO_JOBS: ReadonlySet<string> = new Set(
  'default include stages variables workflow image services cache before_script after_script spec pages_settings'.split(
    ' ',
  ),
);
const MINUTE = 60_000;

/**
 * The runs of suites in a pipeline of GitLab.
 *
 * @param root Absolute path of the repository's root, where commands run.
 */
export function runsInPipeline(text: string, root: string): readonly SuiteRun[] {
  const file = readYaml(text);
  if (!file) return [];
  return file.map.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : '';
    return isMap(value) && !NO_JOBS.has(name) ? runsInJob(value, name, { file, root }) : [];
  });
}

function runsInJob(job: YAMLMap, name: string, { file, root }: { file: YamlFile; root: string }): readonly SuiteRun[] {
  const chain = withTemplates(job, file);
  const defaults = mapOf(file.map, 'default', file);
  const maps = [...chain.maps, ...(defaults ? [defaults] : [])];
  const before = [...maps, file.map].flatMap((map) => scriptsOf(valueOf(map, 'before_script', file), file));
  const prepared = before.flatMap((script) => [...String(script.value).matchAll(/\bexport\s+(\w+)=/g)]).map(([, set]) => set ?? '');
  const variables = [...chain.maps, file.map].map((map) => variablesIn(map, 'variables', file));
  const isOpen = chain.isOpen || variables.includes(undefined);
  const set = [...variables.flatMap((names) => names ?? []), ...prepared];
  const isLimited = chain.isOpen || maps.some((map) => pairOf(map, 'timeout') !== undefined);
  const owner = job.range?.[0] ?? 0;
  const exported: string[] = [];
  return scriptsOf(valueOf(job, 'script', file), file).flatMap((script) => {
    const runs = runsInScalar(script, root, file);
    const known = [...set, ...exported];
    // Entries of the list are lines of one script.
    for (const [, variable] of String(script.value).matchAll(/\bexport\s+(\w+)=/g)) exported.push(variable ?? '');
    return runs.map((run): SuiteRun => ({
      ...run,
      place: `The job "${name}"`,
      environment: isOpen ? undefined : new Set([...known, ...run.environment]),
      hasTimeLimit: isLimited || run.hasTimeLimit,
      owners: { limit: owner, environment: owner },
      limitBy: (limit) =>
        insertBefore(pairOf(job, 'script'), [`timeout: ${Math.ceil(limit / MINUTE)} minutes`], file),
      setBy: (settings) =>
        setVariables(job, 'variables', settings.map(quoted), { file, before: pairOf(job, 'script') }),
    }));
  });
}

/** GitLab takes texts and numbers for variables, and no booleans. */
function quoted<Named extends { readonly value: string }>(setting: Named): Named {
  return /^(?:true|false)$/.test(setting.value) ? { ...setting, value: JSON.stringify(setting.value) } : setting;
}

/** A job and the templates of the same file that it extends; others lie out of sight. */
function withTemplates(job: YAMLMap, file: YamlFile): { readonly maps: readonly YAMLMap[]; readonly isOpen: boolean } {
  const maps = [job];
  let isOpen = false;
  for (const map of maps) {
    const names = valueOf(map, 'extends', file);
    const texts = isSeq(names) ? names.items.map(String) : [textOf(map, 'extends', file)];
    for (const name of texts) {
      if (name === undefined) continue;
      const template = mapOf(file.map, name, file);
      if (!template) isOpen = true;
      else if (!maps.includes(template)) maps.push(template);
    }
  }
  return { maps, isOpen };
}
