import { noLateSystemImports } from '../src/no-late-system-imports/index.ts';
import type { MessageId } from '../src/no-late-system-imports/messages.ts';
import type { Options } from '../src/no-late-system-imports/options.ts';
import { DOUBTS, type Doubt } from '../src/no-late-system-imports/python/fixer/doubts.ts';
import { mayHoldLateImport } from '../src/no-late-system-imports/python/prefilter.ts';
import { describe, expect, it } from 'vitest';

import { testPythonFixes, testPythonRule } from './python-rule-tester.ts';
import type { InvalidCase, ValidCase } from './rule-tester.ts';

/** Python that `no-late-system-imports` reports. */
export type PythonLateImport = InvalidCase<MessageId, [Options]>;

/** Python whose imports all move to module level. */
export function pythonHoists(
  name: string,
  code: string,
  output: string,
  more: Partial<PythonLateImport> = {},
): PythonLateImport {
  return { name, code, output, errors: 1, ...more };
}

/** Python whose only late import moves if somebody wants it to; `output` is `null` where no move is offered. */
export function pythonSuggests(
  name: string,
  module: string,
  doubts: readonly Doubt[],
  code: string,
  output: string | null,
  more: Partial<PythonLateImport> = {},
): PythonLateImport {
  const data = { module, doubts: doubts.map((doubt) => DOUBTS[doubt]).join('; ') };
  const suggestions = output === null ? [] : [{ messageId: 'hoist' as const, data, output }];
  return { name, code, output: null, errors: [{ messageId: 'insideFunction', suggestions }], ...more };
}

/** Tests reports, fixes and the prefilter. */
export function testPythonLateImports(
  invalid: readonly PythonLateImport[],
  valid: readonly (string | ValidCase<[Options]>)[] = [],
): void {
  const cases = { valid, invalid };
  testPythonRule('no-late-system-imports', noLateSystemImports, cases);
  if (invalid.some(({ output }) => output)) testPythonFixes(noLateSystemImports, cases);
  if (invalid.length === 0) return;
  describe('the prefilter', () => {
    it.each(invalid.map(({ name, code }) => [name ?? code, code] as const))('lets %s pass', (_, code) => {
      expect(mayHoldLateImport(code)).toBe(true);
    });
  });
}
