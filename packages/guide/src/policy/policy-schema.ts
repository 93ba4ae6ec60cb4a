import * as v from 'valibot';

import { capabilityProbeKeys, isProbeUrl } from '../capabilities.ts';
import type { CapabilityProbe } from '../capabilities.ts';
import { parseDuration } from '../duration.ts';
import type { Duration } from '../duration.ts';
import { isGlob } from '../name-pattern.ts';
import { setupActions } from '../setup.ts';
import { systemModuleSets } from '../system-modules/module-set.ts';
import { threadApiNames, threadModules, withoutNodePrefix } from '../threads/threads.ts';
import { didYouMean } from './nearest.ts';

/** Takes any value, and gives a `T` or what is wrong. */
type Schema<T> = v.GenericSchema<unknown, T>;

/** A schema that says in the author's words what it expects. */
function expecting<T>(expects: string, schema: Schema<T>): Schema<T> {
  return { ...schema, expects };
}

const string = expecting('text', v.string());
const text = v.pipe(string, v.nonEmpty('expected text that is not empty; found "".'));

function listOf<T>(item: Schema<T>): Schema<readonly T[]> {
  return v.pipe(expecting('a list', v.array(item)), v.readonly());
}

/** valibot alone takes lists, and dates of TOML, for objects too. */
const plainObject = v.custom<Readonly<Record<string, unknown>>>(
  (value) => Object.prototype.toString.call(value) === '[object Object]',
);

/** valibot leaves members of these names out of a record, without a word. */
const lostNames = ['__proto__', 'constructor', 'prototype'];

/** An object whose keys are free. */
function recordOf<T>(item: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return v.pipe(
    expecting('an object', plainObject),
    v.check(
      (record) => !lostNames.some((name) => Object.hasOwn(record, name)),
      `a key named ${lostNames.join(' or ')} is not possible here.`,
    ),
    v.record(v.string(), item),
    v.readonly(),
  );
}

/** An object of known keys. */
function objectOf<Entries extends v.ObjectEntries>(entries: Entries) {
  const names = Object.keys(entries);
  const allowed = names.join(', ');
  return v.pipe(
    expecting(`an object with any of the keys ${allowed}`, plainObject),
    v.strictObject(
      entries,
      ({ input }) => `unknown key.${didYouMean(String(input), names)} Allowed here: ${allowed}.`,
    ),
    v.readonly(),
  );
}

/** A further condition: `problem` says what is wrong with a value and what to write instead, if anything. */
function refuse<T>(problem: (value: T) => string | undefined) {
  return v.rawCheck<T>(({ dataset, addIssue }) => {
    const message = dataset.typed ? problem(dataset.value) : undefined;
    if (message !== undefined) {
      addIssue({ message });
    }
  });
}

/** The longest delay of a JavaScript timer; a longer one fires at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

function durationOf(fits: (ms: number) => boolean, limits: string) {
  return v.pipe(
    expecting<Duration>('a duration, such as 90000 or "90s"', v.union([v.number(), v.string()])),
    refuse((duration) => {
      try {
        return fits(parseDuration(duration)) ? undefined : `${limits}; found ${JSON.stringify(duration)}.`;
      } catch (error) {
        if (error instanceof RangeError) {
          return error.message;
        }
        throw error;
      }
    }),
  );
}

const timeout = durationOf(
  (ms) => ms > 0 && ms <= LONGEST_TIMEOUT,
  'a timeout is more than 0 and at most 24 days',
);

/** A test file waits in a hook, which the runners end after five seconds or more. */
const wait = durationOf((ms) => ms <= 60_000, 'the end of a file waits for a minute at the most');

const setupAction = v.optional(v.picklist(setupActions));
const boolean = expecting('true or false', v.boolean());

const replacement = v.pipe(
  expecting('the name of the model to load instead, or null', v.union([text, v.null()])),
  refuse((name) =>
    name !== null && isGlob(name)
      ? `a replacement is the name of one model, not a glob; found ${JSON.stringify(name)}.`
      : undefined,
  ),
);

const threadName = v.pipe(
  text,
  refuse((entry) => {
    const name = withoutNodePrefix(entry);
    if (threadApiNames.includes(name)) {
      return undefined;
    }
    const [firstPart = ''] = name.split('.', 1);
    const siblings = threadApiNames.filter((known) => known.startsWith(`${firstPart}.`));
    const allowed =
      siblings.length > 0
        ? siblings.join(', ')
        : `a module, alone or with one of its names after a dot: ${threadModules.join(', ')}`;
    const hint = didYouMean(name, threadApiNames);
    return `${JSON.stringify(entry)} is no thread API that the guide knows.${hint} Allowed here: ${allowed}.`;
  }),
);

const probeUrl = v.pipe(
  text,
  refuse((url) =>
    isProbeUrl(url)
      ? undefined
      : `expected an address such as "http://localhost:8080/health" or "tcp://localhost:5432"; found "${url}".`,
  ),
);

const program = v.pipe(
  listOf(text),
  refuse((command) =>
    command.length === 0 ? 'expected a program and its arguments, such as ["docker", "info"].' : undefined,
  ),
);

const capabilityProbe = v.pipe(
  objectOf({
    url: v.optional(probeUrl),
    command: v.optional(program),
    environment: v.optional(text),
    model: v.optional(text),
  }),
  refuse((probe: CapabilityProbe) =>
    capabilityProbeKeys.some((key) => probe[key] !== undefined)
      ? undefined
      : `says nothing to look for. Give any of ${capabilityProbeKeys.join(', ')}.`,
  ),
);

const moduleSelections = [v.picklist(systemModuleSets), listOf(text)] as const;
const moduleSelection = v.optional(v.union(moduleSelections));

/** What a project's policy may hold: a {@link PolicyInput}. */
export const policySchema = objectOf({
  systemModules: v.optional(
    v.union([...moduleSelections, objectOf({ javascript: moduleSelection, python: moduleSelection })]),
  ),
  models: v.optional(
    objectOf({
      allow: v.optional(listOf(text)),
      deny: v.optional(v.union([listOf(text), recordOf(replacement)])),
    }),
  ),
  timeouts: v.optional(
    objectOf({ default: v.optional(timeout), max: v.optional(timeout), suite: v.optional(timeout) }),
  ),
  threads: v.optional(objectOf({ allow: v.optional(listOf(threadName)) })),
  environment: v.optional(recordOf(v.union([string, v.number(), v.boolean(), v.null()]))),
  markers: v.optional(recordOf(text)),
  capabilities: v.optional(recordOf(capabilityProbe)),
  setup: v.optional(
    objectOf({
      singleThread: v.optional(boolean),
      guard: setupAction,
      leaks: setupAction,
      wait: v.optional(wait),
      models: setupAction,
      restoreEnvironment: v.optional(boolean),
      watchdog: v.optional(boolean),
    }),
  ),
});
