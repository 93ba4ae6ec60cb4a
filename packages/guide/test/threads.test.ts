import { describe, expect, test } from 'vitest';

import {
  findThreadApi,
  isThreadApiAllowed,
  nodeBuiltinName,
  threadApiLabel,
  threadApis,
} from '../src/index.ts';

describe('findThreadApi', () => {
  test.each([
    ['node:worker_threads', 'Worker', 'worker_threads.Worker'],
    ['worker_threads', 'default.Worker', 'worker_threads.Worker'],
    ['global', 'Worker', 'Worker'],
    ['global', 'SharedWorker', 'SharedWorker'],
    ['node:child_process', 'fork', 'child_process.fork'],
    ['cluster', 'fork', 'cluster.fork'],
    ['node:cluster', 'default.fork', 'cluster.fork'],
    ['piscina', 'default', 'piscina'],
    ['piscina', '', 'piscina'],
    ['piscina', 'default.default', 'piscina'],
    ['piscina', 'Piscina', 'piscina.Piscina'],
    ['tinypool', 'Tinypool', 'tinypool.Tinypool'],
    ['workerpool', 'pool', 'workerpool.pool'],
    ['workerpool', 'default.pool', 'workerpool.pool'],
    ['jest-worker', 'Worker', 'jest-worker.Worker'],
    ['jest-worker', 'default', 'jest-worker'],
    ['synckit', 'createSyncFn', 'synckit.createSyncFn'],
    ['./embed.ts?worker', 'default', '?worker'],
    ['./embed.ts?worker&inline', 'default', '?worker'],
    ['./embed.ts?raw&sharedworker', 'default', '?sharedworker'],
  ])('%s %s is %s', (module, name, label) => {
    const api = findThreadApi('javascript', module, name);
    expect(api && threadApiLabel(api)).toBe(label);
  });

  test.each([
    ['node:worker_threads', 'isMainThread'],
    ['node:worker_threads', ''],
    ['node:worker_threads', 'Worker.prototype'],
    ['worker_threads/', 'Worker'],
    ['node:child_process', 'spawn'],
    ['cluster', 'isPrimary'],
    ['piscina', 'FixedQueue'],
    ['workerpool', 'worker'],
    ['workerpool', 'default'],
    ['comlink', 'wrap'],
    ['pg', 'Pool'],
    ['./embed.ts?worker&url', 'default'],
    ['./embed.ts?worker', 'helper'],
    ['./embed.ts?workers', 'default'],
    ['./worker.ts', 'default'],
    ['global', 'Thread'],
    ['threading', 'Thread'],
  ])('%s %s is none', (module, name) => {
    expect(findThreadApi('javascript', module, name)).toBeUndefined();
  });

  test.each([
    ['threading', 'Thread'],
    ['threading', 'Timer'],
    ['concurrent.futures', 'ThreadPoolExecutor'],
    ['concurrent.futures', 'ProcessPoolExecutor'],
    ['multiprocessing', 'Process'],
    ['multiprocessing', 'get_context().Pool'],
    ['multiprocessing.pool', 'ThreadPool'],
    ['os', 'fork'],
    ['os', 'spawnvp'],
    ['torch.multiprocessing', 'spawn'],
  ])('Python: %s.%s', (module, name) => {
    expect(findThreadApi('python', module, name)).toMatchObject({ language: 'python', module, name });
  });

  test.each([
    ['threading', 'enumerate'],
    ['threading', 'Lock'],
    ['concurrent.futures', 'Future'],
    ['multiprocessing', 'get_context'],
    ['asyncio', 'sleep'],
    ['subprocess', 'run'],
    ['os', 'getpid'],
    ['worker_threads', 'Worker'],
  ])('Python: %s.%s is none', (module, name) => {
    expect(findThreadApi('python', module, name)).toBeUndefined();
  });
});

test.each([
  ['asyncio', 'to_thread', 'toThread'],
  ['subprocess', 'Popen', 'popen'],
  ['http.server', 'ThreadingHTTPServer', 'threadingServers'],
  ['threading', 'Thread', undefined],
])('Python: %s.%s is one for those who ask for %s', (module, name, kind) => {
  expect(findThreadApi('python', module, name)).toMatchObject({ name });
  expect(findThreadApi('python', module, name)?.optional).toBe(kind);
});

describe('the table', () => {
  test('finds each of its own entries', () => {
    expect(
      threadApis.filter((api) => findThreadApi(api.language, specifierOf(api.module), api.name) !== api),
    ).toEqual([]);
  });

  test('names builtins canonically', () => {
    const modules = threadApis
      .filter(({ language }) => language === 'javascript')
      .map(({ module }) => module);
    expect(modules.filter((module) => module.startsWith('node:'))).toEqual([]);
    expect(nodeBuiltinName('worker_threads')).toBe('worker_threads');
  });
});

describe('isThreadApiAllowed', () => {
  const worker = findThreadApi('javascript', 'node:worker_threads', 'Worker');
  const globalWorker = findThreadApi('javascript', 'global', 'Worker');

  test.each([
    [['worker_threads.Worker'], true, false],
    [['node:worker_threads.Worker'], true, false],
    [['worker_threads'], true, false],
    [['Worker'], false, true],
    [['piscina'], false, false],
    [[], false, false],
  ])('%j', (allow, allowsWorker, allowsGlobal) => {
    expect(worker && isThreadApiAllowed(worker, allow)).toBe(allowsWorker);
    expect(globalWorker && isThreadApiAllowed(globalWorker, allow)).toBe(allowsGlobal);
  });
});

function specifierOf(module: string): string {
  return module.startsWith('?') ? `./module.ts${module}` : module;
}
