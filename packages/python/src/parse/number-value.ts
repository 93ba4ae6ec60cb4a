/** The type and the value of a number as a constant has them. */
export type NumberValue =
  | { readonly valueType: 'int'; readonly value: number | bigint }
  | { readonly valueType: 'float' | 'complex'; readonly value: number };

/**
 * The value of a number as it is written in Python.
 *
 * @param literal `0xff`, `1_000`, `1e-3`, `2j`
 */
export function numberValue(literal: string): NumberValue {
  if (/^\d{1,15}$/u.test(literal)) return { valueType: 'int', value: Number(literal) };
  const digits = literal.replaceAll('_', '').toLowerCase();
  if (/^0[xob]/u.test(digits)) return { valueType: 'int', value: whole(digits) };
  if (digits.endsWith('j')) return { valueType: 'complex', value: Number(digits.slice(0, -1)) };
  if (/[.e]/u.test(digits)) return { valueType: 'float', value: Number(digits) };
  return { valueType: 'int', value: whole(digits) };
}

function whole(digits: string): number | bigint {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}
