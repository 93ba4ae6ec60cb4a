import type { Linter } from 'eslint';

import { lintResult, type FileResult, type Problem, type RunReport } from '../engine/results.ts';
import { RULE_PREFIX, SETUP_RULE } from '../rule-names.ts';
import type { DraftChange } from './draft-files.ts';
import type { SetupPlan } from './plan.ts';
import type { PytestStep } from './pytest/project.ts';
import type { Step } from './registrar.ts';
import { type Runner, RUNNER_TITLES, SETUP_PACKAGE, setupEntry } from './registration.ts';

/** Where a runner's set-up is stated. */
const WHERE: Readonly<Record<Runner, string>> = {
  vitest: 'to `test.setupFiles`',
  jest: 'to `setupFilesAfterEnv`',
  mocha: 'to `require`',
  node: 'as `--import` behind `node`',
  playwright: 'as the first import',
};

/** What became of the changes of a plan. */
export interface Outcome {
  readonly state: 'checked' | 'proposed' | 'written' | 'refused';
  /** What could not be written. */
  readonly problems: readonly Problem[];
}

/** Brings a plan into the form of a run's report, so that all reporters can print it. */
export function setupReport(plan: SetupPlan, { state, problems }: Outcome): RunReport {
  const isChecked = state === 'checked' || state === 'refused';
  const findings = new Map<string, Linter.LintMessage[]>();
  const add = (file: string, message: Linter.LintMessage): void => {
    findings.set(file, [...(findings.get(file) ?? []), message]);
  };
  for (const { steps, dependencies } of plan.packages) {
    for (const step of steps) {
      if (step.isMissing && (isChecked || step.kind === 'manual')) add(...findingOf(step));
    }
    if (!isChecked) continue;
    for (const { file, line, column } of dependencies) {
      add(
        file,
        finding({ line, column }, `The set-up package is not among the dependencies: add ${SETUP_PACKAGE}.`),
      );
    }
  }
  for (const step of plan.pytest.flatMap(({ steps }) => steps)) {
    if (step.missing !== undefined && (isChecked || step.kind === 'manual'))
      add(...pytestFinding(step, step.missing));
  }
  const changes = new Map(plan.changes.map((change) => [change.file, change]));
  const files = new Set([...findings.keys(), ...(isChecked ? [] : changes.keys())]);
  const results = [...files].sort().map((file) => {
    const change = isChecked ? undefined : changes.get(file);
    return resultOf(plan.root, file, { messages: (findings.get(file) ?? []).sort(byPlace), change, state });
  });
  return {
    results,
    skipped: [],
    problems: [...plan.problems, ...problems],
    counts: {
      listed: results.length,
      read: results.length,
      parsed: results.length,
      changed: isChecked ? 0 : plan.changes.length,
    },
  };
}

function resultOf(
  root: string,
  file: string,
  found: { messages: Linter.LintMessage[]; change: DraftChange | undefined; state: Outcome['state'] },
): FileResult {
  const { messages, change, state } = found;
  const lint = lintResult(file, { messages, suppressedMessages: [] }, { output: change?.after });
  if (!change) return { root, lint };
  const { before, after } = change;
  const isNew = before === undefined;
  return {
    root,
    lint,
    change: {
      fixes: 1,
      state: state === 'written' ? 'written' : 'proposed',
      output: after,
      source: before ?? '',
      ...(isNew && { isNew }),
    },
  };
}

function findingOf(step: Step): [file: string, message: Linter.LintMessage] {
  const { runner, reason } = step;
  const { file, line, column } = step.reported ?? step;
  const title = RUNNER_TITLES[runner];
  const missing = `${title} runs tests without the set-up`;
  const entry = `'${setupEntry(runner)}'`;
  switch (step.kind) {
    case 'create':
      return [file, finding({ line, column }, `${missing}: there is no configuration that lists ${entry}.`)];
    case 'manual':
      return [
        file,
        finding(
          { line, column },
          `${missing}: add ${entry} by hand, since ${reason ?? 'it is not clear where'}.`,
        ),
      ];
    default:
      return [
        file,
        finding(
          { line, column },
          `${missing}: add ${entry} ${WHERE[runner]}, or run cogniverse-codemod setup.`,
        ),
      ];
  }
}

function pytestFinding(step: PytestStep, missing: string): [file: string, message: Linter.LintMessage] {
  const { kind, reason, snippet = '' } = step;
  const { file, line, column } = step.reported ?? step;
  const text = snippet === '' || snippet.includes('\n') ? 'it' : `\`${snippet}\``;
  const advice =
    kind === 'manual'
      ? `write ${text} by hand, since ${reason ?? 'it is not clear how'}`
      : 'run cogniverse-codemod setup';
  return [
    file,
    finding({ line, column }, `${missing.replace(/^\w/, (first) => first.toUpperCase())}: ${advice}.`),
  ];
}

function byPlace(a: Linter.LintMessage, b: Linter.LintMessage): number {
  return a.line - b.line || a.column - b.column;
}

function finding(
  { line, column }: { readonly line: number; readonly column: number },
  message: string,
): Linter.LintMessage {
  return { ruleId: RULE_PREFIX + SETUP_RULE, severity: 2, message, line, column };
}
