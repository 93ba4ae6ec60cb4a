import { loadPolicy, type PolicyFile, defaultPolicy, type Policy } from '@cogniverse/guide';
import path from 'node:path';

import { defaultExportValues, readSource } from './resolve/module-file.ts';
import { elementValues, propertyNames, propertyValues, type StaticValue } from './resolve/static-value.ts';

const policies = new Map<string, PolicyFile | undefined>();

/**
 * The policy of the project that a directory belongs to; `undefined` where it has none.
 * Configuration modules are read, never run: what they export must be spelt out in them.
 *
 * @throws {PolicyError} where the policy is not valid, naming file, key and allowed values.
 */
export function loadProjectPolicy(directory: string): PolicyFile | undefined {
  if (!policies.has(directory)) policies.set(directory, loadPolicy(directory, readModule));
  return policies.get(directory);
}

/** The policy that holds for a file: its project's, or the guide's own. */
export function policyFor(file: string): Policy {
  return (path.isAbsolute(file) ? loadProjectPolicy(path.dirname(file))?.policy : undefined) ?? defaultPolicy;
}

/**
 * The plain data that a module exports by default, read from its text.
 *
 * @throws {Error} where the file can't be parsed or a value in it is computed when it runs.
 */
export function readModule(file: string): unknown {
  const source = readSource(file);
  if (!source) throw new Error('it has a syntax error');
  const [value, ...others] = defaultExportValues(source, {});
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
        if (!element || others.length > 0) throw notStated(value);
        return plainData(element);
      });
    case 'object':
      return Object.fromEntries(
        propertyNames(value).map((name) => {
          const [property, ...others] = propertyValues(value, name);
          if (!property || others.length > 0) throw notStated(value);
          return [name, plainData(property)];
        }),
      );
    default:
      throw notStated(value);
  }
}

function notStated({ node }: StaticValue): Error {
  return new Error(
    `the value at offset ${node.range[0]} is computed when the file runs; the policy is read without running it, so spell it out`,
  );
}
