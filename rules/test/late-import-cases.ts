import { DOUBTS, type Doubt } from '../src/no-late-system-imports/fixer/doubts.ts';
import { noLateSystemImports } from '../src/no-late-system-imports/index.ts';
import type { MessageId } from '../src/no-late-system-imports/messages.ts';
import type { Options } from '../src/no-late-system-imports/options.ts';
import { mayHoldSystemImport } from '../src/no-late-system-imports/prefilter.ts';
import { testFixes, testPrefilter, testRule, type InvalidCase, type ValidCase } from './rule-tester.ts';

/** Code that `no-late-system-imports` reports. */
export type LateImport = InvalidCase<MessageId, [Options]>;

/** What makes a case a CommonJS file. */
export const commonjs = { filename: 'case.test.cjs', sourceType: 'commonjs' } as const;

/** A file of lines, each with its line end. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** A file whose loads all move to module level. */
export function hoists(
  name: string,
  before: readonly string[],
  after: readonly string[],
  more: Partial<LateImport> = {},
): LateImport {
  return { name, code: lines(...before), output: lines(...after), errors: 1, ...more };
}

interface Suggested extends Partial<LateImport> {
  readonly module: string;
  readonly doubts: readonly Doubt[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A file whose only load moves if somebody wants it to. */
export function suggests(name: string, { module, doubts, before, after, ...more }: Suggested): LateImport {
  const data = { module, doubts: doubts.map((doubt) => DOUBTS[doubt]).join('; ') };
  const suggestions = [{ messageId: 'hoist' as const, data, output: lines(...after) }];
  return {
    name,
    code: lines(...before),
    output: null,
    errors: [{ messageId: 'insideFunction', suggestions }],
    ...more,
  };
}

/** Tests reports, fixes and the prefilter. */
export function testLateImports(
  invalid: readonly LateImport[],
  valid: readonly (string | ValidCase<[Options]>)[] = [],
): void {
  const cases = { valid, invalid };
  testRule('no-late-system-imports', noLateSystemImports, cases);
  if (invalid.some(({ output }) => output)) testFixes(noLateSystemImports, cases);
  if (invalid.length > 0) testPrefilter(mayHoldSystemImport, cases);
}
