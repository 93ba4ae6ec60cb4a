import { threadApiLabel, threadApis } from '@cogniverse/guide';
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

const modules = threadApis.map(({ module }) => module).filter((module) => module !== 'global');
const allowed: string[] = [...new Set([...modules, ...threadApis.map(threadApiLabel)])].toSorted();

const names = { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true } as const;

/** The JSON schema of the rule's options. */
export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    allow: {
      type: 'array',
      items: { type: 'string', enum: allowed },
      uniqueItems: true,
      description:
        'What tests may use by hand, beside what the policy allows: one API (`worker_threads.Worker`, ' +
        '`threading.Timer`), all that a module has (`piscina`, `multiprocessing`), or a global (`SharedWorker`).',
    },
    allowIn: {
      ...names,
      description: 'Python: functions, fixtures and classes in whose body threads may be made.',
    },
    allowMarkers: {
      ...names,
      description: 'Python: pytest marks, on a test, its class or its module, that allow threads.',
    },
    toThread: {
      type: 'boolean',
      description: 'Python: also report `asyncio.to_thread` and the `to_thread.run_sync` of anyio and trio.',
    },
    runInExecutor: {
      type: 'boolean',
      description: 'Python: also report `run_in_executor` of an event loop.',
    },
    popen: {
      type: 'boolean',
      description: 'Python: also report `subprocess.Popen` and `os.popen`.',
    },
    threadingServers: {
      type: 'boolean',
      description:
        'Python: also report servers that have a thread or process for each request, as `ThreadingHTTPServer`, and ' +
        'the pool that is made for a `grpc.server`.',
    },
  },
} as const satisfies JSONSchema;

/** The rule's options. */
export type Options = FromSchema<typeof schema>;

/** The rule's messages. */
export type MessageIds = 'manualThread' | 'threadInFixture';
