import type { Py } from '@cogniverse/eslint-python';
import { isSystemModule } from '@cogniverse/guide';

import type { PythonSource } from '../../../resolve/python/source.ts';
import type { TextEdit } from '../../../text/text-edit.ts';
import { projectFactsOf } from '../project-facts.ts';
import { firstPlace, topImports, type TopImport } from './file-top.ts';
import { importOrders, isOrdered, type ImportedName, type ImportLine, type Order } from './import-order.ts';
import { joinNames, writeFromImport, writeName } from './join-import.ts';
import { lineBreakOf, lineEnd, linesUp } from './lines.ts';

/** What is to be imported at module level: a module, or one name of a module. */
export interface NewImport {
  readonly module: string;
  /** What `from module import name` takes; `undefined` for the module itself. */
  readonly imported: string | undefined;
  readonly asname: string | null;
}

const DEFAULT_LINE_LENGTH = 88;

/**
 * The edits that import at module level, among the imports that the file begins with: in isort's order and sections,
 * joined with an import of the same module where there is one. `undefined` where the file has no line for them.
 */
export function importEdits(
  added: readonly NewImport[],
  source: PythonSource,
): readonly TextEdit[] | undefined {
  if (added.length === 0) return [];
  const present = topImports(source);
  const limit = lineLimit(present, source);
  const { edits, lines } = joined(withoutRepeats(added), present, source, limit);
  const write = (line: ImportLine): string => writeLine(line, limit, lineBreakOf(source.text));
  const placed =
    present.length > 0 ? amongImports(lines, present, write, source) : atTop(lines, write, source);
  return placed && [...edits, ...placed];
}

/** `import os.path as p` and `from os import path as p` bring the same, so that one is enough. */
function withoutRepeats(added: readonly NewImport[]): readonly NewImport[] {
  const imports = new Map<string, NewImport>();
  for (const each of added) {
    const { module, imported, asname } = each;
    const path = imported === undefined ? module : `${module}.${imported}`;
    const key = `${path} as ${asname ?? imported ?? path}`;
    if (!imports.has(key)) imports.set(key, each);
  }
  return [...imports.values()];
}

/** The line length that the project states, or else what the file's own imports show. */
function lineLimit(present: readonly TopImport[], { file, text }: PythonSource): number {
  const lengths = present.map(
    ({ statement: { range } }) => lineEnd(text, range[1]) - (text.lastIndexOf('\n', range[1] - 1) + 1),
  );
  return projectFactsOf(file).lineLength ?? Math.max(DEFAULT_LINE_LENGTH, ...lengths);
}

interface Joined {
  readonly edits: readonly TextEdit[];
  /** What needs lines of its own. */
  readonly lines: readonly ImportLine[];
}

function joined(
  added: readonly NewImport[],
  present: readonly TopImport[],
  source: PythonSource,
  limit: number,
): Joined {
  const edits: TextEdit[] = [];
  const lines = new Map<string, ImportLine>();
  const combines = present.some(
    ({ line: { names = [] } }) => names.length > 1 && names.some(({ asname }) => asname !== null),
  );
  for (const { module, imported, asname } of added) {
    if (imported === undefined) lines.set(`import ${module} as ${String(asname)}`, { module, asname });
  }
  for (const [module, names] of namesByModule(added)) {
    const groups = combines
      ? [names]
      : [
          names.filter(({ asname }) => asname === null),
          ...names.filter(({ asname }) => asname !== null).map((name) => [name]),
        ];
    for (const group of groups.filter(({ length }) => length > 0)) {
      const isJoinable = combines || group.every(({ asname }) => asname === null);
      const statement = isJoinable ? statementFor(module, present, combines) : undefined;
      const join = statement && joinNames(statement, group, source.text, limit);
      if (join) edits.push(...join);
      else
        lines.set(`from ${module} import ${group.map(writeName).join()}`, {
          module,
          asname: null,
          names: group,
        });
    }
  }
  return { edits, lines: [...lines.values()] };
}

function namesByModule(added: readonly NewImport[]): ReadonlyMap<string, readonly ImportedName[]> {
  const names = new Map<string, Map<string, ImportedName>>();
  for (const { module, imported, asname } of added) {
    if (imported === undefined) continue;
    const known = names.get(module) ?? new Map<string, ImportedName>();
    known.set(`${imported} as ${String(asname)}`, { name: imported, asname });
    names.set(module, known);
  }
  return new Map([...names].map(([module, known]) => [module, [...known.values()]]));
}

/** The `from` import of a module that more names can join; isort keeps those with other names apart. */
function statementFor(
  module: string,
  present: readonly TopImport[],
  combines: boolean,
): Py.ImportFrom | undefined {
  return present
    .map(({ statement }) => statement)
    .filter((statement) => statement.nodeType === 'ImportFrom')
    .find(
      (statement) =>
        statement.level === 0 &&
        statement.module === module &&
        statement.names.every(({ name }) => name !== '*') &&
        (combines || statement.names.every(({ asname }) => asname === null)),
    );
}

function writeLine({ module, asname, names }: ImportLine, limit: number, lineBreak: string): string {
  const text = names
    ? writeFromImport(module, names, limit, lineBreak)
    : `import ${writeName({ name: module, asname })}`;
  return text + lineBreak;
}

function atTop(
  lines: readonly ImportLine[],
  write: (line: ImportLine) => string,
  source: PythonSource,
): readonly TextEdit[] | undefined {
  if (lines.length === 0) return [];
  const place = firstPlace(source);
  if (!place) return undefined;
  const lineBreak = lineBreakOf(source.text);
  const sections = [...bySection(lines).values()].map((section) =>
    section.toSorted(importOrders.modulesFirst).map(write).join(''),
  );
  const text =
    lineBreak.repeat(place.blankAbove) + sections.join(lineBreak) + lineBreak.repeat(place.blankBelow);
  return [{ range: [place.offset, place.offset], text }];
}

/** isort's sections, as far as a file alone tells them: the standard library, other packages, relative imports. */
function sectionOf(module: string): number {
  if (module.startsWith('.')) return 2;
  return isSystemModule('python', module, 'stdlib') ? 0 : 1;
}

function bySection(lines: readonly ImportLine[]): ReadonlyMap<number, readonly ImportLine[]> {
  const sections = lines.map(({ module }) => sectionOf(module)).toSorted((left, right) => left - right);
  return new Map(
    sections.map((section) => [section, lines.filter(({ module }) => sectionOf(module) === section)]),
  );
}

function amongImports(
  lines: readonly ImportLine[],
  present: readonly TopImport[],
  write: (line: ImportLine) => string,
  source: PythonSource,
): readonly TextEdit[] | undefined {
  const order = orderOf(present);
  const lineBreak = lineBreakOf(source.text);
  const edits: TextEdit[] = [];
  for (const [section, added] of bySection(lines)) {
    const sorted = added.toSorted(order);
    const run = longestRun(present, section);
    if (run.length > 0) {
      for (const line of sorted) {
        const offset = placeInRun(line, run, order, source.text);
        if (offset === undefined) return undefined;
        edits.push(insertion(offset, write(line), source.text));
      }
      continue;
    }
    const text = sorted.map(write).join('');
    const next = present.find(({ line }) => sectionOf(line.module) > section);
    const offset = next ? aboveComments(next, source.text) : present.at(-1)?.below;
    if (offset === undefined) return undefined;
    edits.push(insertion(offset, next ? text + lineBreak : lineBreak + text, source.text));
  }
  return edits;
}

/** Behind a last line without a line break, one is needed first. */
function insertion(offset: number, lines: string, text: string): TextEdit {
  const isBehindLast = offset === text.length && !/[\r\n]$/.test(text);
  const lineBreak = lineBreakOf(text);
  return {
    range: [offset, offset],
    text: isBehindLast ? lineBreak + lines.slice(0, -lineBreak.length) : lines,
  };
}

/** The order that the file's imports have, as its sections tell that are in one order and not in the other. */
function orderOf(present: readonly TopImport[]): Order<ImportLine> {
  const { byModule, modulesFirst } = importOrders;
  const sections = [0, 1, 2].map((section) => longestRun(present, section).map(({ line }) => line));
  const tell = (order: Order<ImportLine>, other: Order<ImportLine>): boolean =>
    sections.some((lines) => isOrdered(lines, order) && !isOrdered(lines, other));
  return tell(byModule, modulesFirst) && !tell(modulesFirst, byModule) ? byModule : modulesFirst;
}

/** The most imports of a section that follow each other. */
function longestRun(present: readonly TopImport[], section: number): readonly TopImport[] {
  let longest: readonly TopImport[] = [];
  let run: TopImport[] = [];
  for (const each of present) {
    run = sectionOf(each.line.module) === section ? [...run, each] : [];
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

function placeInRun(
  line: ImportLine,
  run: readonly TopImport[],
  order: Order<ImportLine>,
  text: string,
): number | undefined {
  const index = run.findIndex((each) => order(line, each.line) < 0);
  const next = run[index];
  const before = index < 0 ? run.at(-1) : run[index - 1];
  if (!next) return before?.below ?? before?.above;
  const hasComment = next.above !== undefined && isComment(linesUp(text, next.above, 1), next.above, text);
  const belongsAbove =
    hasComment ||
    (next.line.names !== undefined && before?.line.names === undefined && line.names === undefined);
  return (belongsAbove ? before?.below : undefined) ?? next.above ?? before?.below;
}

function isComment(start: number, end: number, text: string): boolean {
  return start < end && text.slice(start, end).trimStart().startsWith('#');
}

/** The comments right above an import go with it, unless the file starts with them. */
function aboveComments({ above }: TopImport, text: string): number | undefined {
  if (above === undefined) return undefined;
  let start = above;
  for (let line = linesUp(text, start, 1); isComment(line, start, text); line = linesUp(text, start, 1))
    start = line;
  return start === 0 ? above : start;
}
