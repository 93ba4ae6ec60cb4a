import { isMap, isSeq } from 'yaml';

import { appendYamlItem, insertPair, pairOf, parseYamlMap } from '../../setup/text/edit-yaml.ts';
import { applySplices, type Splice, splitMark } from '../../setup/text/splice.ts';
import type { Edited } from '../add-check.ts';

/** Adds a command to the text of a `lefthook.yml`, as a job or as a command, whichever it has. */
export function addToLefthook(text: string, command: string): Edited {
  const { mark, body } = splitMark(text);
  const splices = splicesFor(body, command);
  return typeof splices === 'string' ? { reason: splices } : { text: mark + applySplices(body, splices) };
}

function splicesFor(body: string, command: string): readonly Splice[] | string {
  const map = parseYamlMap(body);
  const hook = pairOf(map, 'pre-commit');
  if (!hook)
    return insertPair(body, map, [
      'pre-commit:',
      '  jobs:',
      '    - name: cogniverse',
      `      run: ${command}`,
    ]);
  if (!isMap(hook.value)) return '`pre-commit` is no map';
  const jobs = pairOf(hook.value, 'jobs')?.value;
  if (isSeq(jobs) && jobs.items.length > 0)
    return appendYamlItem(body, jobs, ['name: cogniverse', `run: ${command}`]);
  const commands = pairOf(hook.value, 'commands')?.value;
  if (isMap(commands)) return insertPair(body, commands, ['cogniverse:', `  run: ${command}`]);
  return insertPair(body, hook.value, ['commands:', '  cogniverse:', `    run: ${command}`]);
}
