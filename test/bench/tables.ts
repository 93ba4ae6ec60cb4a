import type { CommandTime } from './command-time.ts';
import type { EditorTime } from './editor-time.ts';
import type { LanguageTime } from './language-time.ts';
import type { RuleTime } from './rule-time.ts';
import type { SetupTime } from './setup-time.ts';

/** Rule times as lines of text; each peer with how many times ours it takes. */
export function ruleTable(rows: readonly RuleTime[]): string {
  const ours = (row: RuleTime) => rows.find(({ files }) => files === row.files) ?? row;
  return table(
    ['plugin (recommended)', 'files', 'findings', 'rules', '× ours', 'with parsing', '× ours'],
    rows.map((row) => [
      row.name,
      row.files,
      String(row.findings),
      milliseconds(row.rules),
      ratio(row.rules, ours(row).rules),
      milliseconds(row.total),
      ratio(row.total, ours(row).total),
    ]),
  );
}

/** Times of languages as lines of text, each for a megabyte of source; with how many times the first one takes. */
export function languageTable(rows: readonly LanguageTime[]): string {
  const first = rows[0];
  return table(
    ['language in ESLint', 'size', 'findings', 'parsing/MB', 'rules/MB', 'in all/MB', '× first'],
    rows.map((row) => [
      row.name,
      `${row.megabytes.toFixed(1)} MB`,
      String(row.findings),
      milliseconds(row.parsing),
      milliseconds(row.rules),
      milliseconds(row.total),
      ratio(row.total, first?.total ?? row.total),
    ]),
  );
}

/** What the set-up adds to a test file, as lines of text. */
export function setupTable(rows: readonly SetupTime[]): string {
  return table(
    ['a test file in', 'empty set-up', 'set-up', 'adds', 'with a policy', 'adds'],
    rows.map(({ runner, empty, setup, withPolicy }) => [
      runner,
      tenths(empty),
      tenths(setup),
      tenths(setup - empty),
      tenths(withPolicy),
      tenths(withPolicy - empty),
    ]),
  );
}

/** What an editor waits for after an edit, as lines of text; each with how many times the peer's it takes. */
export function editorTable(rows: readonly EditorTime[], peer: string): string {
  const base = rows.find(({ name }) => name === peer);
  return table(
    ['edit to findings', 'lines', 'findings', 'opened', 'median', 'slowest 5 %', '× peer', 'memory'],
    rows.map((row) => [
      row.name,
      String(row.lines),
      String(row.findings),
      milliseconds(row.first),
      tenths(row.median),
      tenths(row.slow),
      ratio(row.median, base?.median ?? NaN),
      row.memory?.map((bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`).join(' → ') ?? 'not measured',
    ]),
  );
}

/** Command times as lines of text; each with how many times the first one it takes. */
export function commandTable(rows: readonly CommandTime[]): string {
  return table(
    ['command', 'changed', 'time', '× first', 'peak memory'],
    rows.map((row) => [
      row.name,
      String(row.changed),
      milliseconds(row.time),
      ratio(row.time, rows[0]?.time ?? row.time),
      row.memory === undefined ? 'not measured' : `${(row.memory / 2 ** 20).toFixed(0)} MiB`,
    ]),
  );
}

/** Lays cells out in columns: the first to the left, the others to the right. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => widths.map((width, column) => pad(line[column] ?? '', width, column === 0)).join('  '))
    .join('\n')
    .concat('\n');
}

function pad(text: string, width: number, left: boolean): string {
  return left ? text.padEnd(width) : text.padStart(width);
}

function milliseconds(time: number): string {
  return time < 10_000 ? `${time.toFixed(0)} ms` : `${(time / 1000).toFixed(1)} s`;
}

function tenths(time: number): string {
  return `${time.toFixed(1)} ms`;
}

function ratio(time: number, ours: number): string {
  return (time / ours).toFixed(2);
}
