import { createRule } from '../create-rule.ts';

/** Disallow hand-made threads and workers in tests */
export const noManualThreads = createRule({
  name: 'no-manual-threads',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow hand-made threads and workers in tests', preset: 'recommended', practice: 'Threads' },
    messages: {},
    schema: [],
  },
  defaultOptions: [],
  create: () => ({}),
});
