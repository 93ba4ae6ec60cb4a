import { readFileSync } from 'node:fs';
import path from 'node:path';

import { defaultPolicy, loadPolicy, PolicyError, type Policy, type PolicyFile } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { entriesOf, note, remembered } from './resolve/disk.ts';
import { defaultExportValues, readSource } from './resolve/module-file.ts';
import { directoriesAbove } from './resolve/project-files.ts';
import { elementValues, evaluateOne, type ObjectValue, type StaticValue } from './resolve/static-value.ts';
import { staticName } from './resolve/syntax.ts';

export { forget as forgetReads, observeReads, type ReadObserver } from './resolve/disk.ts';
export { configuredProjects } from './resolve/runner-config/projects.ts';
export type { ImportedModel, LoadedExport, ModelExchange } from './allowed-models/imported-models.ts';

/** The files that may hold a policy. */
const POLICY_FILES = /^(?:cogniverse\.config\.(?:[cm]?js|m?ts|json)|package\.json|pyproject\.toml)$/;

/**
 * The policy of the project that a directory belongs to; `undefined` where it has none. Kept until the file changes,
 * or another one comes nearer, as an editor that stays open has to notice.
 * Configuration modules are read, never run: what they export must be spelt out in them.
 *
 * @throws {PolicyError} where the policy is not valid, naming file, key and allowed values.
 */
export function loadProjectPolicy(directory: string): PolicyFile | undefined {
  return policyOf(directory)();
}

const policyOf = remembered((directory) => {
  for (const above of directoriesAbove(path.resolve(directory))) {
    for (const name of entriesOf(above).matching(POLICY_FILES)) note(path.join(above, name));
  }
  return settled(() => loadPolicy(directory, readModule));
});

/** Runs a function once, and gives what it returned or threw ever after. */
function settled<T>(run: () => T): () => T {
  try {
    const value = run();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The policy that holds for a file: its project's, or the guide's own. */
export function policyFor(file: string): Policy {
  return (path.isAbsolute(file) ? loadProjectPolicy(path.dirname(file))?.policy : undefined) ?? defaultPolicy;
}

/**
 * The plain data that a module exports by default, read from its text.
 *
 * @throws {Error} where the file can't be parsed or exports nothing that is plain data.
 * @throws {PolicyError} at the place of a value that is computed when the file runs.
 */
export function readModule(file: string): unknown {
  const source = readSource(file);
  if (!source) throw new Error('it has a syntax error');
  const [value, ...others] = defaultExportValues(source);
  if (!value) throw new Error('it has no default export');
  if (others.length > 0) throw new Error('its default export depends on a condition; spell out one object');
  return plainData(value);
}

function plainData(value: StaticValue): unknown {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'array':
      return elementValues(value).map(([element, ...others]) => {
        if (!element || others.length > 0) throw notStated(element ?? value);
        return plainData(element);
      });
    case 'object':
      if (value.changed?.size) throw notStated(value);
      return Object.fromEntries(value.node.properties.flatMap((property) => plainEntries(property, value)));
    default:
      throw notStated(value);
  }
}

function plainEntries(property: TSESTree.ObjectLiteralElement, { source }: ObjectValue): readonly [string, unknown][] {
  if (property.type === 'SpreadElement') {
    const spread = evaluateOne(property.argument, source);
    if (spread?.kind !== 'object') throw notStated({ node: property, source });
    return Object.entries(plainData(spread) ?? {});
  }
  const key = staticName(property.key, property.computed) ?? evaluateOne(property.key, source);
  const name = typeof key === 'object' && key.kind === 'constant' ? String(key.value) : key;
  if (typeof name !== 'string' || property.kind !== 'init') throw notStated({ node: property, source });
  const value = evaluateOne(property.value, source);
  if (!value) throw notStated({ node: property.value, source });
  return [[name, plainData(value)]];
}

function notStated({ node, source }: Pick<StaticValue, 'node' | 'source'>): PolicyError {
  const before = readFileSync(source.file, 'utf8').replace(/^\uFEFF/, '').slice(0, node.range[0]);
  const lines = before.split(/\r\n|[\r\n\u2028\u2029]/);
  return new PolicyError(
    source.file,
    'this value is computed when the file runs. The policy is read without running it: spell the value out.',
    { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 },
  );
}
