/** The thread behind the jscodeshift transforms: receives texts, answers with what the codemod makes of them. */
import path from 'node:path';
import { type MessagePort, workerData } from 'node:worker_threads';

import { COMMANDS } from '../commands/commands.ts';
import { processFile } from '../engine/process-file.ts';
import type { PresetName } from '../engine/protocol.ts';
import { jobOf } from '../engine/run.ts';
import { projectRoot } from '../files/expand-path.ts';

interface Request {
  readonly command: string;
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
  readonly preset?: PresetName;
  readonly unsafe: boolean;
}

interface Answer {
  /** The fixed text; absent where nothing is fixed. */
  readonly output?: string;
  readonly error?: string;
}

const { port, signal } = workerData as { readonly port: MessagePort; readonly signal: Int32Array };

port.on('message', (request: Request) => {
  void answer(request).then((message) => {
    port.postMessage(message);
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  });
});

async function answer({ command, path: file, text, preset, unsafe }: Request): Promise<Answer> {
  const rules = COMMANDS.find(({ name }) => name === command)?.rules;
  const task = { path: file, root: projectRoot(path.dirname(file), process.cwd()), named: false, text };
  const outcome = await processFile(task, jobOf({ rules, preset, unsafe, mode: 'write' }));
  if (outcome.kind === 'linted') return outcome.fix ? { output: outcome.fix.output } : {};
  return { error: outcome.kind === 'skipped' ? outcome.reason : outcome.message };
}
