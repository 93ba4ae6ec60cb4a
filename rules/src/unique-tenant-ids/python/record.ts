import type { Py } from '@cogniverse/eslint-python';

import type { PythonSource } from '../../resolve/python/source.ts';
import { wordsOf } from '../id-names.ts';
import { WRITES } from '../meaning.ts';
import { calledName } from './calls.ts';
import { standsFor, type ReachedCall } from './reached-calls.ts';

/** What a call does with records that are kept. */
export interface RecordUse {
  readonly kind: 'read' | 'write';
  /** What the records are, by the name of the function: `adapter` of `register_adapter`. */
  readonly nouns: readonly string[];
  /** Names that tell records apart, with the text that is given for each; positions as `#0`. */
  readonly marks: ReadonlyMap<string, string>;
}

const READS = new Set([
  'all',
  'count',
  'exists',
  'fetch',
  'find',
  'get',
  'has',
  'history',
  'is',
  'list',
  'load',
  'lookup',
  'query',
  'read',
  'recall',
  'retrieve',
  'search',
  'select',
  'show',
  'stats',
]);
/** Words that say nothing of what is kept. */
const PLAIN = new Set([
  'a',
  'active',
  'by',
  'for',
  'from',
  'in',
  'latest',
  'many',
  'new',
  'of',
  'one',
  'the',
  'to',
  'with',
]);
/** What tells one record from another under the same tenant. */
const TELLING = new Set([
  ...[
    'id',
    'ids',
    'name',
    'key',
    'keys',
    'namespace',
    'collection',
    'project',
    'service',
    'scope',
    'type',
    'kind',
  ],
  ...[
    'path',
    'url',
    'slug',
    'version',
    'topic',
    'session',
    'thread',
    'dataset',
    'category',
    'table',
    'index',
  ],
  'schema',
]);
/** What looks for many records by a text, which is the name of none. */
const ASKING = new Set(['query', 'recall', 'search']);
const WEB = new Set(['get', 'post', 'put', 'patch', 'delete']);

/**
 * What a call does with what is kept, by the words of its name; nothing where they say nothing of keeping.
 */
export function recordOf({ call, given }: ReachedCall, source: PythonSource): RecordUse | undefined {
  const name = calledName(call);
  // A class makes something; what is only computed has a result and no object.
  if (/^_*[A-Z]/.test(name)) return undefined;
  const words = wordsOf(name);
  const [verb = ''] = words;
  const kind = WRITES.has(verb) ? 'write' : READS.has(verb) ? 'read' : undefined;
  if (!kind) return undefined;
  const nouns = words
    .slice(1)
    .filter((word) => !PLAIN.has(word) && !READS.has(word))
    .map((word) => word.replace(/(?:ie)?s$/, (end) => (end === 's' ? '' : 'y')));
  const textOf = (node: Py.expr): string | undefined => {
    const meant = standsFor(node, given, source);
    return meant.nodeType === 'Constant' && meant.valueType === 'str' ? meant.value : undefined;
  };
  return { kind, nouns, marks: marksOf(call, WEB.has(name) || ASKING.has(verb), textOf) };
}

function marksOf(
  call: Py.Call,
  isPlacedAnyhow: boolean,
  textOf: (node: Py.expr) => string | undefined,
): ReadonlyMap<string, string> {
  const named = call.keywords.flatMap(({ arg, value }): [string, string][] => {
    const text = textOf(value);
    return arg !== null && text !== undefined && TELLING.has(wordsOf(arg).at(-1) ?? '') ? [[arg, text]] : [];
  });
  const placed = call.args.flatMap((argument, place): [string, string][] => {
    const text = textOf(argument);
    // Texts with spaces are what is kept, and not what it is kept as.
    return text !== undefined && !isPlacedAnyhow && /^[\w:./-]+$/.test(text) ? [[`#${place}`, text]] : [];
  });
  return new Map([...named, ...placed]);
}

/**
 * Whether two calls may be about the same records: neither their names nor what they are given tells them
 * apart.
 */
export function mayMeet(a: RecordUse, b: RecordUse): boolean {
  if (!holds(a.nouns, b.nouns) && !holds(b.nouns, a.nouns)) return false;
  return [...a.marks].every(([name, text]) => (b.marks.get(name) ?? text) === text);
}

function holds(nouns: readonly string[], others: readonly string[]): boolean {
  return others.every((noun) => nouns.includes(noun));
}
