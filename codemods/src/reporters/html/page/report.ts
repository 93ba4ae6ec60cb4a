import type { CodePart, LineRun, Proposal, ReportData } from '../report-data.ts';

/** Whether a finding was there in the former report. */
export const STATES = ['', 'new', 'remaining', 'fixed'] as const;

/** The columns of `Report.rows`. */
export interface Rows {
  readonly path: Int32Array;
  readonly rule: Int32Array;
  readonly section: Int32Array;
  readonly language: Int32Array;
  readonly severity: Int32Array;
  readonly line: Int32Array;
  readonly message: Int32Array;
  readonly mending: Int32Array;
  /** The position in `STATES`. */
  readonly state: Int32Array;
}

/** The report as the page works with it: findings, and after them those of the last one that are gone. */
export class Report {
  readonly data: ReportData;
  readonly rows: Rows;
  readonly paths: readonly string[];
  readonly messages: readonly string[];
  readonly ids: readonly string[];
  /** How many findings there are; rows from here on are those that were fixed. */
  readonly count: number;
  readonly #readPart: (part: number) => CodePart;
  readonly #parts = new Map<number, CodePart>();
  #searchable: Searchable | undefined;

  /** @param readPart Reads a part of the code. */
  constructor(data: ReportData, readPart: (part: number) => CodePart) {
    const { files, findings, fixed, rules, sections } = data;
    this.data = data;
    this.#readPart = readPart;
    this.count = findings.id.length;
    const paths = new Texts(files.path);
    const messages = new Texts(data.messages);
    const hasFormer = data.figures.added !== undefined;
    const ruleNumbers = fixed.map(({ rule }) => rules.findIndex(({ name }) => name === rule));
    const column = (own: readonly number[], ofFixed: readonly number[]): Int32Array =>
      Int32Array.from([...own, ...ofFixed]);
    const pathNumbers = fixed.map(({ path }) => paths.numberOf(path));
    this.rows = {
      path: column(findings.file, pathNumbers),
      rule: column(findings.rule, ruleNumbers),
      section: column(
        findings.section,
        ruleNumbers.map((rule) => sections.findIndex((section) => section.rules.includes(rule))),
      ),
      language: column(
        findings.file.map((file) => files.language[file] ?? -1),
        pathNumbers.map((path) => files.language[path] ?? -1),
      ),
      severity: column(
        findings.severity,
        fixed.map(({ severity }) => severity),
      ),
      line: column(
        findings.line,
        fixed.map(({ line }) => line),
      ),
      message: column(
        findings.message,
        fixed.map(({ message }) => messages.numberOf(message)),
      ),
      mending: column(
        findings.mending,
        fixed.map(() => -1),
      ),
      state: column(
        findings.id.map((_, index) => (hasFormer ? (findings.isNew[index] === 1 ? 1 : 2) : 0)),
        fixed.map(() => 3),
      ),
    };
    this.paths = paths.all;
    this.messages = messages.all;
    this.ids = [...findings.id, ...fixed.map(({ id }) => id)];
  }

  /** What a search looks at, in lower case. */
  get searchable(): Searchable {
    const lower = (texts: readonly string[]): readonly string[] => texts.map((text) => text.toLowerCase());
    this.#searchable ??= {
      paths: lower(this.paths),
      messages: lower(this.messages),
      rules: this.data.rules.map(({ name }) => name),
    };
    return this.#searchable;
  }

  /** All rows, with those that were fixed. */
  get size(): number {
    return this.ids.length;
  }

  pathOf(row: number): string {
    return this.paths[this.rows.path[row] ?? -1] ?? '';
  }

  messageOf(row: number): string {
    return this.messages[this.rows.message[row] ?? -1] ?? '';
  }

  /** The code of a finding's file that the report has. */
  linesOf(row: number): readonly LineRun[] {
    return this.#partOf(row)?.lines[String(this.rows.path[row])] ?? [];
  }

  /** What a finding proposes. */
  proposalsOf(row: number): readonly Proposal[] {
    return this.#partOf(row)?.proposals[String(row)] ?? [];
  }

  #partOf(row: number): CodePart | undefined {
    const part = row < this.count ? (this.data.files.part[this.rows.path[row] ?? -1] ?? -1) : -1;
    if (part < 0) return undefined;
    const known = this.#parts.get(part) ?? this.#readPart(part);
    this.#parts.set(part, known);
    return known;
  }
}

/** Texts that a search looks at. */
export interface Searchable {
  readonly paths: readonly string[];
  readonly messages: readonly string[];
  readonly rules: readonly string[];
}

/** Texts by their numbers, to which others can be added. */
class Texts {
  readonly all: string[];
  #numbers: Map<string, number> | undefined;

  constructor(texts: readonly string[]) {
    this.all = [...texts];
  }

  numberOf(text: string): number {
    this.#numbers ??= new Map(this.all.map((known, number) => [known, number]));
    const number = this.#numbers.get(text) ?? this.all.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}
