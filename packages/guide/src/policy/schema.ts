import { inspect } from 'node:util';

import { nearest } from './nearest.ts';

/** A description of a value, which checks one and from which the value's type derives. */
export interface Schema<T> {
  /** What the value has to be, as it stands after "expected" in a message. */
  readonly expected: string;
  /** Whether a value is of the kind described (text, list, object ...), though its parts may not fit. */
  takes(value: unknown): boolean;
  /**
   * Checks a value, to its last part.
   *
   * @param value - The value as read.
   * @param key - Its path in the file, for messages; empty for the whole.
   * @returns The value, typed.
   * @throws {SchemaError} If it does not fit.
   */
  parse(value: unknown, key: string): T;
}

/** The type of the values that a schema describes. */
export type Described<S> = S extends Schema<infer T> ? T : never;

/** A value that does not fit its schema. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  /** The path of the value at fault. */
  readonly key: string;

  constructor(key: string, problem: string) {
    super(problem);
    this.key = key;
  }
}

/** A value that a type guard knows. */
export function value<T>(expected: string, guard: (value: unknown) => value is T): Schema<T> {
  return {
    expected,
    takes: guard,
    parse(value, key) {
      if (!guard(value)) {
        throw mismatch(key, expected, value);
      }
      return value;
    },
  };
}

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[]): Schema<T> {
  const expected = `one of ${words.map((word) => JSON.stringify(word)).join(', ')}`;
  return {
    expected,
    takes: (value) => typeof value === 'string',
    parse(value, key) {
      const found = words.find((word) => word === value);
      if (found === undefined) {
        throw mismatch(key, expected, value, typeof value === 'string' ? nearest(value, words) : undefined);
      }
      return found;
    },
  };
}

/** A list. */
export function listOf<T>(item: Schema<T>): Schema<readonly T[]> {
  const expected = `a list, each item ${item.expected}`;
  return {
    expected,
    takes: Array.isArray,
    parse(value, key) {
      if (!Array.isArray(value)) {
        throw mismatch(key, expected, value);
      }
      return value.map((element: unknown, index) => item.parse(element, `${key}[${index}]`));
    },
  };
}

/** An object whose keys are free. */
export function recordOf<T>(item: Schema<T>): Schema<Readonly<Record<string, T>>> {
  const expected = `an object, each value ${item.expected}`;
  return {
    expected,
    takes: isObject,
    parse(value, key) {
      if (!isObject(value)) {
        throw mismatch(key, expected, value);
      }
      return Object.fromEntries(
        Object.entries(value).map(([name, element]): [string, T] => [
          name,
          item.parse(element, memberKey(key, name)),
        ]),
      );
    },
  };
}

/** The type of an object whose members have the given schemas. */
export type ObjectOf<Fields> = { readonly [Key in keyof Fields]?: Described<Fields[Key]> };

/** An object of known keys, any of which may be left out. */
export function objectOf<Fields extends Readonly<Record<string, Schema<unknown>>>>(
  fields: Fields,
): Schema<ObjectOf<Fields>> {
  const schemas = new Map<string, Schema<unknown>>(Object.entries(fields));
  const names = [...schemas.keys()];
  const expected = `an object with any of the keys ${names.join(', ')}`;
  const parseMember = (key: string, name: string, element: unknown): unknown => {
    const schema = schemas.get(name);
    if (schema === undefined) {
      throw new SchemaError(
        memberKey(key, name),
        `unknown key.${didYouMean(nearest(name, names))} ${allowed(names)}`,
      );
    }
    return schema.parse(element, memberKey(key, name));
  };
  return {
    expected,
    takes: isObject,
    parse(value, key) {
      if (!isObject(value)) {
        throw mismatch(key, expected, value);
      }
      const entries = Object.entries(value)
        .filter(([, element]) => element !== undefined)
        .map(([name, element]) => [name, parseMember(key, name, element)]);
      // Each entry comes from the schema of its own key.
      return Object.fromEntries(entries) as ObjectOf<Fields>;
    },
  };
}

/** A value of one of two kinds. */
export function either<A, B>(first: Schema<A>, second: Schema<B>): Schema<A | B> {
  const expected = `${first.expected}, or ${second.expected}`;
  return {
    expected,
    takes: (value) => first.takes(value) || second.takes(value),
    parse(value, key) {
      if (first.takes(value)) {
        return first.parse(value, key);
      }
      if (second.takes(value)) {
        return second.parse(value, key);
      }
      throw mismatch(key, expected, value);
    },
  };
}

/**
 * A schema with a further condition.
 *
 * @param schema - What the value has to be in the first place.
 * @param problem - Says what is wrong with a value and what to write, or gives `undefined` if nothing is.
 */
export function checked<T>(schema: Schema<T>, problem: (value: T) => string | undefined): Schema<T> {
  return {
    ...schema,
    parse(value, key) {
      const parsed = schema.parse(value, key);
      const found = problem(parsed);
      if (found !== undefined) {
        throw new SchemaError(key, found);
      }
      return parsed;
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  // Not a list, nor a date of TOML, nor a map.
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** The path of a member; a name that would read as more than one part is quoted. */
export function memberKey(key: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) {
    return `${key}[${JSON.stringify(name)}]`;
  }
  return key === '' ? name : `${key}.${name}`;
}

function mismatch(key: string, expected: string, value: unknown, meant?: string): SchemaError {
  return new SchemaError(key, `expected ${expected}; found ${shown(value)}.${didYouMean(meant)}`);
}

function didYouMean(meant: string | undefined): string {
  return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}

function allowed(names: readonly string[]): string {
  return `Allowed here: ${names.join(', ')}.`;
}

const longestShown = 60;
const inspectOptions = { depth: 1, breakLength: Infinity };

function shown(value: unknown): string {
  const written = typeof value === 'string' ? JSON.stringify(value) : inspect(value, inspectOptions);
  return written.length > longestShown ? `${written.slice(0, longestShown)}…` : written;
}
