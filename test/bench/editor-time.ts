import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { LanguageServer } from './editor/language-server.ts';
import type { OpenDocument } from './editor/open-document.ts';
import { generatePytestFile } from './generate-pytest-file.ts';
import { generateTestFile } from './generate-test-file.ts';
import { median } from './statistics.ts';
import { packageFile } from './tools.ts';

/** What an editor waits for after each change of a test file of some 500 lines, in milliseconds. */
export interface EditorTime {
  readonly name: string;
  readonly lines: number;
  readonly findings: number;
  /** From opening the file, in a server that has just started. */
  readonly first: number;
  /** From a change to its findings: the median, and what one in twenty takes longer than. */
  readonly median: number;
  readonly slow: number;
  /** What the server holds before the edits that count and after them, in bytes; `undefined` without `/proc`. */
  readonly memory: readonly [before: number, after: number] | undefined;
}

interface Contestant {
  readonly name: string;
  /** Expressions of the configuration, behind the parser of TypeScript. */
  readonly configs: string;
  readonly language: 'typescript' | 'python';
}

/** The contestant that the others are compared with. */
export const EDITOR_PEER = 'TypeScript: @vitest/eslint-plugin';

const CONTESTANTS: readonly Contestant[] = [
  { name: 'TypeScript: cogniverse, recommended', configs: '...cogniverse.configs.recommended', language: 'typescript' },
  { name: 'TypeScript: cogniverse, strict', configs: '...cogniverse.configs.strict', language: 'typescript' },
  { name: EDITOR_PEER, configs: 'vitest.configs.recommended', language: 'typescript' },
  { name: 'TypeScript: no rules', configs: '', language: 'typescript' },
  { name: 'Python: cogniverse, recommended', configs: '...cogniverse.configs.python', language: 'python' },
  { name: 'Python: cogniverse, strict', configs: "...cogniverse.configs['python-strict']", language: 'python' },
];

const LINES = 500;
const WARM_UP = 30;
const PACKAGES = ['eslint', 'eslint-plugin-cogniverse', '@typescript-eslint/parser', '@vitest/eslint-plugin'];

/**
 * Measures the time from an edit to its findings in the language server of the ESLint extension, one server for each
 * configuration. They take turns, edit by edit.
 *
 * @param directory - Where to write the projects, absolute; it must not exist.
 */
export async function measureEditorTime(directory: string, edits: number): Promise<EditorTime[]> {
  const editors: Editor[] = [];
  try {
    for (const [number, contestant] of CONTESTANTS.entries()) {
      editors.push(await Editor.open(contestant, path.join(directory, String(number))));
    }
    for (let edit = 0; edit < WARM_UP; edit += 1) for (const editor of editors) await editor.edit();
    for (const editor of editors) editor.begin();
    for (let edit = 0; edit < edits; edit += 1) for (const editor of editors) await editor.edit();
    return editors.map((editor) => editor.result());
  } finally {
    await Promise.all(editors.map((editor) => editor.stop()));
  }
}

class Editor {
  readonly #name: string;
  readonly #server: LanguageServer;
  readonly #document: OpenDocument;
  readonly #first: number;
  #findings = 0;
  #before: number | undefined;
  #edits = 0;
  #times: number[] = [];

  private constructor(name: string, server: LanguageServer, document: OpenDocument, first: number) {
    this.#name = name;
    this.#server = server;
    this.#document = document;
    this.#first = first;
  }

  static async open({ name, configs, language }: Contestant, directory: string): Promise<Editor> {
    const file = makeProject(directory, configs, language);
    const server = await LanguageServer.start(directory, { 'eslint.validate': [language] });
    const start = performance.now();
    const document = await server.open(file, language);
    await document.findings();
    return new Editor(name, server, document, performance.now() - start);
  }

  /** Types a character into the middle of the file, or takes it back, and waits for the findings. */
  async edit(): Promise<void> {
    this.#edits += 1;
    const start = performance.now();
    await (this.#edits % 2 === 1 ? this.#document.replace(MARK, `${MARK}x`) : this.#document.replace(`${MARK}x`, MARK));
    this.#findings = (await this.#document.findings()).length;
    this.#times.push(performance.now() - start);
  }

  /** Forgets what was measured up to now. */
  begin(): void {
    this.#times = [];
    this.#before = memoryOf(this.#server.pid);
  }

  result(): EditorTime {
    const times = this.#times.toSorted((a, b) => a - b);
    const after = memoryOf(this.#server.pid);
    return {
      name: this.#name,
      lines: this.#document.text.split('\n').length,
      findings: this.#findings,
      first: this.#first,
      median: median(times),
      slow: times[Math.floor(times.length * 0.95)] ?? NaN,
      memory: this.#before === undefined || after === undefined ? undefined : [this.#before, after],
    };
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }
}

/** A text that stands in the middle of each file, once. */
const MARK = 'the text that is typed';

/** Writes a project with one long test file, and gives the file. */
function makeProject(directory: string, configs: string, language: Contestant['language']): string {
  for (const name of PACKAGES) {
    const link = path.join(directory, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.dirname(packageFile(name, 'package.json')), link, 'junction');
  }
  mkdirSync(path.join(directory, 'tests'));
  writeFileSync(path.join(directory, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(path.join(directory, 'pyproject.toml'), '[project]\nname = "search"\nversion = "1"\n');
  writeFileSync(
    path.join(directory, 'eslint.config.js'),
    `import parser from '@typescript-eslint/parser';
import vitest from '@vitest/eslint-plugin';
import cogniverse from 'eslint-plugin-cogniverse';

export default [{ files: ['**/*.ts'], languageOptions: { parser } }, ${configs}];
`,
  );
  const file = path.join(directory, 'tests', language === 'python' ? 'test_search.py' : 'search.test.ts');
  writeFileSync(file, language === 'python' ? longText(pytest, /^class /m, '#') : longText(vitest, /^describe\(/m, '//'));
  return file;
}

const vitest = (seed: number) => generateTestFile(seed, { lateImports: 1, localLoads: 1, models: 1, workers: 1 });
const pytest = generatePytestFile;

/** Puts generated files together to a long one, with the head of the first. */
function longText(generate: (seed: number) => string, firstBlock: RegExp, comment: string): string {
  let text = generate(0);
  let half: number | undefined;
  for (let seed = 1; text.split('\n').length < LINES; seed += 1) {
    if (half === undefined && text.split('\n').length > LINES / 2) half = text.length;
    const more = generate(seed);
    text += `\n${more.slice(more.search(firstBlock))}`;
  }
  return `${text.slice(0, half)}\n${comment} ${MARK}\n\n${text.slice(half)}`;
}

/** What a process holds in memory, in bytes. */
function memoryOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
