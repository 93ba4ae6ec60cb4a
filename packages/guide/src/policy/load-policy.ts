import { findPolicyPlace } from './find-policy.ts';
import { parsePolicy } from './parse-policy.ts';
import type { Policy } from './policy.ts';
import { messageOf, PolicyError } from './policy-error.ts';
import type { PolicyInput } from './policy-input.ts';
import { resolvePolicy } from './resolve-policy.ts';
import { SchemaError } from './schema-error.ts';

/** A project's policy and the file that it stands in. */
export interface PolicyFile {
  /** Absolute path. */
  readonly file: string;
  readonly policy: Policy;
}

/**
 * Reads the default export of a `cogniverse.config.{js,mjs,cjs,ts,mts}` (or `module.exports`) from its
 * source, without running it. It throws with a message for the user where it cannot.
 */
export type ReadModule = (file: string) => unknown;

/**
 * Loads the policy that holds in a directory. Nothing is cached.
 *
 * @param directory - Where to begin; see `findPolicyFile`.
 * @param readModule - Reads a policy that is written as a module.
 * @returns The policy laid over the guide's, or `undefined` if the project has none.
 * @throws {PolicyError} If the policy cannot be read or is not valid.
 */
export function loadPolicy(directory: string, readModule: ReadModule): PolicyFile | undefined {
  const place = findPolicyPlace(directory);
  if (place === undefined) {
    return undefined;
  }
  const prefix = place.kind === 'data' ? place.prefix : '';
  const written = place.kind === 'data' ? place.data : readConfigModule(place.file, readModule);
  try {
    return { file: place.file, policy: resolvePolicy(parsePolicy(written, prefix), prefix) };
  } catch (cause) {
    throw cause instanceof SchemaError
      ? new PolicyError(place.file, cause.message, { key: cause.key, cause })
      : cause;
  }
}

function readConfigModule(file: string, readModule: ReadModule): unknown {
  try {
    return readModule(file);
  } catch (cause) {
    throw cause instanceof PolicyError
      ? cause
      : new PolicyError(file, `cannot be read: ${messageOf(cause)}`, { cause });
  }
}

/**
 * Gives a policy back as it is: a place for its type in `cogniverse.config.ts`.
 *
 * @param input - The policy.
 */
export function defineConfig(input: PolicyInput): PolicyInput {
  return input;
}
