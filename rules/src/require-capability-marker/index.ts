import { createRule } from '../create-rule.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { javascriptListeners } from './javascript.ts';
import { messages } from './messages.ts';
import { pythonListeners } from './python/index.ts';

/** Reports tests that need a service, a gated model or an accelerator, and run where it is missing. */
export const requireCapabilityMarker = createRule<[], keyof typeof messages>({
  name: 'require-capability-marker',
  meta: {
    type: 'problem',
    docs: {
      description:
        'Require tests that need a service, a gated model or a GPU to be skipped where it is missing',
      preset: 'strict',
      practice: 'Markers',
    },
    hasSuggestions: true,
    messages,
    schema: [],
    defaultOptions: [],
  },
  create(context) {
    const python = pythonSourceOf(context);
    return python ? pythonListeners(context, python) : javascriptListeners(context);
  },
});
