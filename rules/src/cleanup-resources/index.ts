import { createRule } from '../create-rule.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { sourceOf } from '../resolve/source.ts';
import { isInScope } from '../resolve/test-file.ts';
import { javascriptListeners } from './javascript/index.ts';
import { messages, type MessageId } from './messages.ts';
import { mayLeaveOpen } from './prefilter.ts';
import { pythonListeners } from './python/index.ts';

/** Reports what a fixture or hook opens and nothing closes. */
export const cleanupResources = createRule<[], MessageId>({
  name: 'cleanup-resources',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require fixtures and hooks to end what they open',
      preset: 'strict',
      practice: 'Test isolation',
    },
    hasSuggestions: true,
    messages,
    schema: [],
    defaultOptions: [],
  },
  create(context) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python);
    const { text } = context.sourceCode;
    const source = mayLeaveOpen(text) && isInScope(context) ? sourceOf(context) : undefined;
    return source ? javascriptListeners(context, source) : {};
  },
});
