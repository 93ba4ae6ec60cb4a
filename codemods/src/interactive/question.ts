import type { Linter } from 'eslint';

import { diffLines } from '../reporters/diff.ts';
import { printable } from '../reporters/full/cells.ts';
import { plural, type Paint } from '../reporters/text.ts';
import { wrapText } from '../reporters/wrap.ts';
import type { ChangePosition, ProposedChange } from './change.ts';

/** What is shown of a change. */
export interface Question {
  /** The file's path as it is shown. */
  readonly name: string;
  readonly change: ProposedChange;
  readonly position: ChangePosition;
  /** Where the file stands among those that may change. */
  readonly file: ChangePosition;
}

/** How it is shown. */
export interface QuestionStyle {
  readonly paint: Paint;
  readonly width: number;
}

/** Findings of one change that are told one by one. */
const MOST_FINDINGS = 3;
const INDENT = '  ';

/** What the keys do. */
export const HELP = [
  'y  make this change',
  'n  leave it',
  'f  make this change and the others of this file',
  'a  make this change and all others, of this file and those that follow',
  'q  quit: what was answered with yes is written, the rest is left',
  '?  show this help',
  'Ctrl-C  stop at once: the files before are written, this one is left as it is',
]
  .map((line) => `${INDENT}${line}\n`)
  .join('');

/** A change with what it is made for, as a diff. */
export function shownChange({ name, change }: Question, style: QuestionStyle): string {
  const { findings, before, after, suggestion } = change;
  const { paint, width } = style;
  const wrapped = (text: string): string =>
    wrapText(text, width - INDENT.length)
      .map((line) => INDENT + line)
      .join('\n');
  const rest = findings.length - MOST_FINDINGS;
  const lines = [
    '',
    ...findings.slice(0, MOST_FINDINGS).flatMap((finding, index, shown) => {
      const isLast = shown[index + 1]?.message !== finding.message;
      const text = isLast ? [wrapped(printable(finding.message.replace(/\s+/g, ' ')))] : [];
      return [heading(name, finding, paint), ...text];
    }),
    ...(rest > 0 ? [`and ${plural(rest, 'further finding')} of this file`] : []),
    '',
    ...diffLines(before, after).map((line) => INDENT + diffLine(line, paint)),
    '',
    ...(suggestion === undefined
      ? []
      : [wrapped(`suggestion: ${printable(suggestion)} It may change what the code does.`), '']),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The line that asks. */
export function prompt({ name, position, file }: Question, paint: Paint): string {
  const change = position.count > 1 ? `, change ${position.index} of ${position.count}` : '';
  const place = file.count > 1 ? `${name} (file ${file.index} of ${file.count}${change})` : `${name}${change}`;
  const keys = '[y]es [n]o [f]ile [a]ll [q]uit [?]';
  return `${place}\n${paint('bold', 'Make this change?')} ${keys} `;
}

function heading(name: string, { line, column, severity, ruleId }: Linter.LintMessage, paint: Paint): string {
  const painted = severity === 2 ? paint(['bold', 'red'], 'error') : paint(['bold', 'yellow'], 'warning');
  return `${paint('cyan', `${name}:${line}:${column}`)}  ${painted}  ${paint('dim', ruleId ?? '')}`;
}

function diffLine(line: string, paint: Paint): string {
  const shown = line
    .replace(/\r$/, '')
    .split('\t')
    .map((part) => printable(part))
    .join('\t');
  if (line.startsWith('+')) return paint('green', shown);
  if (line.startsWith('-')) return paint('red', shown);
  return line.startsWith('@@') ? paint('dim', shown) : shown;
}
