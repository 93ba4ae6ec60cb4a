import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { parse } from 'yaml';

import { runWith, type Ended } from './project.ts';

/** A step of an action or job, as its file has it. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

/** A composite action, as its file has it. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** What became of an action. */
export interface ActionRun {
  /** What the steps that ran a script said, by id. */
  readonly ran: ReadonlyMap<string, Ended>;
  /** The actions that were called, with what they were given. */
  readonly used: readonly { readonly uses: string; readonly with: Readonly<Record<string, string>> }[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Whether every step that ran has ended well. */
  readonly succeeded: boolean;
}

/** The job that an action runs in. */
export interface JobSetting {
  /** The folder of the checkout. */
  readonly workspace: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** The folder for what is needed for the time of the job; by default one of its own. */
  readonly temporary?: string;
}

/** Reads a file in YAML, whose form is checked elsewhere. */
export async function readYaml(file: string): Promise<unknown> {
  return parse(await readFile(file, 'utf8'));
}

/**
 * Carries out the steps of a composite action as GitHub's runner does: scripts are run by bash with what the action
 * says, of other actions is only noted that they were called.
 */
export async function runAction({ inputs, outputs, runs }: Action, setting: JobSetting): Promise<ActionRun> {
  if (setting.temporary === undefined) {
    const temporary = await mkdtemp(path.join(tmpdir(), 'cogniverse-runner-'));
    const run = await runAction({ inputs, outputs, runs }, { ...setting, temporary });
    await rm(temporary, { recursive: true });
    return run;
  }
  const given = Object.entries(inputs).map(([name, { default: value = '' }]) => [
    name,
    setting.inputs?.[name] ?? value,
  ]);
  const job = new Job(Object.fromEntries(given) as Record<string, string>, setting.temporary, setting);
  for (const step of runs.steps) await job.carryOut(step);
  return {
    ran: job.ran,
    used: job.used,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, job.expand(value)])),
    succeeded: job.succeeded,
  };
}

class Job {
  readonly ran = new Map<string, Ended>();
  readonly used: { uses: string; with: Record<string, string> }[] = [];
  succeeded = true;
  readonly #values: Map<string, string>;
  readonly #temporary: string;
  readonly #setting: JobSetting;

  constructor(inputs: Readonly<Record<string, string>>, temporary: string, setting: JobSetting) {
    this.#temporary = temporary;
    this.#setting = setting;
    this.#values = new Map([
      ...Object.entries(inputs).map(([name, value]): [string, string] => [`inputs.${name}`, value]),
      ['runner.temp', temporary],
      ['runner.os', 'Linux'],
      ['github.job', 'lint'],
      ['github.sha', setting.environment?.['GITHUB_SHA'] ?? '0000'],
    ]);
  }

  async carryOut(step: Step): Promise<void> {
    if (!this.#isOn(step.if)) return;
    const { id = step.name ?? '', uses, run } = step;
    if (uses !== undefined) {
      this.used.push({ uses, with: this.#expandAll(step.with ?? {}) });
      return;
    }
    if (run === undefined || run.includes('${{')) throw new Error(`a step that is no plain script: ${id}`);
    const file = (name: string): string => path.join(this.#temporary, `${id}-${name}`);
    await Promise.all(['output', 'summary'].map((name) => writeFile(file(name), '')));
    await writeFile(file('script.sh'), run);
    const folder = path.join(this.#setting.workspace, this.expand(step['working-directory'] ?? ''));
    const environment = {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: this.#setting.workspace,
      GITHUB_EVENT_NAME: 'push',
      RUNNER_TEMP: this.#temporary,
      ...this.#setting.environment,
      ...this.#expandAll(step.env ?? {}),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
    };
    const bash = ['--noprofile', '--norc', '-eo', 'pipefail', file('script.sh')];
    const ended = await runWith(environment, folder, 'bash', ...bash);
    this.ran.set(id, ended);
    if (ended.code !== 0) this.succeeded = false;
    for (const line of (await readFile(file('output'), 'utf8')).split('\n').filter(Boolean)) {
      const [, name = '', value = ''] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
      this.#values.set(`steps.${id}.outputs.${name}`, value);
    }
  }

  /** Puts values in the place of expressions that only name one. */
  expand(text: string | number | boolean): string {
    return String(text).replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
      const value = this.#values.get(name);
      if (value === undefined && !name.startsWith('steps.')) throw new Error(`nothing is called ${name}`);
      return value ?? '';
    });
  }

  #expandAll(fields: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, this.expand(value)]));
  }

  /** Conditions of two forms: that an output has a value, and that the job goes on whatever came before. */
  #isOn(condition: string | undefined): boolean {
    if (condition === undefined) return this.succeeded;
    if (condition.includes('!cancelled()')) return true;
    const [, name = '', value] = /^([\w.-]+) == '([^']*)'$/.exec(condition) ?? [];
    if (value === undefined) throw new Error(`a condition of another form: ${condition}`);
    return this.succeeded && (this.#values.get(name) ?? '') === value;
  }
}
