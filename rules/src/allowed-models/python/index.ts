import type { ModelPolicy } from '@cogniverse/guide';
import type { Py } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

import { policyFor } from '../../project.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { staticValues, type PyValue } from '../../resolve/python/static-value.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import { Findings } from '../findings.ts';
import { modelExchangeOf } from '../imported-models.ts';
import { allowedText } from '../messages.ts';
import { holdsModel } from '../../models/model-fields.ts';
import { hubIdInUrl } from '../model-names.ts';
import { policyWith, type Options } from '../options.ts';
import { mayName } from '../prefilter.ts';
import { report, type Context } from '../report.ts';
import { isExpectedToFail, isOnlyCompared } from '../../models/python/comparisons.ts';
import { Fields } from './fields.ts';
import { constantsOfExport, importedModel } from './imported-models.ts';
import { isFakeLoad, loadOf, type Load } from '../../models/python/loads.ts';
import { mayHoldPythonModel, mayLoadPythonModel } from './prefilter.ts';
import { pythonRewriter } from './rewriter.ts';
import { textsIn, type PythonFindings } from './texts.ts';

/** The rule on a Python file. */
export function pythonListeners(
  context: Context,
  source: PythonSource,
  options: Options,
): TSESLint.RuleListener {
  const { text } = source;
  const { loaders = [], fields = [], checkUrls = false } = options;
  const exchange = modelExchangeOf(context.sourceCode);
  const loadedExports = exchange?.loadedExports ?? [];
  const isJudged = mayHoldPythonModel(text, [...loaders, ...fields]) && isPythonInScope(context, source);
  if (!isJudged && loadedExports.length === 0) return {};
  const policy = policyWith(policyFor(context.physicalFilename).models, options);
  const findings: PythonFindings = new Findings(
    policy,
    (values: readonly PyValue[]) => textsIn(values, source),
    exchange &&
      ((unknown, place) => {
        const imported = importedModel(unknown, place, source, context.cwd);
        if (imported) exchange.importedModels.push(imported);
      }),
  );
  // Names in fields matter only where they are refused.
  const mayBeRefused = Object.keys(policy.deny).some((pattern) => mayName(text, pattern));
  const ownLoaders = new Set(loaders);
  const given = new Fields({
    source,
    findings,
    holdsModel: (name) => fields.includes(name) || holdsModel(name),
    isFakeLoad: (call) => isFakeLoad(call, source, ownLoaders),
  });
  return {
    ...(isJudged &&
      mayLoadPythonModel(text, loaders) &&
      loadListeners(context, source, findings, policy, options)),
    ...(isJudged && (mayBeRefused || exchange) && fieldListeners(given)),
    ...(isJudged && checkUrls && urlListeners(source, findings)),
    'Module:exit'() {
      for (const loaded of loadedExports) findings.add(constantsOfExport(loaded, source), loaded.place);
      const found = findings.all();
      report(context, found, policy, pythonRewriter(source, found));
    },
  };
}

function loadListeners(
  context: Context,
  source: PythonSource,
  findings: PythonFindings,
  policy: ModelPolicy,
  { loaders = [], reportDynamic = false, reportImplicit = false }: Options,
): TSESLint.RuleListener {
  const ownLoaders = new Set(loaders);
  return {
    Call(call: Py.Call) {
      const load = loadOf(call, source, ownLoaders);
      if (!load || isExpectedToFail(call) || (load.isClient && isOnlyCompared(call, source))) return;
      const { place, values, isLight, isImplicit } = load;
      findings.add(values, place);
      const data = { loader: place.label, allowed: allowedText(policy) };
      if (isImplicit && reportImplicit) context.report({ loc: call.loc, messageId: 'implicit', data });
      const dynamic = reportDynamic && !isLight ? dynamicPart(load, call) : undefined;
      if (dynamic) context.report({ loc: dynamic.loc, messageId: 'dynamic', data });
    },
  };
}

/** What of a call is known only when it runs. */
function dynamicPart({ values }: Load, call: Py.Call): Py.expr | undefined {
  const unknown = values.find(({ kind }) => kind === 'unknown')?.node;
  const isInCall = unknown && call.range[0] <= unknown.range[0] && unknown.range[1] <= call.range[1];
  return isInCall ? unknown : unknown && call;
}

function fieldListeners(fields: Fields): TSESLint.RuleListener {
  return {
    'keyword': (node: Py.keyword) => {
      fields.keyword(node);
    },
    'Dict': (node: Py.Dict) => {
      fields.dict(node);
    },
    'Assign, AnnAssign, NamedExpr': (node: Py.Assign | Py.AnnAssign | Py.NamedExpr) => {
      fields.assignment(node);
    },
    AugAssign: (node: Py.AugAssign) => {
      fields.augmented(node);
    },
    'For, AsyncFor, comprehension': (node: Py.For | Py.AsyncFor | Py.comprehension) => {
      fields.loop(node);
    },
    'arguments': (node: Py.Arguments) => {
      fields.parameters(node);
    },
    'FunctionDef, AsyncFunctionDef': (node: Py.FunctionDef | Py.AsyncFunctionDef) => {
      fields.func(node);
    },
    'Call:exit': (node: Py.Call) => {
      fields.call(node);
    },
    'List, Tuple': (node: Py.List | Py.Tuple) => {
      fields.options(node.elts);
    },
  };
}

function urlListeners(source: PythonSource, findings: PythonFindings): TSESLint.RuleListener {
  return {
    'Constant, JoinedStr'(node: Py.Constant | Py.JoinedStr) {
      const { parent } = node;
      const isPart = parent?.nodeType === 'JoinedStr' || parent?.nodeType === 'Expr';
      if (isPart || (node.nodeType === 'Constant' && node.valueType !== 'str') || isOnlyCompared(node, source))
        return;
      for (const value of staticValues(node, source)) {
        const id =
          value.kind === 'constant' && typeof value.value === 'string' ? hubIdInUrl(value.value) : undefined;
        const place = { kind: 'url', label: 'the Hugging Face Hub', form: 'hub', isPinned: false } as const;
        if (id !== undefined) findings.addName(node, id, place, false);
      }
    },
  };
}
