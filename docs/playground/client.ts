/** The page's side of the worker. */
import type { Answer, Request } from './engine/protocol.ts';

type Wanted = Omit<Request, 'id'>;

/** What the page asks the worker, one answer for each request. */
export interface Client {
  ask(wanted: Wanted): Promise<Answer>;
  close(): void;
}

/** Starts the worker that a URL names. */
export function startClient(url: string): Client {
  const worker = new Worker(url, { type: 'module' });
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  worker.addEventListener('error', (event) => {
    const message = `The rules could not be loaded${event.message ? `: ${event.message}` : ''}. Load the page again.`;
    for (const [id, resolve] of waiting) resolve({ id, kind: 'failed', message });
    waiting.clear();
  });
  return {
    ask(wanted) {
      asked += 1;
      const request: Request = { ...wanted, id: asked };
      return new Promise((resolve) => {
        waiting.set(request.id, resolve);
        worker.postMessage(request);
      });
    },
    close() {
      worker.terminate();
    },
  };
}
