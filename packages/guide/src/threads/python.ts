import type { ThreadApi } from './thread-api.ts';

interface Group {
  readonly module: string;
  readonly kind: ThreadApi['kind'];
  readonly names: readonly string[];
  readonly managedBy?: string;
  readonly reason: string;
}

const processes = ['Process', 'Pool', 'Manager'];
const osSpawn = ['spawnl', 'spawnle', 'spawnlp', 'spawnlpe', 'spawnv', 'spawnve', 'spawnvp', 'spawnvpe'];

const leaks = 'a thread that outlives its test crashes the interpreter when pytest tears the event loop down';
const pools = 'its threads end with the process, not with the test, unless the executor is shut down';
const forks = 'a forked process inherits the locks of torch and tokenizers as they were, and waits for them forever';
const joined = 'a fixture that starts it and joins it';
const asynchronous = 'asyncio.to_thread, or the coroutine itself';
const fixture = 'a fixture that starts it, ends it and joins it';

const groups: readonly Group[] = [
  { module: 'threading', kind: 'class', names: ['Thread', 'Timer'], managedBy: joined, reason: leaks },
  { module: '_thread', kind: 'function', names: ['start_new_thread', 'start_new'], managedBy: joined, reason: leaks },
  ...['concurrent.futures', 'concurrent.futures.thread'].map((module) => ({
    module,
    kind: 'class' as const,
    names: ['ThreadPoolExecutor'],
    managedBy: asynchronous,
    reason: pools,
  })),
  ...['concurrent.futures', 'concurrent.futures.process'].map((module) => ({
    module,
    kind: 'class' as const,
    names: ['ProcessPoolExecutor'],
    managedBy: fixture,
    reason: forks,
  })),
  {
    module: 'concurrent.futures',
    kind: 'class',
    names: ['InterpreterPoolExecutor'],
    managedBy: asynchronous,
    reason: pools,
  },
  { module: 'multiprocessing', kind: 'class', names: processes, managedBy: fixture, reason: forks },
  {
    module: 'multiprocessing',
    kind: 'class',
    names: processes.map((name) => `get_context().${name}`),
    managedBy: fixture,
    reason: forks,
  },
  {
    module: 'multiprocessing.context',
    kind: 'class',
    names: ['Process', 'ForkProcess', 'SpawnProcess', 'ForkServerProcess'],
    managedBy: fixture,
    reason: forks,
  },
  { module: 'multiprocessing.process', kind: 'class', names: ['BaseProcess'], managedBy: fixture, reason: forks },
  { module: 'multiprocessing.managers', kind: 'class', names: ['SyncManager'], managedBy: fixture, reason: forks },
  { module: 'multiprocessing.pool', kind: 'class', names: ['Pool'], managedBy: fixture, reason: forks },
  { module: 'multiprocessing.pool', kind: 'class', names: ['ThreadPool'], managedBy: asynchronous, reason: pools },
  { module: 'multiprocessing.dummy', kind: 'class', names: ['Process', 'Pool'], managedBy: asynchronous, reason: pools },
  { module: 'os', kind: 'function', names: ['fork', 'forkpty'], managedBy: fixture, reason: forks },
  { module: 'pty', kind: 'function', names: ['fork'], managedBy: fixture, reason: forks },
  {
    module: 'os',
    kind: 'function',
    names: [...osSpawn, 'posix_spawn', 'posix_spawnp'],
    managedBy: 'subprocess.run with a timeout',
    reason: 'nothing waits for the process that it starts, or ends it when the test fails',
  },
  {
    module: 'torch.multiprocessing',
    kind: 'class',
    names: [...processes, ...processes.map((name) => `get_context().${name}`)],
    managedBy: fixture,
    reason: forks,
  },
  {
    module: 'torch.multiprocessing',
    kind: 'function',
    names: ['spawn', 'start_processes', 'spawn.spawn', 'spawn.start_processes'],
    managedBy: fixture,
    reason: forks,
  },
];

/** Thread and process APIs of Python. */
export const pythonThreadApis: readonly ThreadApi[] = groups.flatMap(({ names, ...group }) =>
  names.map((name) => ({ language: 'python', ...group, name })),
);
