import { classes, functions, threadApisOf } from './group.ts';

/** The classes that `multiprocessing` has, and each context that `get_context()` returns. */
const processClasses = ['Process', 'Pool', 'Manager'].flatMap((name) => [name, `get_context().${name}`]);

/** Thread and process APIs of Python: the standard library and torch. */
export const pythonThreadApis = threadApisOf('python', [
  {
    managedBy: 'a fixture that starts it and joins it',
    reason: 'a thread that outlives its test can crash the interpreter when pytest closes the event loop',
    apis: [
      ...classes('threading', 'Thread', 'Timer'),
      ...functions('_thread', 'start_new_thread', 'start_new'),
    ],
  },
  {
    managedBy: 'asyncio.to_thread, or the coroutine itself',
    reason: 'its threads end with the process, not with the test, unless it is shut down',
    apis: [
      ...classes('concurrent.futures', 'ThreadPoolExecutor', 'InterpreterPoolExecutor'),
      ...classes('concurrent.futures.thread', 'ThreadPoolExecutor'),
      ...classes('concurrent.futures.interpreter', 'InterpreterPoolExecutor'),
      ...classes('multiprocessing.pool', 'ThreadPool'),
      ...classes('multiprocessing.dummy', 'Process', 'Pool'),
    ],
  },
  {
    managedBy: 'a fixture that starts it, ends it and joins it',
    reason:
      'a forked process inherits the locks of torch and tokenizers as they are and may wait for them forever',
    apis: [
      ...functions('os', 'fork', 'forkpty'),
      ...functions('pty', 'fork'),
      ...classes('concurrent.futures', 'ProcessPoolExecutor'),
      ...classes('concurrent.futures.process', 'ProcessPoolExecutor'),
      ...classes('multiprocessing', ...processClasses),
      ...classes('multiprocessing.context', 'Process', 'ForkProcess', 'SpawnProcess', 'ForkServerProcess'),
      ...classes('multiprocessing.process', 'BaseProcess'),
      ...classes('multiprocessing.managers', 'SyncManager'),
      ...classes('multiprocessing.pool', 'Pool'),
      ...classes('torch.multiprocessing', ...processClasses),
      ...functions('torch.multiprocessing', 'spawn', 'start_processes'),
      ...functions('torch.multiprocessing.spawn', 'spawn', 'start_processes'),
    ],
  },
  {
    managedBy: 'subprocess.run with a timeout',
    reason: 'nothing waits for the process that it starts, or ends it when the test fails',
    apis: [
      ...functions(
        'os',
        'spawnl',
        'spawnle',
        'spawnlp',
        'spawnlpe',
        'spawnv',
        'spawnve',
        'spawnvp',
        'spawnvpe',
      ),
      ...functions('os', 'posix_spawn', 'posix_spawnp'),
    ],
  },
]);
