import { createRule } from '../create-rule.ts';

/** Import system modules at module level and before any registration */
export const noLateSystemImports = createRule({
  name: 'no-late-system-imports',
  meta: {
    type: 'problem',
    docs: { description: 'Import system modules at module level and before any registration', preset: 'recommended', practice: 'Import timing' },
    messages: {},
    schema: [],
  },
  defaultOptions: [],
  create: () => ({}),
});
