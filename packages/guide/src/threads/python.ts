import { classes, functions, threadApisOf } from './group.ts';

/** The classes that `multiprocessing` has, and each context that `get_context()` returns. */
const processClasses = ['Process', 'Pool', 'Manager'].flatMap((name) => [name, `get_context().${name}`]);
const contextClasses = ['DefaultContext', 'ForkContext', 'ForkServerContext', 'SpawnContext'].flatMap((name) =>
  ['Process', 'Pool', 'Manager'].map((member) => `${name}().${member}`),
);

/** What gives an event loop. */
const eventLoops = ['get_running_loop', 'get_event_loop', 'new_event_loop'];

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
      ...classes('multiprocessing.context', ...contextClasses),
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
  {
    optional: 'toThread',
    managedBy: 'the coroutine itself, or an awaited fake',
    reason: 'a timeout cancels the await alone: the thread goes on, and the interpreter waits for it at its end',
    apis: [
      ...functions('asyncio', 'to_thread'),
      ...functions('anyio.to_thread', 'run_sync'),
      ...functions('trio.to_thread', 'run_sync'),
    ],
  },
  {
    optional: 'runInExecutor',
    managedBy: 'the coroutine itself, or an awaited fake',
    reason: 'a timeout cancels the await alone: the thread goes on, and the interpreter waits for it at its end',
    apis: functions('asyncio', ...eventLoops.map((name) => `${name}().run_in_executor`)),
  },
  {
    optional: 'popen',
    managedBy: 'subprocess.run with a timeout, or a fixture that ends the process',
    reason: 'nothing waits for the process that it starts, or ends it when the test fails',
    apis: [...classes('subprocess', 'Popen'), ...functions('os', 'popen')],
  },
  {
    optional: 'threadingServers',
    managedBy: 'a fixture that starts it, shuts it down and closes it',
    reason: 'each request gets a thread of its own, which goes on when the test has ended',
    apis: [
      ...classes('http.server', 'ThreadingHTTPServer'),
      ...classes(
        'socketserver',
        'ThreadingMixIn',
        'ThreadingTCPServer',
        'ThreadingUDPServer',
        'ThreadingUnixStreamServer',
        'ThreadingUnixDatagramServer',
        'ForkingMixIn',
        'ForkingTCPServer',
        'ForkingUDPServer',
        'ForkingUnixStreamServer',
        'ForkingUnixDatagramServer',
      ),
    ],
  },
]);
