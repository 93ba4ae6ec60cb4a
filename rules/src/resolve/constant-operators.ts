import type { TSESTree } from '@typescript-eslint/utils';

/** A value that is written out in full: anything but an object. */
export type Primitive = string | number | bigint | boolean | null | undefined;

/** The outcome of an operation; an object, since the outcome may be `undefined` itself. */
export interface Outcome {
  readonly value: Primitive;
}

/** What a unary operator makes of a constant; `undefined` where it is not worked out here. */
export function applyUnary(operator: TSESTree.UnaryExpression['operator'], operand: Primitive): Outcome | undefined {
  switch (operator) {
    case '!':
      return { value: !operand };
    case '-':
      return { value: typeof operand === 'bigint' ? -operand : -Number(operand) };
    case '+':
      return typeof operand === 'bigint' ? undefined : { value: Number(operand) };
    default:
      return undefined;
  }
}

/** What a binary operator makes of two constants; `undefined` where it is not worked out here. */
export function applyBinary(
  operator: TSESTree.BinaryExpression['operator'],
  left: Primitive,
  right: Primitive,
): Outcome | undefined {
  if (operator === '===') return { value: left === right };
  if (operator === '!==') return { value: left !== right };
  if (typeof left === 'bigint' || typeof right === 'bigint') return undefined;
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return { value: `${left}${right}` };
  const operation = ARITHMETIC.get(operator);
  return operation && { value: operation(Number(left), Number(right)) };
}

const ARITHMETIC = new Map<string, (left: number, right: number) => number>([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['%', (left, right) => left % right],
  ['**', (left, right) => left ** right],
]);

/** Whether `a && b`, `a || b`, `a ?? b` yields `a`, by whether `a` is truthy and whether it is nullish. */
export function takesLeft(
  operator: TSESTree.LogicalExpression['operator'],
  left: { readonly truthy: boolean; readonly nullish: boolean },
): boolean {
  switch (operator) {
    case '??':
      return !left.nullish;
    case '||':
      return left.truthy;
    case '&&':
      return !left.truthy;
  }
}

/** Global names that are constants. */
export const GLOBAL_CONSTANTS: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ['undefined', undefined],
  ['Infinity', Infinity],
  ['NaN', NaN],
  ['Number.MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
  ['Number.MAX_VALUE', Number.MAX_VALUE],
  ['Number.POSITIVE_INFINITY', Infinity],
]);
