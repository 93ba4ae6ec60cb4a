/**
 * The thread behind the jscodeshift transforms: receives texts, answers with what the codemod makes of them.
 */
import path from 'node:path';
import { type MessagePort, workerData } from 'node:worker_threads';

import { COMMANDS } from '../commands/commands.ts';
import { processFile } from '../engine/process-file.ts';
import { PRESET_NAMES } from '../engine/protocol.ts';
import { jobOf } from '../engine/run.ts';
import { messageOf } from '../errors.ts';
import { projectRoot } from '../files/expand-path.ts';

/** What a transform asks. */
export interface Request {
  readonly command: string;
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
  /** Name of a preset; the default's if it is absent. */
  readonly preset: unknown;
  readonly unsafe: boolean;
}

/** What it is answered. */
export interface Answer {
  /** The fixed text; absent where nothing is fixed. */
  readonly output?: string;
  readonly error?: string;
}

const { port, signal } = workerData as { readonly port: MessagePort; readonly signal: Int32Array };

port.on('message', (request: Request) => {
  void answer(request)
    .catch((error: unknown): Answer => ({ error: messageOf(error) }))
    .then((message) => {
      port.postMessage(message);
      Atomics.store(signal, 0, 1);
      Atomics.notify(signal, 0);
    });
});

async function answer({ command, path: file, text, preset: given, unsafe }: Request): Promise<Answer> {
  const preset = PRESET_NAMES.find((known) => known === (given ?? 'recommended'));
  if (!preset) return { error: `--preset: write one of ${PRESET_NAMES.join(', ')}` };
  const { rules, codemod } = COMMANDS.find(({ name }) => name === command) ?? {};
  const task = { path: file, root: projectRoot(path.dirname(file), process.cwd()), named: false, text };
  const outcome = await processFile(task, jobOf({ rules, codemod, preset, unsafe, mode: 'write' }));
  if (outcome.kind === 'linted') return outcome.fix ? { output: outcome.fix.output } : {};
  return { error: outcome.kind === 'skipped' ? outcome.reason : outcome.message };
}
