import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { runsOf } from '../../resolve/runs.ts';
import type { Source } from '../../resolve/source.ts';
import { enclosingFunction, unwrap } from '../../resolve/syntax.ts';
import { testCallsOf, type TestCall, type TestCalls } from '../../resolve/test-calls/index.ts';
import type { MessageId } from '../messages.ts';
import { isLeftOpen, isNameLeftOpen } from './fate.ts';
import { fixtureAround, fixtureNameOf } from './fixture.ts';
import { openerOf, type Opener } from './opener.ts';
import { isEndSkipped, mayFail, runsAtOnce } from './skipped-end.ts';

type Context = Readonly<TSESLint.RuleContext<MessageId, []>>;
type Opening = TSESTree.CallExpression | TSESTree.NewExpression;

interface Finding {
  readonly messageId: MessageId;
  readonly opener: Opener;
  readonly place: string;
}

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
  const risks: TSESTree.Node[] = [];
  const { text } = context.sourceCode;
  const tests = (): TestCalls => testCallsOf(context);
  return {
    'CallExpression, NewExpression'(node: Opening) {
      openings.push(node);
      if (mayFail(node)) risks.push(node);
    },
    AwaitExpression(node) {
      risks.push(node);
    },
    MemberExpression(node) {
      members.push(node);
    },
    'Program:exit'() {
      for (const node of openings) {
        const found = findingAt(node);
        if (!found) continue;
        const { api, end } = found.opener;
        const loc = { start: node.loc.start, end: node.callee.loc.end };
        context.report({ loc, messageId: found.messageId, data: { api, end, place: found.place } });
      }
    },
  };

  function findingAt(node: Opening): Finding | undefined {
    const opener = openerOf(node, source);
    if (!opener) return undefined;
    const fixture = fixtureAround(node);
    if (fixture) {
      const place = `the fixture ${fixtureNameOf(fixture) ?? ''}`;
      return isOpen(node, opener, fixture) ? { messageId: 'openInExtension', opener, place } : undefined;
    }
    const owner = tests().ownerOf(node);
    if (owner?.kind === 'test') {
      const isSkipped = isOpenAfterFailure(node, opener, owner);
      return isSkipped ? { messageId: 'skippedInTest', opener, place: owner.name } : undefined;
    }
    if (owner?.kind !== 'hook' || !PREPARING.has(owner.name)) return undefined;
    const isLeft = isOpen(node, opener, owner.body) && runsIn(owner, node);
    return isLeft ? { messageId: 'openInHook', opener, place: owner.name } : undefined;
  }

  /** Whether what a test opens in its own statements stays open if the test fails. */
  function isOpenAfterFailure(node: Opening, { owner }: Opener, { body }: TestCall): boolean {
    if (!body || owner === 'disk' || owner === 'timer' || !runsAtOnce(node, body)) return false;
    const callee = unwrap(node.callee);
    const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
    const name = owner === 'receiver' && object?.type === 'Identifier' ? object : nameOfValue(node);
    return name !== undefined && isEndSkipped(name, node, { body, risks, source });
  }

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

/** The constant that holds what a call makes, awaited or not. */
function nameOfValue(node: Opening): TSESTree.Identifier | undefined {
  const value = node.parent.type === 'AwaitExpression' ? node.parent : node;
  const { parent } = value;
  const isPlain = parent.type === 'VariableDeclarator' && parent.parent.kind === 'const';
  return isPlain && parent.id.type === 'Identifier' ? parent.id : undefined;
}
