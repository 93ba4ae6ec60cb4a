import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { TestCall } from '../resolve/test-calls/index.ts';
import { fixWith } from '../text/text-edit.ts';
import { countOf, faultOf, headOf, hintFor, nameOf, type messages } from './messages.ts';
import type { Options } from './options.ts';
import { remedyFor, sharedRemedy, type Remedy, type Request } from './remedy.ts';
import type { Unbounded } from './verdict.ts';

/** A rule's context with this rule's messages and options. */
export type Context = Readonly<TSESLint.RuleContext<keyof typeof messages, readonly [Options?]>>;

/** A test without a timeout that counts. */
export interface Finding extends Unbounded {
  readonly test: TestCall;
}

/** Reports tests without a timeout; a wrong value that several of them rely on is reported once, where it stands. */
export function reportAll(context: Context, findings: readonly Finding[], request: Request): void {
  const shared = new Map<TSESTree.Node, Finding[]>();
  for (const finding of findings) {
    const node = sharedNode(finding);
    if (node) shared.set(node, [...(shared.get(node) ?? []), finding]);
    else reportTest(context, finding, request);
  }
  for (const [node, relying] of shared) reportShared(context, node, relying, request);
}

/** The value outside of a test that somebody chose, or that its runner throws at. */
function sharedNode({ wrong }: Finding): TSESTree.Node | undefined {
  if (!wrong || wrong.level === 'test') return undefined;
  const { cause, fallsBack } = wrong.verdict;
  return cause === 'value' || (cause === 'misplaced' && !fallsBack) ? wrong.node : undefined;
}

function reportTest(context: Context, finding: Finding, request: Request): void {
  const { test, wrong } = finding;
  const ownNode = wrong?.level === 'test' ? wrong.node : undefined;
  const fault = faultOf(finding, 'ms');
  context.report({
    ...(ownNode ? { node: ownNode } : { loc: headOf(test) }),
    messageId: fault.messageId,
    data: { test: nameOf(test, request.facts.source), hint: hintFor(test, wrong?.verdict.cause === 'misplaced'), ...fault.data },
    ...corrections(remedyFor(test, finding, request)),
  });
}

function reportShared(
  context: Context,
  node: TSESTree.Node,
  findings: readonly Finding[],
  request: Request,
): void {
  const limit = findings[0]?.wrong;
  if (!limit) return;
  context.report({
    node,
    messageId: 'ineffectiveShared',
    data: { reason: limit.verdict.reason, tests: countOf(findings) },
    ...corrections(sharedRemedy(limit, request)),
  });
}

function corrections(
  remedy: Remedy | undefined,
): Partial<Pick<TSESLint.ReportDescriptor<keyof typeof messages>, 'fix' | 'suggest'>> {
  if (!remedy) return {};
  const fix = fixWith(remedy.edit);
  return remedy.isSuggestion ? { suggest: [{ messageId: 'setTimeout', data: { value: remedy.value }, fix }] } : { fix };
}
