import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { pathFromRoot } from '../../resolve/path-from-root.ts';
import { projectRunner } from '../../resolve/project-runner.ts';
import { sourceOf, type Source } from '../../resolve/source.ts';
import { testCallsOf, type TestCall } from '../../resolve/test-calls/index.ts';
import { isInScope } from '../../resolve/test-file.ts';
import type { messages } from '../messages.ts';
import { mayHoldTag } from '../prefilter.ts';
import { misspeltMember } from './members.ts';
import { moduleTags, tagsInOptions, tagsInTitle, type TagUse } from './tag-uses.ts';
import { policyJudge, vitestJudge, type TagJudge } from './undefined-tags.ts';

type Context = Readonly<TSESLint.RuleContext<keyof typeof messages, []>>;

/** The rule's listeners for a JavaScript file. */
export function javascriptListeners(context: Context): TSESLint.RuleListener {
  const source = mayHoldTag(context.sourceCode.text) && isInScope(context) ? sourceOf(context) : undefined;
  if (!source) return {};
  return {
    MemberExpression(node) {
      reportMember(node, source, context);
    },
    'Program:exit'() {
      const calls = testCallsOf(context).calls.filter(({ kind }) => kind !== 'hook');
      checkVitest(calls, source, context);
      checkPlaywright(calls, source, context);
    },
  };
}

function reportMember(node: TSESTree.MemberExpression, source: Source, context: Context): void {
  const found = misspeltMember(node, source, () => projectRunner(source.file));
  if (!found) return;
  const { property, object, meant } = found;
  context.report({
    node: property,
    messageId: 'member',
    data: { marker: property.name, object, meant },
    suggest: [{ messageId: 'write', data: { meant }, fix: (fixer) => fixer.replaceText(property, meant) }],
  });
}

function checkVitest(calls: readonly TestCall[], source: Source, context: Context): void {
  const own = calls.filter((call) => call.runner === 'vitest');
  if (own.length === 0) return;
  const { text } = context.sourceCode;
  const uses = [
    ...moduleTags({ text, getLocFromIndex: (index) => context.sourceCode.getLocFromIndex(index) }),
    ...own.flatMap((call) => tagsInOptions(call, 'tags', source, text)),
  ];
  if (uses.length > 0) report(uses, vitestJudge(source.file), context);
}

/** A word in a title may be no tag at all: it is one where it is nearly spelt as one. */
function checkPlaywright(calls: readonly TestCall[], source: Source, context: Context): void {
  const own = calls.filter((call) => call.runner === 'playwright');
  const judge = own.length === 0 ? undefined : policyJudge(source.file);
  if (!judge) return;
  const { text } = context.sourceCode;
  report(
    own.flatMap((call) => tagsInOptions(call, 'tag', source, text)),
    judge,
    context,
  );
  const onlyMisspelt: TagJudge = (tag) => {
    const verdict = judge(tag);
    return verdict?.kind === 'misspelt' ? verdict : undefined;
  };
  report(
    own.flatMap((call) => tagsInTitle(call, text)),
    onlyMisspelt,
    context,
  );
}

/** A misspelling is said where it stands; a tag that is to be defined, once a file. */
function report(uses: readonly TagUse[], judge: TagJudge, context: Context): void {
  for (const name of new Set(uses.map((use) => use.name))) {
    const verdict = judge(name);
    const same = uses.filter((use) => use.name === name);
    if (verdict?.kind === 'misspelt') for (const use of same) reportMisspelt(use, verdict.meant, context);
    const [first] = same;
    if (verdict?.kind !== 'undefined' || !first) continue;
    const { option, file, consequence } = verdict.definition;
    context.report({
      loc: first.loc,
      messageId: 'undefinedTag',
      data: {
        marker: name,
        uses: same.length > 1 ? ` (${same.length} times in this file)` : '',
        option,
        consequence,
        config: file === undefined ? 'its configuration' : pathFromRoot(file, context.cwd),
      },
    });
  }
}

function reportMisspelt({ name, loc, range }: TagUse, meant: string, context: Context): void {
  context.report({
    loc,
    messageId: 'misspeltTag',
    data: { marker: name, meant },
    ...(range && {
      suggest: [
        { messageId: 'write', data: { meant }, fix: (fixer) => fixer.replaceTextRange([...range], meant) },
      ],
    }),
  });
}
