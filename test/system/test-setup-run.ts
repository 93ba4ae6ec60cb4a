import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Project } from './project.ts';

/** How a run of tests ended. */
export interface TestRun {
  /** `undefined` if it did not end in time and was killed. */
  readonly code: number | null | undefined;
  /** All that it said. */
  readonly said: string;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which a run counts as hanging. */
  readonly within?: number;
  /** The Node.js to run it with, if not the one of this run. */
  readonly node?: string;
}

/** Variables of this run that would change the other one, those that the set-up sets among them. */
const NOT_INHERITED =
  /^(?:VITEST|JEST|NODE_ENV|NODE_OPTIONS|TEST$|COGNIVERSE_|DO_NOT_TRACK|\w+_NUM_THREADS|TOKENIZERS_)/;

/** Runs a program of an installed package, such as `vitest/vitest.mjs`, in a project. */
export function runTests(
  project: Project,
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<TestRun> {
  return runNode(project, [path.join(project.installed, 'node_modules', program), ...args], options);
}

/** Runs Node.js in a project. */
export function runNode(
  project: Project,
  args: readonly string[],
  { env = {}, within = 120_000, node = process.execPath }: RunOptions = {},
): Promise<TestRun> {
  const inherited = Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name));
  const child = spawn(node, args, {
    cwd: project.directory,
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  child.stdin.end();
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, within);
  return new Promise((resolve, reject) => {
    // A process that the tests left alive may hold the streams open.
    child.on('error', reject).on('exit', (code) => {
      clearTimeout(timer);
      setTimeout(() => {
        resolve({ code: hung ? undefined : code, said });
      }, 200);
    });
  });
}

/** Whether the process runs whose number a test has written into a file of the project; ends it, if so. */
export async function endProcessIn(project: Project, file: string): Promise<boolean> {
  const pid = Number(await readFile(path.join(project.directory, file), 'utf8'));
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/**
 * A tiny model for onnxruntime in the protobuf encoding of ONNX: its output `y` is its input `x`, one number.
 *
 * @returns The bytes in base64.
 */
export function tinyModel(): string {
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
  const number = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
  const bytes = (field: number, content: readonly number[]): number[] => [
    ...varint((field << 3) | 2),
    ...varint(content.length),
    ...content,
  ];
  const text = (field: number, content: string): number[] => bytes(field, [...Buffer.from(content)]);
  const oneFloat = bytes(1, [...number(1, 1), ...bytes(2, bytes(1, number(1, 1)))]);
  const value = (name: string): number[] => [...text(1, name), ...bytes(2, oneFloat)];
  const node = [...text(1, 'x'), ...text(2, 'y'), ...text(4, 'Identity')];
  const graph = [...bytes(1, node), ...text(2, 'g'), ...bytes(11, value('x')), ...bytes(12, value('y'))];
  const operators = [...text(1, ''), ...number(2, 13)];
  const model = [...number(1, 8), ...bytes(8, operators), ...bytes(7, graph)];
  return Buffer.from(model).toString('base64');
}
