import type { TSESLint } from '@typescript-eslint/utils';
import { Linter, RuleTester, type Rule } from 'eslint';
import { describe, expect, it } from 'vitest';

import { PARSER_NAMES, PARSERS, type ParserName } from './parsers.ts';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** Code that a rule has to be silent on. */
export interface ValidCase<Options extends readonly unknown[]> {
  readonly code: string;
  readonly name?: string;
  /** `case.test.ts` unless given; espree takes it too. */
  readonly filename?: string;
  readonly options?: Options;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly sourceType?: 'module' | 'commonjs' | 'script';
  /** The parsers to run under, all unless given. */
  readonly parsers?: readonly ParserName[];
}

/** Code that a rule has to report. */
export interface InvalidCase<MessageIds extends string, Options extends readonly unknown[]> extends ValidCase<Options> {
  readonly errors: number | readonly (MessageIds | ExpectedError<MessageIds>)[];
  /** The code after one pass of fixes; left out or `null` where the rule fixes nothing. */
  readonly output?: string | null;
  /** The code once nothing is left to fix, where that takes further passes. */
  readonly fixed?: string;
}

/** What is known of a report. */
export interface ExpectedError<MessageIds extends string> {
  readonly messageId: MessageIds;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly suggestions?: readonly { messageId: MessageIds; data?: Record<string, string | number>; output: string }[];
}

/** The cases of a rule. */
export interface RuleCases<MessageIds extends string, Options extends readonly unknown[]> {
  readonly valid: readonly (string | ValidCase<Options>)[];
  readonly invalid: readonly InvalidCase<MessageIds, Options>[];
}

/** The cases for which code is typed; espree leaves it out. */
export const typed = { parsers: ['typescript', 'oxc'] } as const satisfies { parsers: readonly ParserName[] };

type Module<MessageIds extends string, Options extends readonly unknown[]> = TSESLint.RuleModule<MessageIds, Options>;

/** Runs a rule's cases through ESLint's own `RuleTester` under each parser. */
export function testRule<MessageIds extends string, Options extends readonly unknown[]>(
  name: string,
  rule: Module<MessageIds, Options>,
  cases: RuleCases<MessageIds, Options>,
): void {
  for (const parser of PARSER_NAMES) {
    const tester = new RuleTester({ languageOptions: PARSERS[parser] });
    const valid = cases.valid.map(asCase).filter(runsUnder(parser));
    const invalid = cases.invalid.filter(runsUnder(parser));
    tester.run(`${name} (${parser})`, eslintRule(rule), ruleTests({ valid, invalid }));
  }
}

/** Cases as ESLint's `RuleTester` takes them. */
export function ruleTests<MessageIds extends string, Options extends readonly unknown[]>(
  { valid, invalid }: RuleCases<MessageIds, Options>,
  filename = FILENAME,
): { valid: RuleTester.ValidTestCase[]; invalid: RuleTester.InvalidTestCase[] } {
  return {
    valid: valid.map((entry) => testerCase(asCase(entry), filename)),
    invalid: invalid.map((entry) => ({
      ...testerCase(entry, filename),
      errors: typeof entry.errors === 'number' ? entry.errors : entry.errors.map(expectedError),
      output: entry.output ?? null,
    })),
  };
}

/**
 * What holds for every fix of a rule, tested on its invalid cases under each parser: fixing until nothing is left
 * ends, the outcome parses, a second run changes nothing, and line ends, a byte order mark and a shebang are kept.
 */
export function testFixes<MessageIds extends string, Options extends readonly unknown[]>(
  rule: Module<MessageIds, Options>,
  cases: RuleCases<MessageIds, Options>,
): void {
  describe.each(PARSER_NAMES)('fixes under %s', (parser) => {
    const fixable = cases.invalid.filter(runsUnder(parser)).filter(({ output }) => typeof output === 'string');
    it.each(fixable.map((entry) => [entry.name ?? entry.code, entry] as const))('%s', (_, entry) => {
      const fix = (code: string): string => fixAll(rule, parser, entry, code);
      const fixed = fix(entry.code);
      expect(fixed).toBe(entry.fixed ?? entry.output);
      expect(fix(fixed), 'a second run').toBe(fixed);
      expect(fix(crlf(entry.code)), 'CRLF').toBe(crlf(fixed));
      expect(fix(`\uFEFF${entry.code}`), 'byte order mark').toBe(`\uFEFF${fixed}`);
      expect(fix(`#!/usr/bin/env node\n${entry.code}`), 'shebang').toMatch(/^#!\/usr\/bin\/env node\n/);
    });
  });
}

/** A prefilter may pass a file in vain, but must pass each that its rule reports. */
export function testPrefilter<MessageIds extends string, Options extends readonly unknown[]>(
  prefilter: (text: string) => boolean,
  cases: RuleCases<MessageIds, Options>,
): void {
  describe('prefilter', () => {
    it.each(cases.invalid.map(({ name, code }) => [name ?? code, code] as const))('passes %s', (_, code) => {
      expect(prefilter(code)).toBe(true);
    });
  });
}

function fixAll<MessageIds extends string, Options extends readonly unknown[]>(
  rule: Module<MessageIds, Options>,
  parser: ParserName,
  { options, settings, filename = FILENAME, sourceType = 'module' }: ValidCase<Options>,
  code: string,
): string {
  const config: Linter.Config = {
    files: ['**/*.*s', '**/*.*sx'],
    plugins: { cogniverse: { rules: { rule: eslintRule(rule) } } },
    rules: { 'cogniverse/rule': ['error', ...(options ?? [])] },
    settings: { ...settings },
    languageOptions: { ...PARSERS[parser], sourceType },
  };
  const { output, messages } = new Linter().verifyAndFix(code, config, { filename });
  expect(messages.filter(({ ruleId }) => ruleId === null), output).toEqual([]);
  return output;
}

const FILENAME = 'case.test.ts';

function asCase<Options extends readonly unknown[]>(entry: string | ValidCase<Options>): ValidCase<Options> {
  return typeof entry === 'string' ? { code: entry } : entry;
}

function runsUnder(parser: ParserName): (entry: { readonly parsers?: readonly ParserName[] }) => boolean {
  return ({ parsers = PARSER_NAMES }) => parsers.includes(parser);
}

function testerCase<Options extends readonly unknown[]>(
  entry: ValidCase<Options>,
  defaultFilename: string,
): RuleTester.ValidTestCase {
  const { code, name, filename = defaultFilename, options, settings, sourceType } = entry;
  return {
    code,
    filename,
    ...(name !== undefined && { name }),
    ...(options && { options: [...options] }),
    ...(settings && { settings: { ...settings } }),
    ...(sourceType && { languageOptions: { sourceType } }),
  };
}

function expectedError<MessageIds extends string>(error: MessageIds | ExpectedError<MessageIds>): RuleTester.TestCaseError {
  if (typeof error === 'string') return { messageId: error };
  const { suggestions, ...rest } = error;
  return { ...rest, ...(suggestions && { suggestions: [...suggestions] }) };
}

/** The same rule by ESLint's own types, which say of nodes what TS-ESTree's say in other words. */
export function eslintRule<MessageIds extends string, Options extends readonly unknown[]>(
  rule: Module<MessageIds, Options>,
): Rule.RuleModule {
  return rule as unknown as Rule.RuleModule;
}

function crlf(code: string): string {
  return code.replaceAll('\n', '\r\n');
}
