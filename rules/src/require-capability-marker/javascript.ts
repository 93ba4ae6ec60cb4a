import path from 'node:path';

import type { TSESLint } from '@typescript-eslint/utils';

import { policyFor } from '../project.ts';
import { sourceOf } from '../resolve/source.ts';
import { evaluateOne } from '../resolve/static-value.ts';
import { testCallsOf, type TestCall } from '../resolve/test-calls/index.ts';
import { isInScope } from '../resolve/test-file.ts';
import { Capabilities, GPU, type Need } from './capabilities.ts';
import { isGated, type GateFile } from './gates.ts';
import type { Context } from './messages.ts';
import { needOf, type Call } from './needs.ts';
import { ownersOf } from './owners.ts';
import { isPlayed } from './played.ts';
import { mayNeedCapability } from './prefilter.ts';

/** Names of files that are run apart from the others, by those who have what they need. */
const RUN_APART = /\.(?:int|integration|e2e|live|manual|external|gpu|ollama)\.(?:test|spec)\./;

/** The rule on a JavaScript or TypeScript file. */
export function javascriptListeners(context: Context): TSESLint.RuleListener {
  const { text, visitorKeys } = context.sourceCode;
  const isAsked = mayNeedCapability(text) && !RUN_APART.test(path.basename(context.physicalFilename));
  const source = isAsked && isInScope(context) ? sourceOf(context) : undefined;
  if (!source) return {};
  const calls: Call[] = [];
  return {
    'CallExpression, NewExpression'(call: Call) {
      calls.push(call);
    },
    'Program:exit'() {
      const tests = testCallsOf(context);
      if (tests.calls.length === 0) return;
      const capabilities = new Capabilities(policyFor(source.file));
      const file: GateFile = { source, tests, visitorKeys, capabilities };
      const needs = calls.flatMap((call) => needOf(call, source, capabilities) ?? []);
      if (needs.length === 0 || isPlayed(source, text)) return;
      reportNeeds(context, needs, file);
    },
  };
}

function reportNeeds(context: Context, needs: readonly Need<Call>[], file: GateFile): void {
  const reported = new Set<string>();
  for (const need of needs) {
    for (const owner of ownersOf(need.node, file.tests, file.source)) {
      const key = `${owner.node.range[0]} ${need.capability}`;
      if (reported.has(key) || isGated(owner, need.capability, file)) continue;
      reported.add(key);
      report(context, owner, need, file);
    }
  }
}

function report(context: Context, owner: TestCall, need: Need<Call>, { source }: GateFile): void {
  const { node, kind, name } = owner;
  const title = owner.title && evaluateOne(owner.title, source);
  const named = title?.kind === 'constant' ? `Test ${JSON.stringify(title.value)}` : 'The test';
  const begin = `\`await requires('${need.capability}')\` of @cogniverse/test-setup`;
  context.report({
    loc: { start: node.loc.start, end: node.callee.loc.end },
    messageId: 'ungated',
    data: {
      test: kind === 'hook' ? `Hook ${name}()` : named,
      capability: need.capability === GPU ? 'a GPU' : need.capability,
      what: need.what,
      where: `in line ${need.node.loc.start.line}`,
      remedy: `Begin it with ${begin}`,
    },
  });
}
