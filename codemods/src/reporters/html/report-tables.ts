import path from 'node:path';

import type { FileResult } from '../../engine/results.ts';
import { toPosix } from '../../files/posix.ts';
import { fingerprint, knownFindings } from '../../findings/identity.ts';
import { remedyOf } from '../remedies.ts';
import { sourceOf } from '../source-text.ts';
import { CodeParts } from './code-parts.ts';
import { ruleIndex, sectionIndex } from './guide-state.ts';
import { languageIndex } from './languages.ts';
import { MENDING, type FindingColumns, type ReportData } from './report-data.ts';
import { SourceLines } from './source-lines.ts';

/** The files, texts and findings of a report, and the code that it shows. */
export interface Tables {
  readonly files: ReportData['files'];
  readonly messages: readonly string[];
  readonly findings: FindingColumns;
  readonly parts: readonly string[];
}

/** A path from the folder of the run, with `/`: no report tells where on a machine it was made. */
export function pathFrom(cwd: string, file: string): string {
  return toPosix(path.relative(cwd, file));
}

/** Brings results into columns. Files are read one after the other; only what is shown of them is held. */
export function tablesOf(results: readonly FileResult[], cwd: string): Tables {
  const files = { path: [] as string[], language: [] as number[], part: [] as number[] };
  const texts = new Map<string, number>();
  const columns = emptyColumns();
  const code = new CodeParts();
  for (const result of results) {
    const { filePath, messages } = result.lint;
    if (messages.length === 0) continue;
    const [file, first] = [files.path.length, columns.id.length];
    const text = sourceOf(result);
    const source = text === undefined ? undefined : new SourceLines(text, filePath);
    files.path.push(pathFrom(cwd, filePath));
    files.language.push(languageIndex(filePath));
    files.part.push(source ? code.add(file, source, messages, first) : -1);
    for (const known of knownFindings(result, source?.lines ?? [])) {
      const { message } = known;
      const rule = ruleIndex(message.ruleId);
      columns.file.push(file);
      columns.rule.push(rule);
      columns.section.push(sectionIndex(rule, filePath));
      columns.severity.push(message.severity);
      columns.line.push(message.line);
      columns.column.push(message.column);
      columns.endLine.push(message.endLine ?? 0);
      columns.endColumn.push(message.endColumn ?? 0);
      columns.message.push(numberOf(texts, message.message));
      columns.mending.push(MENDING.indexOf(remedyOf(message, filePath)?.kind ?? 'hand'));
      columns.id.push(fingerprint(result, known));
    }
  }
  return { files, messages: [...texts.keys()], findings: columns, parts: code.end() };
}

function numberOf(texts: Map<string, number>, text: string): number {
  const known = texts.get(text);
  if (known !== undefined) return known;
  texts.set(text, texts.size);
  return texts.size - 1;
}

type Growing = { -readonly [Name in keyof FindingColumns]: FindingColumns[Name][number][] };

function emptyColumns(): Growing {
  return {
    file: [],
    rule: [],
    section: [],
    severity: [],
    line: [],
    column: [],
    endLine: [],
    endColumn: [],
    message: [],
    mending: [],
    id: [],
    isNew: [],
  };
}
