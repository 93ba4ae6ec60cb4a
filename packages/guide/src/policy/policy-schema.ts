import { parseDuration } from '../duration.ts';
import type { Duration } from '../duration.ts';
import { isGlob } from '../name-pattern.ts';
import { systemModuleSets } from '../system-modules/module-set.ts';
import { threadApiNames, threadModules, withoutNodePrefix } from '../threads/threads.ts';
import { nearest } from './nearest.ts';
import { checked, either, listOf, objectOf, oneOf, recordOf, value } from './schema.ts';
import type { Described } from './schema.ts';

const text = value(
  'text that is not empty',
  (found): found is string => typeof found === 'string' && found !== '',
);
const scalar = value('text, a number or a boolean', (found): found is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof found),
);

/** The longest delay of a JavaScript timer; a longer one fires at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

const timeout = checked(
  value('a duration', (found): found is Duration => ['string', 'number'].includes(typeof found)),
  (duration) => {
    try {
      const ms = parseDuration(duration);
      return ms > 0 && ms <= LONGEST_TIMEOUT
        ? undefined
        : `a timeout is more than 0 and at most 24 days; found ${JSON.stringify(duration)}.`;
    } catch (error) {
      if (error instanceof RangeError) {
        return error.message;
      }
      throw error;
    }
  },
);

const replacement = value(
  'the name of the model to load instead, or null',
  (found): found is string | null => found === null || (typeof found === 'string' && found !== ''),
);

const denied = recordOf(
  checked(replacement, (name) =>
    name !== null && isGlob(name)
      ? `a replacement is the name of one model, not a glob; found ${JSON.stringify(name)}.`
      : undefined,
  ),
);

const threadName = checked(text, (entry) => {
  const name = withoutNodePrefix(entry);
  if (threadApiNames.includes(name)) {
    return undefined;
  }
  const meant = nearest(name, threadApiNames);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  const [firstPart = ''] = name.split('.', 1);
  const siblings = threadApiNames.filter((known) => known.startsWith(`${firstPart}.`));
  const allowed =
    siblings.length > 0
      ? siblings.join(', ')
      : `a module, alone or with one of its names after a dot: ${threadModules.join(', ')}`;
  return `${JSON.stringify(entry)} is no thread API that the guide knows.${hint} Allowed here: ${allowed}.`;
});

const moduleSelection = either(oneOf(systemModuleSets), listOf(text));

/** What a project's policy may hold. Every key may be left out; the guide's value stands then. */
export const policySchema = objectOf({
  /** The modules to import first: a set, a list of modules, or one of these for each language. */
  systemModules: either(moduleSelection, objectOf({ javascript: moduleSelection, python: moduleSelection })),
  /** The models that tests may load, added to the guide's. */
  models: objectOf({
    /** Names and globs of models that tests may load. */
    allow: listOf(text),
    /**
     * Names and globs of models that tests must not load: a list, or each with the model to load instead.
     */
    deny: either(listOf(text), denied),
  }),
  /** Time limits: milliseconds, or text such as `"90s"` and `"30m"`. */
  timeouts: objectOf({
    /** What codemods write into an async test that has no timeout. */
    default: timeout,
    /** The longest timeout that still counts as one. */
    max: timeout,
    /** What the whole suite may take. */
    suite: timeout,
  }),
  /** Thread and worker APIs. */
  threads: objectOf({
    /**
     * What tests may use by hand: `worker_threads.Worker`, `threading.Thread`, or a whole module,
     * `piscina`.
     */
    allow: listOf(threadName),
  }),
  /** Environment variables to set before a model library is loaded. */
  environment: recordOf(scalar),
  /** Markers with their descriptions. */
  markers: recordOf(text),
});

/** A project's policy as its author writes it. */
export type PolicyInput = Described<typeof policySchema>;
