import type { RuleData } from '../report-data.ts';
import type { Query } from './query.ts';
import type { Report } from './report.ts';
import { isIn } from './select.ts';

/** A command that mends findings of a selection. */
export interface MendingCommand {
  readonly command: string;
  /** How many findings it is for. */
  readonly count: number;
  /** Whether it may change what the code does. */
  readonly isUnsafe: boolean;
  /** Whether it is a codemod, which says of each finding that it leaves why. */
  readonly isCodemod: boolean;
}

const PROGRAM = 'npx cogniverse-codemod';
/** More paths are given to the command on its standard input. */
const MAX_PATHS = 8;
const [HAND, FIX, SUGGESTION, CODEMOD] = [0, 1, 2, 3];

/** The commands that mend what is selected, and nothing else. */
export function commandsFor(
  report: Report,
  rows: readonly number[],
  query: Query,
): readonly MendingCommand[] {
  const chosen = new Set(rows);
  const byCommand = new Map<string, { rows: number[]; rules: Set<number>; mending: number }>();
  for (const row of rows) {
    const mending = report.rows.mending[row] ?? HAND;
    const rule = report.rows.rule[row] ?? -1;
    if (mending < FIX) continue;
    const key = mending === CODEMOD ? (report.data.rules[rule]?.codemod ?? '') : String(mending);
    const known = byCommand.get(key) ?? { rows: [], rules: new Set(), mending };
    known.rows.push(row);
    known.rules.add(rule);
    byCommand.set(key, known);
  }
  return [...byCommand.values()]
    .sort((a, b) => a.mending - b.mending)
    .map(({ rows: own, rules, mending }) => ({
      command: written(report, own, query, {
        mending,
        chosen,
        rules: [...rules].flatMap((rule) => report.data.rules[rule] ?? []),
      }),
      count: own.length,
      isUnsafe: mending === SUGGESTION,
      isCodemod: mending === CODEMOD,
    }));
}

/** What a command is to do. */
interface Doing {
  readonly mending: number;
  /** All rows of the selection, those of other commands too. */
  readonly chosen: ReadonlySet<number>;
  readonly rules: readonly RuleData[];
}

function written(report: Report, rows: readonly number[], query: Query, doing: Doing): string {
  const { mending, rules } = doing;
  const [only] = rules;
  if (mending === CODEMOD && only?.codemod?.startsWith('setup') === true) return `${PROGRAM} ${only.codemod}`;
  const name =
    mending === CODEMOD
      ? only?.codemod
      : rules.length === 1
        ? only?.fixCommand
        : fixOf(rules.map((rule) => rule.name));
  const options = [
    ...(mending === SUGGESTION ? ['--unsafe'] : []),
    ...(mending !== CODEMOD && report.data.preset !== 'recommended'
      ? [`--preset ${report.data.preset}`]
      : []),
  ];
  const start = [PROGRAM, name ?? 'fix', ...options].join(' ');
  const wanted = pathsFor(report, rows, query, doing);
  const isListed = wanted.length > MAX_PATHS && !wanted.some((path) => path.includes('\n'));
  if (!isListed) return [start, ...wanted.map(quoted)].join(' ');
  return `${start} --files-from - <<'EOF'\n${wanted.join('\n')}\nEOF`;
}

function fixOf(names: readonly string[]): string {
  return ['fix', ...[...names].sort().map((name) => `--rule ${name}`)].join(' ');
}

/** What a command mends beside what it is for: one that applies suggestions applies fixes too. */
const MENDED: Readonly<Record<number, readonly number[]>> = {
  [FIX]: [FIX],
  [SUGGESTION]: [FIX, SUGGESTION],
  [CODEMOD]: [CODEMOD],
};

/** The folder, where the command would mend nothing in it but what is selected; else the files. */
function pathsFor(
  report: Report,
  rows: readonly number[],
  query: Query,
  { mending, chosen, rules }: Doing,
): readonly string[] {
  const { data, rows: columns } = report;
  const isMended = (row: number): boolean => {
    const rule = data.rules[columns.rule[row] ?? -1];
    const isOfCommand = rule && rules.includes(rule) && MENDED[mending]?.includes(columns.mending[row] ?? -1);
    return isOfCommand === true && isIn(report.pathOf(row), query.path);
  };
  const isWhole = columns.mending.every((_, row) => chosen.has(row) || !isMended(row));
  if (isWhole && query.path !== '') return [query.path];
  if (isWhole && data.scope !== undefined) return data.scope;
  return [...new Set(rows.map((row) => report.pathOf(row)))];
}

/** A path as a shell takes it for one word, and the program for no option and no pattern. */
export function quoted(path: string): string {
  const safe = path.startsWith('-') ? `./${path}` : path;
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
