import { PolicyError } from './policy-error.ts';

/**
 * Parses JSON. Its own search for the fault gives every Node.js version the same message, and a place:
 * not every message of `JSON.parse` has one.
 *
 * @param text - The file's text, without a byte order mark.
 * @param file - Absolute path, for the message.
 * @throws {PolicyError} With line and column of the first place that is not JSON.
 */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { offset, expected } = findJsonFault(text) ?? { offset: 0, expected: 'JSON' };
    const before = text.slice(0, offset).split('\n');
    throw new PolicyError(file, `is not JSON: expected ${expected}; found ${foundAt(text, offset)}.`, {
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      cause,
    });
  }
}

/** Where a text stops being JSON, and what could have stood there. */
export interface JsonFault {
  /**
   * Index of the first character of the token that does not fit; the text's length if it ends too early.
   */
  readonly offset: number;
  readonly expected: string;
}

const expectations = {
  value: 'a value',
  firstItem: 'a value or "]"',
  key: 'a key in double quotes',
  firstKey: 'a key in double quotes or "}"',
  colon: '":"',
  endOfObject: '"," or "}"',
  endOfArray: '"," or "]"',
  endOfText: 'nothing more',
} as const;

type Expectation = keyof typeof expectations;

const blanks = /[ \t\r\n]*/y;
/** A bracket, comma or colon; a string on one line; or a run of whatever else. */
const token = /[{}[\],:]|"(?:[^"\\\r\n]|\\.)*"|[^\s{}[\],:"]+/y;

/** Finds the first place at which a text is not JSON; `undefined` if it is. */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = [];
  let expectation: Expectation = 'value';
  let offset = blankEnd(text, 0);
  while (offset < text.length) {
    const found = match(token, text, offset);
    const next = advance(expectation, found, open);
    if (next === undefined) {
      return { offset, expected: expectations[expectation] };
    }
    expectation = next;
    offset = blankEnd(text, offset + found.length);
  }
  return expectation === 'endOfText' ? undefined : { offset, expected: expectations[expectation] };
}

/**
 * What may follow a token, or `undefined` if the token is not what was expected. `open` holds the open
 * brackets.
 */
function advance(expectation: Expectation, found: string, open: ('{' | '[')[]): Expectation | undefined {
  switch (expectation) {
    case 'value':
    case 'firstItem':
      if (found === '{' || found === '[') {
        open.push(found);
        return found === '{' ? 'firstKey' : 'firstItem';
      }
      if (found === ']') {
        return expectation === 'firstItem' ? close(open) : undefined;
      }
      return isScalar(found) ? afterValue(open) : undefined;
    case 'key':
      return found.startsWith('"') && isScalar(found) ? 'colon' : undefined;
    case 'firstKey':
      return found === '}' ? close(open) : advance('key', found, open);
    case 'colon':
      return found === ':' ? 'value' : undefined;
    case 'endOfObject':
      return found === ',' ? 'key' : found === '}' ? close(open) : undefined;
    case 'endOfArray':
      return found === ',' ? 'value' : found === ']' ? close(open) : undefined;
    case 'endOfText':
      return undefined;
  }
}

/** A string, number, `true`, `false` or `null`. */
function isScalar(found: string): boolean {
  try {
    JSON.parse(found);
    return true;
  } catch {
    return false;
  }
}

function close(open: ('{' | '[')[]): Expectation {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly ('{' | '[')[]): Expectation {
  const innermost = open.at(-1);
  return innermost === undefined ? 'endOfText' : innermost === '{' ? 'endOfObject' : 'endOfArray';
}

function blankEnd(text: string, offset: number): number {
  return offset + match(blanks, text, offset).length;
}

function match(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

const longestShown = 20;

function foundAt(text: string, offset: number): string {
  const [line = ''] = text.slice(offset).split(/[\r\n]/, 1);
  if (line === '') {
    return 'the end';
  }
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}
