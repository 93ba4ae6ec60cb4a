import { createRule } from '../create-rule.ts';

/** Require an effective timeout for every async test */
export const requireAsyncTimeout = createRule({
  name: 'require-async-timeout',
  meta: {
    type: 'problem',
    docs: { description: 'Require an effective timeout for every async test', preset: 'recommended', practice: 'Timeouts' },
    messages: {},
    schema: [],
  },
  defaultOptions: [],
  create: () => ({}),
});
