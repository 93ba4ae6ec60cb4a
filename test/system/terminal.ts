import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { spawn, type IPty } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { onTestFinished } from 'vitest';

import type { Project } from './project.ts';

/** How long a screen is waited for. */
const TIMEOUT_MS = 60_000;
const POLL_MS = 20;
const ROWS = 50;

/** What a terminal is like. */
export interface TerminalSettings {
  readonly columns?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The codemods' program at a terminal of its own, with a person who reads the screen and presses keys. */
export class Terminal {
  /** The program's exit code. */
  readonly ended: Promise<number>;
  readonly #process: IPty;
  readonly #screen: headless.Terminal;
  #output = '';
  #answered = 0;
  #hasEnded = false;

  private constructor(program: IPty, columns: number) {
    this.#process = program;
    this.#screen = new headless.Terminal({ cols: columns, rows: ROWS, scrollback: 20_000, allowProposedApi: true });
    program.onData((text) => {
      this.#output += text;
      this.#screen.write(text);
    });
    this.ended = new Promise((resolve) => {
      program.onExit(({ exitCode }) => {
        this.#hasEnded = true;
        resolve(exitCode);
      });
    });
  }

  /** Starts the program as it is installed, in a project's folder. */
  static run(
    project: Project,
    args: readonly string[],
    { columns = 80, environment = {} }: TerminalSettings = {},
  ): Terminal {
    const program = path.join(project.installed, 'node_modules/cogniverse-codemod/bin/cogniverse-codemod.js');
    const inherited = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
      value === undefined || /^(?:CI|NO_COLOR|FORCE_COLOR|VITEST.*|NODE_ENV|NODE_OPTIONS)$/.test(name) ? [] : [[name, value]],
    );
    const child = spawn(process.execPath, [program, ...args], {
      cwd: project.directory,
      cols: columns,
      rows: ROWS,
      env: { ...Object.fromEntries(inherited), TERM: 'xterm-256color', ...environment },
    });
    let isOver = false;
    child.onExit(() => (isOver = true));
    onTestFinished(() => {
      if (!isOver) child.kill();
    });
    return new Terminal(child, columns);
  }

  /** All that the program wrote, with its control sequences. */
  get output(): string {
    return this.#output;
  }

  /** The lines that can be read, from the first that scrolled away to the last. */
  async lines(): Promise<string[]> {
    await new Promise<void>((resolve) => {
      this.#screen.write('', resolve);
    });
    const { active } = this.#screen.buffer;
    const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
    return lines.join('\n').trimEnd().split('\n');
  }

  /** Waits for a question, and presses a key; what was written since the last answer is what the person read. */
  async answer(key: string): Promise<string> {
    const began = this.#answered;
    await this.#until(() => this.#output.slice(began).endsWith('[?] ') || this.#hasEnded);
    if (this.#hasEnded) throw new Error(`it asks no more:\n${this.#output}`);
    const read = this.#output.slice(began);
    this.#answered = this.#output.length;
    this.#process.write(key);
    return read;
  }

  /** Presses a key, whatever the screen shows. */
  press(key: string): void {
    this.#process.write(key);
  }

  /** Waits for the end, and returns the exit code. */
  async end(): Promise<number> {
    let code: number | undefined;
    void this.ended.then((ended) => {
      code = ended;
    });
    await this.#until(() => code !== undefined);
    return code ?? -1;
  }

  async #until(isSo: () => boolean): Promise<void> {
    const started = Date.now();
    while (!isSo()) {
      if (Date.now() - started > TIMEOUT_MS) throw new Error(`it does not come to that:\n${this.#output}`);
      await delay(POLL_MS);
    }
  }
}
