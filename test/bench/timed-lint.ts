import { Linter } from 'eslint';

/** A file's text, and the path it is linted under. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** What ESLint took, in milliseconds, and how much it found. */
export interface LintTimes {
  readonly parsing: number;
  /** Time in the rules alone. */
  readonly rules: number;
  /** Time of the whole `verify`: parsing, scopes and rules. */
  readonly total: number;
  readonly findings: number;
}

/**
 * Lints texts with a `Linter` of its own.
 *
 * @throws {Error} If a text cannot be parsed: it would cost no time in the rules.
 */
export function timedLint(configs: readonly Linter.Config[], sources: readonly Source[], cwd: string): LintTimes {
  const linter = new Linter({ cwd });
  let parsing = 0;
  let rules = 0;
  let findings = 0;
  // ESLint keeps the times only where it could also fix; `stats` is missing in its types.
  const options = (filename: string) => ({ filename, fix: false, stats: true });
  const start = performance.now();
  for (const { file, text } of sources) {
    const { messages } = linter.verifyAndFix(text, [...configs], options(file));
    const fatal = messages.find((message) => message.fatal);
    if (fatal) throw new Error(`${file}:${fatal.line} ${fatal.message}`);
    findings += messages.length;
    for (const pass of linter.getTimes().passes) {
      parsing += pass.parse?.total ?? 0;
      for (const rule of Object.values(pass.rules ?? {})) rules += rule.total;
    }
  }
  return { parsing, rules, total: performance.now() - start, findings };
}
