import { isScalar, isSeq, type YAMLMap } from 'yaml';

import { appendYamlItem, insertPair, pairOf, parseYamlMap } from '../../setup/text/edit-yaml.ts';
import { applySplices, type Splice, splitMark } from '../../setup/text/splice.ts';
import type { Edited } from '../add-check.ts';

/** The template with the job. */
const TEMPLATE = 'https://raw.githubusercontent.com/cogniverse/test-toolkit/v0/gitlab/lint.yml';
/** Stages that lint, as projects call them. */
const STAGES = ['test', 'lint', 'check', 'checks', 'verify', 'quality', 'validate'];

/** What a `.gitlab-ci.yml` has to hold where it holds nothing else. */
export function gitlabLines(folder: string): readonly string[] {
  return ['include:', `  - remote: ${TEMPLATE}`, ...override(folder, undefined)];
}

/**
 * Adds the template to the text of a `.gitlab-ci.yml`.
 *
 * @param folder The folder that is checked, from the repository's root; nothing for all of it.
 */
export function addToGitlab(text: string, folder: string): Edited {
  const { mark, body } = splitMark(text);
  const map = parseYamlMap(body);
  const included = includeTemplate(body, map);
  if (typeof included === 'string') return { reason: included };
  const output = applySplices(body, included);
  const lines = override(folder, stageOf(map));
  if (lines.length === 0) return { text: mark + output };
  const overridden = insertPair(output, parseYamlMap(output), lines);
  return typeof overridden === 'string'
    ? { reason: overridden }
    : { text: mark + applySplices(output, overridden) };
}

function includeTemplate(body: string, map: YAMLMap | undefined): readonly Splice[] | string {
  const include = pairOf(map, 'include');
  if (!include) return insertPair(body, map, [...(map ? [''] : []), 'include:', `  - remote: ${TEMPLATE}`]);
  return isSeq(include.value) && include.value.items.length > 0
    ? appendYamlItem(body, include.value, [`remote: ${TEMPLATE}`])
    : '`include` is no list';
}

/** What the job has to have otherwise than the template says. */
function override(folder: string, stage: string | undefined): readonly string[] {
  if (folder === '' && stage === undefined) return [];
  return [
    '',
    'cogniverse:',
    ...(stage === undefined ? [] : [`  stage: ${stage}`]),
    ...(folder === '' ? [] : ['  variables:', `    COGNIVERSE_PATHS: ${folder}`]),
  ];
}

/** The stage for the job, where the project has none that is called `test`. */
function stageOf(map: YAMLMap | undefined): string | undefined {
  const stages = pairOf(map, 'stages')?.value;
  if (!isSeq(stages)) return undefined;
  const names = stages.items.flatMap((item) => (isScalar(item) ? String(item.value) : []));
  if (names.includes('test') || names.length === 0) return undefined;
  return STAGES.find((name) => names.includes(name)) ?? names[0];
}
