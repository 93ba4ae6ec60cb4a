/** The worker: lints what the page sends, one request after the other. */
import { findingOf } from './finding.ts';
import { fix, fromRoot, lint } from './lint.ts';
import type { Answer, Request } from './protocol.ts';

let queue = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  queue = queue.then(async () => {
    postMessage(await answer(data));
  });
});

async function answer({ id, kind, code, settings }: Request): Promise<Answer> {
  try {
    if (kind === 'fix') return { id, kind: 'fixed', code: await fix(code, settings) };
    const start = performance.now();
    const messages = await lint(code, settings);
    const time = performance.now() - start;
    return { id, kind: 'findings', findings: messages.map((message) => findingOf(message, code)), time };
  } catch (error) {
    return { id, kind: 'failed', message: fromRoot(error instanceof Error ? error.message : String(error)) };
  }
}
