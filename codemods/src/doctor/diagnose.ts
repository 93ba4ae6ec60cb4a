import { surroundingsKind } from 'eslint-plugin-cogniverse/surroundings-kind';

import type { Problem } from '../engine/results.ts';
import { run } from '../engine/run.ts';
import { UsageError } from '../errors.ts';
import { isPython } from '../parse/language.ts';
import { PROJECT_RULE_NAMES, RULE_NAMES, RULE_PREFIX, SETUP_RULE } from '../rule-names.ts';
import { planSetup } from '../setup/plan.ts';
import { setupReport } from '../setup/report.ts';
import { SECTIONS, type Section } from './sections.ts';

/** How far a section of the guide is held. */
export interface SectionState {
  readonly section: Section;
  /** Where it is not held. */
  readonly places: number;
  readonly files: number;
  /** The commands that mend it, or that list the places; none where it is held. */
  readonly commands: readonly string[];
}

/** How far a project holds to the guide. */
export interface Diagnosis {
  readonly sections: readonly SectionState[];
  /** How many files were read. */
  readonly read: number;
  /** What could not be looked at. */
  readonly problems: readonly Problem[];
}

/** What to look at. */
export interface DiagnoseOptions {
  readonly cwd: string;
  /** Absolute paths, without links, of folders. */
  readonly folders: readonly string[];
  /** The version of the set-up package that would be asked for. */
  readonly version: string;
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
}

/** A place where a rule reports. */
interface Finding {
  readonly rule: string;
  readonly file: string;
  /** Whether it comes with a fix, safe or suggested. */
  readonly hasFix?: boolean;
}

/**
 * Holds a project to the guide, section by section: what all rules find, by the strict preset, and where the
 * run-time set-up is missing.
 *
 * @throws {UsageError | GitError | PoolError} where that can't be done at all.
 */
export async function diagnose({ cwd, folders, version, onProgress }: DiagnoseOptions): Promise<Diagnosis> {
  const report = await run({
    cwd,
    patterns: folders,
    rules: [...RULE_NAMES, ...PROJECT_RULE_NAMES],
    preset: 'strict',
    project: true,
    onProgress,
  });
  const findings = report.results.flatMap(({ lint }) =>
    lint.messages.flatMap(({ ruleId, fix, suggestions = [] }): readonly Finding[] => {
      const hasFix = fix !== undefined || suggestions.length > 0;
      return ruleId === null ? [] : [{ rule: ruleId.slice(RULE_PREFIX.length), file: lint.filePath, hasFix }];
    }),
  );
  const { missing, problems } = await missingSetup({ folders, cwd, version });
  return {
    sections: SECTIONS.map((section) => stateOf(section, [...findings, ...missing])),
    read: report.counts.read,
    problems: [...report.problems, ...problems],
  };
}

/** Where the run-time set-up is not registered. A project that runs no tests needs none. */
async function missingSetup(
  options: Pick<DiagnoseOptions, 'folders' | 'cwd' | 'version'>,
): Promise<{ readonly missing: readonly Finding[]; readonly problems: readonly Problem[] }> {
  try {
    const { results, problems } = setupReport(await planSetup(options), { state: 'checked', problems: [] });
    const missing = results.flatMap(({ lint }) =>
      lint.messages.map((): Finding => ({ rule: SETUP_RULE, file: lint.filePath })),
    );
    return { missing, problems };
  } catch (error) {
    if (error instanceof UsageError) return { missing: [], problems: [] };
    throw error;
  }
}

function stateOf(section: Section, findings: readonly Finding[]): SectionState {
  const { rules, kinds, needsSetup, command, takesFix, isForJavaScript } = section;
  const names: readonly string[] = needsSetup ? [...rules, SETUP_RULE] : rules;
  const found = findings.filter(
    ({ rule, file }) => names.includes(rule) && (!kinds || kinds.includes(surroundingsKind(file))),
  );
  const reported = [...new Set(found.map(({ rule }) => rule))].filter((rule) => rule !== SETUP_RULE);
  const isMended =
    (!isForJavaScript || found.some(({ rule, file }) => rule !== SETUP_RULE && !isPython(file))) &&
    (!takesFix || found.some(({ hasFix }) => hasFix));
  const only = reported.map((rule) => `--rule ${rule}`).join(' ');
  const mending = command === 'fix' ? `fix ${only}` : command;
  return {
    section,
    places: found.length,
    files: new Set(found.map(({ file }) => file)).size,
    commands: [
      ...(found.some(({ rule }) => rule === SETUP_RULE) ? ['setup'] : []),
      ...(reported.length > 0 ? [mending !== undefined && isMended ? mending : `check ${only}`] : []),
    ],
  };
}
