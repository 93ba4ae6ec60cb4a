// A worker of the pool with files that end it.
process.prependListener('message', (message) => {
  const { tasks } = /** @type {import('../../src/engine/worker.ts').WorkRequest} */ (message);
  for (const { path } of tasks) {
    if (path.endsWith('exit.test.ts')) process.exit(7);
    if (path.endsWith('kill.test.ts')) process.kill(process.pid, 'SIGKILL');
    if (path.endsWith('memory.test.ts')) exhaustMemory();
  }
});
await import(new URL('../../bundle/worker.js', import.meta.url).href);

function exhaustMemory() {
  const hoard = [];
  for (;;) hoard.push(new Array(100_000).fill(hoard.length));
}
