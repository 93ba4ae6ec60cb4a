import { runInNewContext } from 'node:vm';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { imported, used } from '../../test/sources.ts';
import { evaluate } from './static-value.ts';

const literal = fc.oneof(
  fc.integer({ min: 0, max: 100_000 }).map(String),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map(String),
  fc.bigInt({ min: 0n, max: 1000n }).map((value) => `${value}n`),
  fc.string({ maxLength: 4 }).map((value) => JSON.stringify(value)),
  fc.constantFrom('true', 'false', 'null', 'undefined', 'Infinity', 'NaN', '{}', '[]', 'unknownCall()', 'holder.a', 'holder.b'),
);

const { expression } = fc.letrec<{ expression: string; member: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    fc.tuple(fc.constantFrom('-', '+', '!', 'void '), tie('expression')).map(([operator, a]) => `${operator}(${a})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '%', '**', '===', '!==', '&&', '||', '??', '<'), tie('expression'))
      .map(([a, operator, b]) => `((${a}) ${operator} (${b}))`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `\`\${${a}}-\${${b}}\``),
    fc.tuple(fc.constantFrom('Number', 'String', 'Object.freeze'), tie('expression')).map(([name, a]) => `${name}(${a})`),
    tie('member'),
  ),
  member: fc.oneof(
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `({ a: ${a}, ...{ b: ${b} } }).b`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[${a}, ...[${b}]][1]`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `({ x: ${a}, ['x']: ${b} })?.x`),
  ),
}));

/** `unknownCall` gives what nobody can know; `holder.a` is changed after it was made. */
const PRELUDE = 'const holder = { a: 1, b: 2 }; holder.a = unknownCall();';

it('gives what the code gives when it runs, or says that it is unknown', () => {
  let known = 0;
  fc.assert(
    fc.property(expression, fc.anything(), (code, anything) => {
      let actual: unknown;
      try {
        actual = runInNewContext(`${PRELUDE} (${code})`, { unknownCall: () => anything });
      } catch {
        return;
      }
      const source = imported(`${PRELUDE} use(${code});`);
      const values = evaluate(used(source), source);
      if (values.some(({ kind }) => kind === 'unknown')) return;
      known++;
      const possible = values.map((value) => (value.kind === 'constant' ? value.value : value.kind));
      const kind = Array.isArray(actual) ? 'array' : typeof actual === 'object' && actual !== null ? 'object' : actual;
      expect(possible, code).toContainEqual(kind);
    }),
    { numRuns: 500 },
  );
  expect(known).toBeGreaterThan(50);
});
