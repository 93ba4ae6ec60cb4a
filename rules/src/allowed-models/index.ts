import { createRule } from '../create-rule.ts';

/** Allow only the models on the project's list to be loaded in tests */
export const allowedModels = createRule({
  name: 'allowed-models',
  meta: {
    type: 'problem',
    docs: { description: 'Allow only the models on the project\'s list to be loaded in tests', preset: 'recommended', practice: 'Model loading' },
    messages: {},
    schema: [],
  },
  defaultOptions: [],
  create: () => ({}),
});
