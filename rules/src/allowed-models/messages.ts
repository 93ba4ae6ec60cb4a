import path from 'node:path';

import type { ModelPolicy } from '@cogniverse/guide';

import { loadProjectPolicy } from '../project.ts';
import type { Place } from '../models/place.ts';

/** The rule's messages. */
export const messages = {
  replaceable:
    "Tests may not load '{{name}}', which {{place}}: large models hang or crash test runs. " +
    "Use '{{replacement}}' instead.",
  refused:
    "Tests may not load '{{name}}', which {{place}}: large models hang or crash test runs. " +
    'Use {{allowed}} instead, or take it off models.deny in {{policy}}.',
  unlisted:
    "'{{name}}' {{place}}, but is on no list of models that tests may load; large ones hang or crash test runs. " +
    'Use {{allowed}} instead, or add it to models.allow in {{policy}}.',
  dynamic:
    'The model that {{loader}} loads is known only when the test runs, so nothing keeps out a large one, which ' +
    'hangs or crashes the run. Spell out its name: {{allowed}}.',
  implicit:
    '{{loader}} leaves the model to the library, whose choice changes with its version; large models hang or crash ' +
    'test runs. Name one: {{allowed}}.',
  replace: "Use '{{replacement}}' instead of '{{name}}'. Look at the change: {{doubt}}.",
};

/** What a place does with a name, as a part of a sentence. */
export function placeText({ kind, label, test }: Place): string {
  if (test !== undefined) return `reaches \`${label}\` in ${test}`;
  switch (kind) {
    case 'load':
      return `reaches \`${label}\``;
    case 'url':
      return `is read from ${label}`;
    case 'field':
      return `stands in \`${label}\``;
  }
}

/**
 * One or two models to use instead: first those for tests of the owner that a refused one has, as in
 * `sentence-transformers-testing/*`.
 */
export function allowedText({ allow }: ModelPolicy, refused = ''): string {
  const [owner, name] = refused.split('/');
  const alike = name === undefined ? [] : allow.filter((each) => each.startsWith(`${owner}-`));
  const plain = allow.filter((each) => !/[*?]/.test(each));
  const names = [...new Set([...alike, ...plain])]
    .slice(0, 2)
    .map((name) => `'${name}'`);
  return names.length === 0
    ? 'a model of models.allow'
    : `${names.join(', ')} or another model of models.allow`;
}

/** The file that a project's policy stands in, or where it should. */
export function policyText({
  physicalFilename,
  cwd,
}: {
  readonly physicalFilename: string;
  readonly cwd: string;
}): string {
  const file = path.isAbsolute(physicalFilename)
    ? loadProjectPolicy(path.dirname(physicalFilename))?.file
    : undefined;
  if (file === undefined) {
    return physicalFilename.endsWith('.py')
      ? "the project's pyproject.toml, under tool.cogniverse"
      : "the project's cogniverse.config.js";
  }
  return path.relative(cwd, file).replaceAll(path.sep, '/');
}
