import type { Py } from '@cogniverse/eslint-python';

import type { PyPrimitive } from './static-value.ts';

/** Beyond this, text is data. */
const MAX_LENGTH = 10_000;

/** What Python computes for an operator and a constant; `undefined` where it raises or the outcome is not exact. */
export function unary(operator: Py.UnaryOp['op'], value: PyPrimitive): PyPrimitive | undefined {
  if (operator === 'Not') return !isTruthy(value);
  const number = numberOf(value);
  if (number === undefined) return undefined;
  if (operator === 'UAdd') return number;
  if (operator === 'USub') return -number;
  return Number.isSafeInteger(number) ? -number - 1 : undefined;
}

function isTruthy(value: PyPrimitive): boolean {
  return value !== null && value !== '' && value !== false && value !== 0 && value !== 0n;
}

/** What Python computes for an operator between constants; `undefined` where it raises or the outcome is not exact. */
export function binary(operator: Py.Operator, left: PyPrimitive, right: PyPrimitive): PyPrimitive | undefined {
  if (typeof left === 'string' || typeof right === 'string') return ofText(operator, left, right);
  const a = numberOf(left);
  const b = numberOf(right);
  const result = a === undefined || b === undefined ? undefined : ofNumbers(operator, a, b);
  const isExact = result !== undefined && Number.isFinite(result) && Math.abs(result) <= Number.MAX_SAFE_INTEGER;
  return isExact ? result : undefined;
}

function ofText(operator: Py.Operator, left: PyPrimitive, right: PyPrimitive): string | undefined {
  if (operator === 'Add') return typeof left === 'string' && typeof right === 'string' ? left + right : undefined;
  if (operator !== 'Mult') return undefined;
  const [text, count] = typeof left === 'string' ? [left, right] : [right, left];
  const isShort = typeof text === 'string' && typeof count === 'number' && text.length * count <= MAX_LENGTH;
  return isShort ? text.repeat(Math.max(count, 0)) : undefined;
}

function ofNumbers(operator: Py.Operator, left: number, right: number): number | undefined {
  switch (operator) {
    case 'Add':
      return left + right;
    case 'Sub':
      return left - right;
    case 'Mult':
      return left * right;
    case 'Div':
      return right === 0 ? undefined : left / right;
    case 'FloorDiv':
      return right === 0 ? undefined : Math.floor(left / right);
    case 'Mod':
      return right === 0 ? undefined : left - right * Math.floor(left / right);
    case 'Pow':
      return left ** right;
    default:
      return undefined;
  }
}

function numberOf(value: PyPrimitive): number | undefined {
  return typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : undefined;
}

/** `template.format(*values, **named)` for `{}`, `{0}`, `{name}` and `{{`; `undefined` for anything else in braces. */
export function format(
  template: string,
  values: readonly PyPrimitive[],
  named: ReadonlyMap<string | null, PyPrimitive | undefined> = new Map(),
): string | undefined {
  let next = 0;
  return replaced(template, /\{\{|\}\}|\{(\d*|[A-Za-z_]\w*)\}|[{}]/g, (match, place) => {
    if (match === '{{' || match === '}}') return match.charAt(0);
    if (place === undefined) return undefined;
    const isNumber = /^\d*$/.test(place);
    const value = isNumber ? values[place === '' ? next++ : Number(place)] : named.get(place);
    return value === undefined ? undefined : textOf(value);
  });
}

/** `template % values` for `%s`, `%d` and `%%`; `undefined` for any other conversion. */
export function percentFormat(template: string, values: readonly PyPrimitive[]): string | undefined {
  let next = 0;
  const text = replaced(template, /%([sd%]?)/g, (_, conversion) => {
    if (conversion === '%') return '%';
    const value = conversion === '' ? undefined : values[next++];
    if (value === undefined || (conversion === 'd' && !Number.isInteger(value))) return undefined;
    return textOf(value);
  });
  return next === values.length ? text : undefined;
}

function replaced(
  template: string,
  pattern: RegExp,
  replace: (match: string, group: string | undefined) => string | undefined,
): string | undefined {
  const unknown: string[] = [];
  const text = template.replace(pattern, (match: string, group: string | undefined) => {
    const replacement = replace(match, group);
    if (replacement === undefined) unknown.push(match);
    return replacement ?? '';
  });
  return unknown.length === 0 ? text : undefined;
}

/** What `str()` gives; `undefined` for a number that may have been written as `1.0`. */
function textOf(value: PyPrimitive): string | undefined {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? undefined : String(value);
}
