import type { Linter } from 'eslint';

import type { FileResult, RunReport } from '../../engine/results.ts';
import type { ReportContext } from '../reporter.ts';
import { linesOf, sourceOf } from '../source-text.ts';
import { painter, plural, shownPath } from '../text.ts';
import { wrapText } from '../wrap.ts';
import { printable } from './cells.ts';
import { codeFrame } from './frame.ts';
import { remedyOf } from '../remedies.ts';
import { totals, type TotalsStyle } from './totals.ts';

const INDENT = '  ';

interface Drawing extends TotalsStyle {
  readonly cwd: string;
}

/** How wide frames are where the report does not go to a terminal. */
const WIDTH = 120;

/**
 * Findings for people: by file, each with its place, the code it is about and what can be done; then the sums by
 * rule. Of many findings the first are shown.
 */
export function full({ results }: RunReport, { cwd, colour, width, most }: ReportContext): string {
  const drawing: Drawing = { cwd, paint: painter(colour), width };
  const blocks: string[] = [];
  let left = most;
  for (const result of results) {
    if (result.lint.messages.length === 0) continue;
    if (left <= 0) break;
    blocks.push(fileBlock(result, left, drawing));
    left -= result.lint.messages.length;
  }
  const parts = [
    ...blocks,
    changes(results, most, drawing),
    totals(results, drawing),
    leftOut(results, most, width),
  ].filter((part) => part !== '');
  return parts.map((part) => `${part}\n`).join('\n');
}

function fileBlock(result: FileResult, most: number, drawing: Drawing): string {
  const { lint } = result;
  const { cwd, paint } = drawing;
  const text = sourceOf(result);
  const lines = text === undefined ? [] : linesOf(text, lint.filePath);
  const name = shownPath(lint.filePath, cwd);
  const title = `${paint(['bold', 'underline'], name)} ${paint('dim', `(${plural(lint.messages.length, 'finding')})`)}`;
  const findings = lint.messages
    .slice(0, most)
    .map((message) => findingBlock(message, { file: lint.filePath, name, lines }, drawing));
  return [title, ...findings].join('\n\n');
}

interface Place {
  /** Absolute path. */
  readonly file: string;
  /** Path as it is shown. */
  readonly name: string;
  readonly lines: readonly string[];
}

function findingBlock(message: Linter.LintMessage, { file, name, lines }: Place, drawing: Drawing): string {
  const { paint, width } = drawing;
  const colour = message.severity === 2 ? 'red' : 'yellow';
  const severity = paint(['bold', colour], message.severity === 2 ? 'error' : 'warning');
  const rule = message.ruleId === null ? '' : `  ${paint('dim', message.ruleId)}`;
  const place = message.line > 0 ? `${name}:${message.line}:${message.column}` : name;
  const frame = codeFrame(lines, message, { width: (width ?? WIDTH) - INDENT.length, paint, colour });
  const remedy = remedyText(message, file);
  // Of a narrow terminal, the place has a line for itself.
  const isNarrow = width !== undefined && `${place}  warning  ${message.ruleId ?? ''}`.length > width;
  return [
    `${paint('cyan', place)}${isNarrow ? `\n${INDENT}` : '  '}${severity}${rule}`,
    indented(printable(message.message.replace(/\s+/g, ' ')), width),
    ...(frame.length > 0 ? ['', ...frame.map((line) => INDENT + line)] : []),
    ...(remedy === '' ? [] : ['', indented(remedy, width).replace(/\w+:/, (label) => paint('green', label))]),
  ].join('\n');
}

function remedyText(message: Linter.LintMessage, file: string): string {
  const remedy = remedyOf(message, file);
  if (!remedy) return '';
  const command = `cogniverse-codemod ${remedy.command}`;
  switch (remedy.kind) {
    case 'fix':
      return `fix: ${command}`;
    case 'suggestion':
      return `suggestion: ${printable(remedy.what ?? '')} (${command}, or in the editor)`;
    case 'codemod':
      return `codemod: ${command}`;
  }
}

function indented(text: string, width: number | undefined): string {
  const lines = width === undefined ? [text] : wrapText(text, width - INDENT.length);
  return lines.map((line) => INDENT + line).join('\n');
}

function changes(results: readonly FileResult[], most: number, { cwd, paint }: Drawing): string {
  const changed = results.flatMap(({ lint, change }) =>
    change && change.state !== 'refused' ? [{ file: lint.filePath, change }] : [],
  );
  const lines = changed.slice(0, most).map(({ file, change }) => {
    const verb = change.state === 'written' ? 'fixed' : 'would fix';
    return `${paint('green', verb)} ${plural(change.fixes, 'finding')} in ${shownPath(file, cwd)}`;
  });
  const rest = changed.slice(most);
  if (rest.length === 0) return lines.join('\n');
  const [first] = rest;
  const verb = first?.change.state === 'written' ? 'fixed' : 'would fix';
  const sum = rest.reduce((count, { change }) => count + change.fixes, 0);
  return [...lines, `${verb} ${plural(sum, 'finding')} in ${plural(rest.length, 'further file')}`].join('\n');
}

/** What the report does not show, and how to see it. */
function leftOut(results: readonly FileResult[], most: number, width: number | undefined): string {
  const all = results.reduce((count, { lint }) => count + lint.messages.length, 0);
  if (all <= most) return '';
  const text =
    `Only the first ${most.toLocaleString('en')} of ${plural(all, 'finding')} are shown above. ` +
    'Name a folder or file to see what is in it; --max-findings all shows all of them, ' +
    '--format stylish a line for each.';
  return width === undefined ? text : wrapText(text, width).join('\n');
}
