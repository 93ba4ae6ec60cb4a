import path from 'node:path';

import type { YAMLMap } from 'yaml';

import { installOnlyTools } from './installed-tools.ts';
import { exportedByStep } from './script.ts';
import type { SuiteRun } from './suite-run.ts';
import {
  insertBefore,
  isMap,
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

const MINUTE = 60_000;

/**
 * The runs of suites in a workflow of GitHub Actions.
 *
 * @param root Absolute path of the repository's root, where commands run.
 */
export function runsInWorkflow(text: string, root: string): readonly SuiteRun[] {
  const file = readYaml(text);
  if (!file) return [];
  const jobs = mapOf(file.map, 'jobs', file);
  return (jobs?.items ?? []).flatMap(({ key }) => {
    const name = String(key);
    const job = mapOf(jobs, name, file);
    return job ? runsInJob(job, name, { file, root }) : [];
  });
}

function runsInJob(job: YAMLMap, name: string, { file, root }: { file: YamlFile; root: string }): readonly SuiteRun[] {
  const steps = valueOf(job, 'steps', file);
  if (!isSeq(steps)) return [];
  const container = mapOf(job, 'container', file);
  const around = [variablesIn(file.map, 'env', file), variablesIn(job, 'env', file), variablesIn(container, 'env', file)];
  const folderOf = (step: YAMLMap): string => {
    const stated = [step, ...[job, file.map].map((map) => mapOf(mapOf(map, 'defaults', file), 'run', file))];
    const folder = stated.map((map) => textOf(map, 'working-directory', file)).find(Boolean) ?? '.';
    return path.resolve(root, folder);
  };
  const handedOn: string[] = [];
  const owner = job.range?.[0] ?? 0;
  const hasOnlyTools = installsOnlyTools(job, steps.items.filter(isMap), file);
  let isElsewhere = false;
  return steps.items.flatMap((step) => {
    if (!isMap(step)) return [];
    isElsewhere = checksOutAnother(step, { file, root }) ?? isElsewhere;
    // What another repository runs is not known here.
    if (isElsewhere) return [];
    const set = [...around, variablesIn(step, 'env', file), handedOn];
    const environment = set.includes(undefined) ? undefined : set.flatMap((names) => names ?? []);
    const scripts = scriptsOf(valueOf(step, 'run', file), file);
    const runs = scripts.flatMap((script) => runsInScalar(script, folderOf(step), file));
    for (const script of scripts) handedOn.push(...exportedByStep(String(script.value)));
    const isLimited = [job, step].some((map) => pairOf(map, 'timeout-minutes') !== undefined);
    return runs.map((run): SuiteRun => ({
      ...run,
      place: `The job "${name}"`,
      environment: environment && new Set([...environment, ...run.environment]),
      hasTimeLimit: isLimited || run.hasTimeLimit,
      hasOnlyTools,
      owners: { limit: owner, environment: owner },
      limitBy: (limit) =>
        insertBefore(pairOf(job, 'steps'), [`timeout-minutes: ${Math.ceil(limit / MINUTE)}`], file),
      setBy: (settings) => setVariables(job, 'env', settings, { file, before: pairOf(job, 'steps') }),
    }));
  });
}

/** Machines of GitHub, whose Python comes without libraries that compute. */
const HOSTED = /^(?:ubuntu|windows|macos)-[\w.-]+$/;
/** Actions that install no packages of Python. */
const BRINGS_NOTHING = /^(?:actions\/(?!setup-conda)|step-security\/harden-runner@|astral-sh\/setup-uv@)/;

/** Whether a job installs tools alone, so that its suite can load none of the project's libraries. */
function installsOnlyTools(job: YAMLMap, steps: readonly YAMLMap[], file: YamlFile): boolean {
  if (!HOSTED.test(textOf(job, 'runs-on', file) ?? '') || pairOf(job, 'container')) return false;
  const actions = steps.map((step) => textOf(step, 'uses', file)).filter((name) => name !== undefined);
  const scripts = steps.flatMap((step) => scriptsOf(valueOf(step, 'run', file), file));
  return (
    actions.every((name) => BRINGS_NOTHING.test(name)) && installOnlyTools(scripts.map(({ value }) => String(value)))
  );
}

/**
 * Whether a step puts another repository where the commands of a job run, or this one again; `undefined` where it puts
 * none there.
 */
function checksOutAnother(step: YAMLMap, { file, root }: { file: YamlFile; root: string }): boolean | undefined {
  if (textOf(step, 'uses', file)?.startsWith('actions/checkout@') !== true) return undefined;
  const options = mapOf(step, 'with', file);
  if (pairOf(options, 'path')) return undefined;
  const [, name] = /^[\w.-]+\/([\w.-]+)$/.exec(textOf(options, 'repository', file) ?? '') ?? [];
  return name !== undefined && name.toLowerCase() !== path.basename(root).toLowerCase();
}
