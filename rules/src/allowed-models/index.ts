import type { ModelPolicy } from '@cogniverse/guide';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { createRule } from '../create-rule.ts';
import { policyFor } from '../project.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { resolveOrigin } from '../resolve/origin.ts';
import { sourceOf, type Source } from '../resolve/source.ts';
import { contains } from '../resolve/syntax.ts';
import { isInScope } from '../resolve/test-file.ts';
import { isExpectedToFail, isOnlyCompared } from '../models/assertions.ts';
import { addVariables, fieldListeners } from './fields.ts';
import { Findings } from './findings.ts';
import { constantsOfExport, importedModel, modelExchangeOf } from './imported-models.ts';
import { loadOf, valuesOf, type Load } from '../models/loads.ts';
import { allowedText, messages } from './messages.ts';
import { holdsModel } from '../models/model-fields.ts';
import { hubIdInUrl } from './model-names.ts';
import { policyWith, schema, type Options } from './options.ts';
import { mayHoldModel, mayLoadModel, mayName } from './prefilter.ts';
import { pythonListeners } from './python/index.ts';
import { report, type Context } from './report.ts';
import { javaScriptRewriter } from './rewriter.ts';
import { textsIn, type JavaScriptFindings } from './texts.ts';

/** Allow only the models on the project's list to be loaded in tests. */
export const allowedModels = createRule<[Options], keyof typeof messages>({
  name: 'allowed-models',
  meta: {
    type: 'problem',
    docs: {
      description: "Allow only the models on the project's list to be loaded in tests",
      preset: 'recommended',
      practice: 'Model loading',
    },
    fixable: 'code',
    hasSuggestions: true,
    messages,
    schema: [schema],
    defaultOptions: [{}],
  },
  create(context, [options]) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python, options);
    const { text } = context.sourceCode;
    const { loaders = [], fields = [], checkUrls = false } = options;
    const exchange = modelExchangeOf(context.sourceCode);
    const loadedExports = exchange?.loadedExports ?? [];
    const isJudged = mayHoldModel(text, [...loaders, ...fields]) && isInScope(context);
    if (!isJudged && loadedExports.length === 0) return {};
    const source = sourceOf(context);
    if (!source) return {};
    const policy = policyWith(policyFor(context.physicalFilename).models, options);
    const findings = new Findings(policy, textsIn, exchange && (({ node }, place) => {
      const imported = importedModel(node, place, source, context.cwd);
      if (imported) exchange.importedModels.push(imported);
    }));
    const isField = (name: string): boolean => fields.includes(name) || holdsModel(name);
    // Names in fields matter only where they are refused.
    const mayBeRefused = Object.keys(policy.deny).some((pattern) => mayName(text, pattern));
    const ownListeners = isJudged && {
      ...(mayLoadModel(text, loaders) && loadListeners(context, source, findings, policy, options)),
      ...((mayBeRefused || exchange) && fieldListeners(source, findings, isField)),
      ...(checkUrls && urlListeners(source, findings)),
    };
    return {
      ...ownListeners,
      'Program:exit'() {
        if (isJudged && mayBeRefused) addVariables(source, findings, isField);
        for (const loaded of loadedExports) findings.add(constantsOfExport(loaded, source), loaded.place);
        report(context, findings.all(), policy, javaScriptRewriter(context));
      },
    };
  },
});

function loadListeners(
  context: Context,
  source: Source,
  findings: JavaScriptFindings,
  policy: ModelPolicy,
  { loaders = [], reportDynamic = false, reportImplicit = false }: Options,
): TSESLint.RuleListener {
  const ownLoaders = new Set(loaders);
  return {
    'CallExpression, NewExpression'(call: TSESTree.CallExpression | TSESTree.NewExpression) {
      const load = loadOf(call, source, ownLoaders);
      if (!load || isExpectedToFail(call, source)) return;
      const { loader, form, values, isLight, isPinned, isImplicit } = load;
      findings.add(values, { kind: 'load', label: loader, isPinned, ...(!isLight && { form }) });
      const data = { loader, allowed: allowedText(policy) };
      if (isImplicit && reportImplicit) context.report({ node: call, messageId: 'implicit', data });
      if (isLight || !reportDynamic) return;
      const dynamic = dynamicPart(load, call, source);
      if (dynamic) context.report({ node: dynamic, messageId: 'dynamic', data });
    },
  };
}

/** What of a call is known only when it runs; an imported name is known in the file that it comes from. */
function dynamicPart({ values }: Load, call: TSESTree.Node, source: Source): TSESTree.Node | undefined {
  const unknown = values.find(
    ({ kind, node }) => kind === 'unknown' && resolveOrigin(node, source)?.module === undefined,
  );
  return unknown && (contains(call, unknown.node) ? unknown.node : call);
}

function urlListeners(source: Source, findings: JavaScriptFindings): TSESLint.RuleListener {
  return {
    'Literal, TemplateLiteral'(node: TSESTree.Literal | TSESTree.TemplateLiteral) {
      if (node.parent.type === 'TSLiteralType' || isOnlyCompared(node, source)) return;
      for (const value of valuesOf(node, source)) {
        const id =
          value.kind === 'constant' && typeof value.value === 'string' ? hubIdInUrl(value.value) : undefined;
        const place = { kind: 'url', label: 'the Hugging Face Hub', form: 'hub', isPinned: false } as const;
        if (id !== undefined) findings.addName(node, id, place, false);
      }
    },
  };
}
