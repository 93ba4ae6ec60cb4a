import type { ModelPolicy } from '@cogniverse/guide';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { Finding } from './findings.ts';
import { allowedText, placeText, policyText, type messages } from './messages.ts';
import type { Options } from './options.ts';
import { replacementsOf, type Replacement, type Rewriter } from './replacement.ts';

/** What ESLint gives to the rule. */
export type Context = Readonly<TSESLint.RuleContext<keyof typeof messages, readonly [Options]>>;

/** Reports each finding, with a fix where the name gives way without a look, and a suggestion where it needs one. */
export function report<Node extends { readonly loc: TSESTree.SourceLocation }>(
  context: Context,
  findings: readonly Finding<Node>[],
  policy: ModelPolicy,
  rewriter: Rewriter<Node>,
): void {
  const replacements = replacementsOf(findings, context.sourceCode.text, rewriter);
  for (const finding of findings) {
    const { node, name, place, verdict } = finding;
    const replacement = replacements.get(finding);
    const refused = verdict.kind === 'denied' && verdict.replacement !== undefined ? 'replaceable' : 'refused';
    context.report({
      loc: node.loc,
      messageId: verdict.kind === 'unlisted' ? 'unlisted' : refused,
      data: {
        name,
        place: placeText(place),
        replacement: verdict.kind === 'denied' ? verdict.replacement ?? '' : '',
        allowed: allowedText(policy, name),
        policy: policyText(context),
      },
      ...(replacement && changeBy(replacement, finding)),
    });
  }
}

/** A fix where the change needs no look, a suggestion where it does. */
function changeBy<Node>(
  { range, text, doubt }: Replacement,
  { name, verdict }: Finding<Node>,
): Pick<TSESLint.ReportDescriptor<keyof typeof messages>, 'fix' | 'suggest'> {
  const fix: TSESLint.ReportFixFunction = (fixer) => fixer.replaceTextRange(range, text);
  if (doubt === undefined) return { fix };
  const replacement = verdict.kind === 'denied' ? verdict.replacement : undefined;
  return { suggest: [{ messageId: 'replace', data: { name, replacement, doubt }, fix }] };
}
