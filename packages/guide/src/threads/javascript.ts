import { classes, functions, threadApisOf } from './group.ts';

const OUTLIVES =
  'a worker that outlives its test keeps the runner alive, or is killed in the middle of native code';

/** Thread and worker APIs of JavaScript: Node.js, the web, and packages that make workers. */
export const javascriptThreadApis = threadApisOf('javascript', [
  {
    managedBy:
      'managedWorker() of @cogniverse/test-setup, one worker that a hook starts, ends and awaits',
    reason: OUTLIVES,
    apis: classes('worker_threads', 'Worker'),
  },
  {
    managedBy: 'one worker that a fixture or hook starts, ends and awaits',
    reason: OUTLIVES,
    apis: [
      ...classes('global', 'Worker', 'SharedWorker'),
      ...classes('web-worker', ''),
      ...classes('tiny-worker', ''),
      ...classes('threads', 'Worker', 'BlobWorker'),
    ],
  },
  {
    managedBy: 'one child process that a fixture or hook starts, ends and awaits',
    reason:
      'the channel to a forked process keeps the runner alive; when the runner is killed, the process stays',
    apis: [...functions('child_process', 'fork'), ...functions('cluster', 'fork')],
  },
  {
    managedBy: "the runner's own workers, or one pool that a fixture or hook makes and destroys",
    reason: 'a pool starts its threads beside those of the runner and keeps them until it is destroyed',
    apis: [
      ...classes('piscina', '', 'Piscina'),
      ...classes('tinypool', '', 'Tinypool'),
      ...functions('workerpool', 'pool'),
      ...classes('jest-worker', '', 'Worker'),
      ...functions('worker-farm', ''),
      ...classes('node-worker-threads-pool', 'StaticPool', 'DynamicPool'),
      ...classes(
        'poolifier',
        'FixedThreadPool',
        'DynamicThreadPool',
        'FixedClusterPool',
        'DynamicClusterPool',
      ),
    ],
  },
  {
    managedBy: 'the asynchronous function itself, awaited',
    reason:
      'it blocks the test on a hidden worker, so neither a timeout nor an abort can end a call that hangs',
    apis: functions('synckit', 'createSyncFn'),
  },
  {
    managedBy: 'an import of the module itself, without the query',
    reason: 'the bundler makes a worker class of the module, and each one made has to be ended by hand',
    apis: ['?worker', '?sharedworker'].map((module) => ({ module, name: '', kind: 'import-query' })),
  },
]);
