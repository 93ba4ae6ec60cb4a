import { formatDuration, parseDuration } from '../duration.ts';
import { checkModel, isSameModel } from '../models.ts';
import type { ModelPolicy } from '../models.ts';
import { guideSetup } from '../setup.ts';
import type { SetupPolicy } from '../setup.ts';
import type { Timeouts } from '../timeouts.ts';
import { defaultPolicy } from './policy.ts';
import type { Policy } from './policy.ts';
import type { PolicyInput } from './policy-input.ts';
import { memberKey, SchemaError } from './schema-error.ts';

type Part<Key extends keyof PolicyInput> = NonNullable<PolicyInput[Key]>;

/**
 * Lays a project's policy over the guide's, key by key. Lists and records are added to the guide's; see
 * {@link resolveModels} for models. `timeouts` that were left out are lowered to what was given, never
 * raised.
 *
 * @param input - The policy as its author wrote it.
 * @param prefix - The path of the policy inside its file, for messages.
 * @throws {SchemaError} If parts of it contradict each other.
 */
export function resolvePolicy(input: PolicyInput, prefix = ''): Policy {
  const at = (key: string): string => (prefix === '' ? key : `${prefix}.${key}`);
  return {
    systemModules: resolveSystemModules(input.systemModules ?? {}),
    models: resolveModels(input.models ?? {}, at('models')),
    timeouts: resolveTimeouts(input.timeouts ?? {}, at('timeouts')),
    threads: { allow: [...defaultPolicy.threads.allow, ...(input.threads?.allow ?? [])] },
    environment: mergeRecords(defaultPolicy.environment, input.environment ?? {}),
    markers: mergeRecords(defaultPolicy.markers, input.markers ?? {}),
    capabilities: { ...defaultPolicy.capabilities, ...input.capabilities },
    setup: resolveSetup(input.setup ?? {}),
  };
}

function resolveSystemModules(given: Part<'systemModules'>): Policy['systemModules'] {
  if (typeof given === 'string' || isList(given)) {
    return { javascript: given, python: given };
  }
  const guide = defaultPolicy.systemModules;
  return { javascript: given.javascript ?? guide.javascript, python: given.python ?? guide.python };
}

/** `Array.isArray` takes no readonly list for one. */
function isList(given: readonly string[] | Readonly<Record<string, unknown>>): given is readonly string[] {
  return Array.isArray(given);
}

/**
 * Adds a project's lists to the guide's. What the project says of a name replaces what the guide says of
 * it, so a project can allow what the guide refuses. A replacement is allowed without being listed.
 */
function resolveModels(given: Part<'models'>, key: string): ModelPolicy {
  const allow = given.allow ?? [];
  const deny = withReplacements(given.deny ?? {});
  const both = allow.find((name) => lists(Object.keys(deny), name));
  if (both !== undefined) {
    throw new SchemaError(`${key}.allow`, `"${both}" is in ${key}.deny too. Keep it on one list.`);
  }
  const ruledOn = [...allow, ...Object.keys(deny)];
  const guide = defaultPolicy.models;
  const replacements = Object.values(deny).filter((replacement) => replacement !== null);
  const models: ModelPolicy = {
    allow: [...new Set([...guide.allow.filter((name) => !lists(ruledOn, name)), ...allow, ...replacements])],
    deny: Object.fromEntries([
      ...Object.entries(guide.deny).filter(([name]) => !lists(ruledOn, name)),
      ...Object.entries(deny),
    ]),
  };
  return { ...models, deny: withUsableReplacements(models, deny, key) };
}

/** A list of refused names says nothing of what to load instead. */
function withReplacements(deny: readonly string[] | ModelPolicy['deny']): ModelPolicy['deny'] {
  return isList(deny) ? Object.fromEntries(deny.map((name) => [name, null])) : deny;
}

function lists(names: readonly string[], name: string): boolean {
  return names.some((other) => isSameModel(other, name));
}

/**
 * A replacement that is refused itself is the project's mistake, or one of the guide's that the project
 * rules out.
 */
function withUsableReplacements(
  models: ModelPolicy,
  given: ModelPolicy['deny'],
  key: string,
): ModelPolicy['deny'] {
  return Object.fromEntries(
    Object.entries(models.deny).map(([name, replacement]) => {
      if (replacement === null || checkModel(replacement, models).kind !== 'denied') {
        return [name, replacement];
      }
      if (Object.hasOwn(given, name)) {
        throw new SchemaError(
          memberKey(`${key}.deny`, name),
          `the replacement "${replacement}" is refused itself. Name a model that tests may load.`,
        );
      }
      return [name, null];
    }),
  );
}

function resolveTimeouts(given: Part<'timeouts'>, key: string): Timeouts {
  const guide = defaultPolicy.timeouts;
  const suite = given.suite === undefined ? guide.suite : parseDuration(given.suite);
  const max = given.max === undefined ? Math.min(guide.max, suite) : parseDuration(given.max);
  const usual = given.default === undefined ? Math.min(guide.default, max) : parseDuration(given.default);
  if (max > suite) {
    throw above(`${key}.max`, max, 'suite', suite);
  }
  if (usual > max) {
    throw above(`${key}.default`, usual, 'max', max);
  }
  return { default: usual, max, suite };
}

function resolveSetup(given: Part<'setup'>): SetupPolicy {
  return {
    singleThread: given.singleThread ?? guideSetup.singleThread,
    guard: given.guard ?? guideSetup.guard,
    leaks: given.leaks ?? guideSetup.leaks,
    wait: given.wait === undefined ? guideSetup.wait : parseDuration(given.wait),
    models: given.models ?? guideSetup.models,
    restoreEnvironment: given.restoreEnvironment ?? guideSetup.restoreEnvironment,
    watchdog: given.watchdog ?? guideSetup.watchdog,
  };
}

function above(key: string, value: number, bound: string, limit: number): SchemaError {
  return new SchemaError(
    key,
    `${formatDuration(value)} is above timeouts.${bound}, ${formatDuration(limit)}. ` +
      `Lower it, or raise timeouts.${bound}.`,
  );
}

function mergeRecords(
  guide: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string | number | boolean | null>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...guide, ...given })
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, String(value)]),
  );
}
