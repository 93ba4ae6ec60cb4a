import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { runsOf } from '../../resolve/runs.ts';
import type { Source } from '../../resolve/source.ts';
import { enclosingFunction, unwrap } from '../../resolve/syntax.ts';
import { testCallsOf, type TestCall, type TestCalls } from '../../resolve/test-calls/index.ts';
import type { MessageId } from '../messages.ts';
import { isLeftOpen, isNameLeftOpen } from './fate.ts';
import { openerOf, type Opener } from './opener.ts';

type Context = Readonly<TSESLint.RuleContext<MessageId, []>>;
type Opening = TSESTree.CallExpression | TSESTree.NewExpression;

const PREPARING = new Set(['before', 'beforeAll', 'beforeEach', 'suiteSetup', 'setup']);
/** What removes a file or folder, wherever it stands. */
const REMOVING =
  /\brm(?:Sync|dir|dirSync)?\b|rimraf|remove|unlink|emptyDir|\bdel\b|cleanup|clean_up|delete[A-Z]/;
/** What ends all timers, or plays them. */
const ENDING_TIMERS = /useFakeTimers|clearInterval|clearTimeout|clearAllTimers|\.unref\b/;

/** What `cleanup-resources` listens for in a JavaScript file that may leave something open. */
export function javascriptListeners(context: Context, source: Source): TSESLint.RuleListener {
  const openings: Opening[] = [];
  const members: TSESTree.MemberExpression[] = [];
  const { text } = context.sourceCode;
  const tests = (): TestCalls => testCallsOf(context);
  return {
    'CallExpression, NewExpression'(node: Opening) {
      openings.push(node);
    },
    MemberExpression(node) {
      members.push(node);
    },
    'Program:exit'() {
      const { calls, ownerOf } = tests();
      if (!calls.some(({ kind, name }) => kind === 'hook' && PREPARING.has(name))) return;
      for (const node of openings) {
        const hook = ownerOf(node);
        if (hook?.kind !== 'hook' || !PREPARING.has(hook.name)) continue;
        const opener = openerOf(node, source);
        if (!opener || !isOpen(node, opener, hook.body) || !runsIn(hook, node)) continue;
        const { api, end } = opener;
        const loc = { start: node.loc.start, end: node.callee.loc.end };
        context.report({ loc, messageId: 'openInHook', data: { api, end, place: hook.name } });
      }
    },
  };

  /** Whether a node runs as the hook does, and not in a function that the hook only makes. */
  function runsIn(hook: TestCall, node: TSESTree.Node): boolean {
    const executor = enclosingFunction(node);
    const { parent } = executor ?? {};
    // `new Promise((resolve) => …)`
    const at = parent?.type === 'NewExpression' && parent.arguments[0] === executor ? parent : node;
    return runsOf(at, tests(), source).some(({ owner }) => owner === hook);
  }

  function isOpen(node: Opening, { owner }: Opener, body: TSESTree.Node | undefined): boolean {
    const inHook = { source, members, isIgnored: (fn: TSESTree.Node) => fn === body };
    switch (owner) {
      case 'disk':
        return !REMOVING.test(text);
      case 'timer':
        return !ENDING_TIMERS.test(text) && isLeftOpen(node, inHook);
      case 'receiver':
        // `new Promise((resolve) => server.listen(0, resolve))`
        return isLeftOpen(node, { ...inHook, isIgnored: () => true }) && isReceiverLeftOpen(node);
      case 'value':
        return isLeftOpen(node, inHook);
    }
  }

  /** What is opened by a method belongs to the object, which a variable holds or the method gives back. */
  function isReceiverLeftOpen(node: Opening): boolean {
    const callee = unwrap(node.callee);
    const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
    return object?.type !== 'Identifier' || isNameLeftOpen(object, source);
  }
}
