import { isMap, isScalar, isSeq } from 'yaml';

import { appendYamlItem, pairOf, parseYamlMap } from '../../setup/text/edit-yaml.ts';
import { applySplices, splitMark } from '../../setup/text/splice.ts';
import type { Edited } from '../add-check.ts';

/** Where pre-commit gets the hook from. */
const REPOSITORY = 'https://github.com/cogniverse/test-toolkit';

/** What a configuration of pre-commit has to list. */
export function preCommitLines(version: string, inner = '  '): readonly string[] {
  return [`repo: ${REPOSITORY}`, `rev: v${version}`, 'hooks:', `${inner}- id: cogniverse-check`];
}

/** Adds the hook to the text of a `.pre-commit-config.yaml`. */
export function addToPreCommit(text: string, version: string): Edited {
  const { mark, body } = splitMark(text);
  const list = pairOf(parseYamlMap(body), 'repos')?.value;
  if (!isSeq(list) || list.items.length === 0) return { reason: 'it lists no `repos`' };
  const inner = hooksAreIndented(body, list.items) ? '  ' : '';
  const splices = appendYamlItem(body, list, preCommitLines(version, inner));
  return typeof splices === 'string' ? { reason: splices } : { text: mark + applySplices(body, splices) };
}

/** Whether the lists of hooks stand further in than their keys. */
function hooksAreIndented(body: string, repositories: readonly unknown[]): boolean {
  for (const repository of repositories) {
    const pair = isMap(repository) ? pairOf(repository, 'hooks') : undefined;
    if (!pair || !isSeq(pair.value) || !isScalar(pair.key)) continue;
    return columnOf(body, pair.value.range?.[0] ?? 0) > columnOf(body, pair.key.range?.[0] ?? 0);
  }
  return true;
}

function columnOf(body: string, offset: number): number {
  return offset - (body.lastIndexOf('\n', offset - 1) + 1);
}
