import { createRule } from '../create-rule.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { javascriptListeners } from './javascript/index.ts';
import { messages } from './messages.ts';
import { pythonListeners } from './python/index.ts';

/** Reports markers and tags that nothing registers: misspelt ones select or skip nothing. */
export const registeredMarkers = createRule<[], keyof typeof messages>({
  name: 'registered-markers',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require markers and tags of tests to be registered',
      preset: 'recommended',
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
