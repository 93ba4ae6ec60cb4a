import { python } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';
import { Linter, RuleTester } from 'eslint';
import { describe, expect, it } from 'vitest';

import { eslintRule, ruleTests, type RuleCases, type ValidCase } from './rule-tester.ts';

type Module<MessageIds extends string, Options extends readonly unknown[]> = TSESLint.RuleModule<
  MessageIds,
  Options
>;

const FILENAME = 'tests/test_case.py';

/** The configuration under which ESLint reads Python. */
const PYTHON = { plugins: { python: { languages: { python } } }, language: 'python/python' } as const;

/** Runs a rule's Python cases through ESLint's own `RuleTester`; a case is `tests/test_case.py` unless it says else. */
export function testPythonRule<MessageIds extends string, Options extends readonly unknown[]>(
  name: string,
  rule: Module<MessageIds, Options>,
  cases: RuleCases<MessageIds, Options>,
): void {
  new RuleTester(PYTHON).run(`${name} (Python)`, eslintRule(rule), ruleTests(cases, FILENAME));
}

/** What ESLint says of a Python text under one rule. */
export function pythonMessages<MessageIds extends string, Options extends readonly unknown[]>(
  rule: Module<MessageIds, Options>,
  entry: ValidCase<Options>,
): readonly Linter.LintMessage[] {
  return new Linter({ cwd: '/' }).verify(entry.code, configOf(rule, entry), {
    filename: entry.filename ?? FILENAME,
  });
}

/**
 * What holds for every fix of a rule on Python, tested on its invalid cases: fixing until nothing is left ends, the
 * outcome parses, a second run changes nothing, and line ends, a byte order mark and the first line are kept.
 */
export function testPythonFixes<MessageIds extends string, Options extends readonly unknown[]>(
  rule: Module<MessageIds, Options>,
  cases: RuleCases<MessageIds, Options>,
): void {
  describe('fixes of Python', () => {
    const fixable = cases.invalid.filter(({ output }) => typeof output === 'string');
    it.each(fixable.map((entry) => [entry.name ?? entry.code, entry] as const))('%s', (_, entry) => {
      const fix = (code: string): string => fixAll(rule, entry, code);
      const fixed = fix(entry.code);
      expect(fixed).toBe(entry.fixed ?? entry.output);
      expect(fix(fixed), 'a second run').toBe(fixed);
      expect(fix(crlf(entry.code)), 'CRLF').toBe(crlf(fixed));
      expect(fix(`\uFEFF${entry.code}`), 'byte order mark').toBe(`\uFEFF${fixed}`);
      expect(fix(`#!/usr/bin/env python3\n${entry.code}`), 'first line').toMatch(/^#!\/usr\/bin\/env python3\n/);
    });
  });
}

function fixAll<MessageIds extends string, Options extends readonly unknown[]>(
  rule: Module<MessageIds, Options>,
  entry: ValidCase<Options>,
  code: string,
): string {
  const { output, messages } = new Linter({ cwd: '/' }).verifyAndFix(code, configOf(rule, entry), {
    filename: entry.filename ?? FILENAME,
  });
  expect(
    messages.filter(({ ruleId }) => ruleId === null),
    output,
  ).toEqual([]);
  return output;
}

function configOf<MessageIds extends string, Options extends readonly unknown[]>(
  rule: Module<MessageIds, Options>,
  { options, settings }: ValidCase<Options>,
): Linter.Config {
  return {
    files: ['**/*.py'],
    plugins: { ...PYTHON.plugins, cogniverse: { rules: { rule: eslintRule(rule) } } },
    language: PYTHON.language,
    rules: { 'cogniverse/rule': ['error', ...(options ?? [])] },
    settings: { ...settings },
  };
}

function crlf(code: string): string {
  return code.replaceAll('\n', '\r\n');
}
