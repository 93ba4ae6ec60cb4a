import { parseDuration } from '../duration.ts';
import type { Duration } from '../duration.ts';
import { isGlob } from '../name-pattern.ts';
import { systemModuleSets } from '../system-modules/module-set.ts';
import { nodeForm, threadApiNames } from '../threads/threads.ts';
import { nearest } from './nearest.ts';
import { checked, either, listOf, objectOf, oneOf, recordOf, value } from './schema.ts';
import type { Described } from './schema.ts';

const text = value('text that is not empty', (found): found is string => typeof found === 'string' && found !== '');
const nothing = value('null', (found): found is null => found === null);
const scalar = value(
  'text, a number or a boolean',
  (found): found is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof found),
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

const modelName = checked(text, (name) =>
  isGlob(name) ? `a replacement is the name of one model, not a glob; found ${JSON.stringify(name)}.` : undefined,
);

const threadName = checked(text, (name) => {
  if (threadApiNames.includes(nodeForm(name))) {
    return undefined;
  }
  const meant = nearest(nodeForm(name), threadApiNames);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return `${JSON.stringify(name)} is no thread API that the guide knows.${hint} Allowed here: ${threadApiNames.join(', ')}.`;
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
    /** Names and globs of models that tests must not load, each with the model to load instead or `null`. */
    deny: recordOf(either(modelName, nothing)),
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
    /** What tests may use by hand: `worker_threads.Worker`, `threading.Thread`, or a whole module, `piscina`. */
    allow: listOf(threadName),
  }),
  /** Environment variables to set before a model library is loaded; `null` leaves one of the guide's out. */
  environment: recordOf(either(scalar, nothing)),
  /** Markers with their descriptions; `null` leaves one of the guide's out. */
  markers: recordOf(either(text, nothing)),
});

/** A project's policy as its author writes it. */
export type PolicyInput = Described<typeof policySchema>;
