import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { policyFor } from '../../project.ts';
import type { Source } from '../../resolve/source.ts';
import { testCallsOf } from '../../resolve/test-calls/index.ts';
import type { MessageId } from '../index.ts';
import { readsOnImport, variablesOf } from '../variables.ts';
import { lateSettings, loadBy, packageOf, type ModuleLoad } from './late-settings.ts';
import { settingByAssignment, settingByCall, type Setting } from './setting.ts';

type Context = Readonly<TSESLint.RuleContext<MessageId, []>>;

/** A file that loads modules again, or starts other processes, may set a variable for what comes then. */
const FOR_OTHERS = /\b(?:resetModules|isolateModules\w*|child_process|execa|worker_threads|require\.cache)\b/;

/** What `thread-env-before-imports` listens for in a JavaScript file that may set a variable. */
export function javascriptListeners(context: Context, source: Source): TSESLint.RuleListener {
  const settings: Setting[] = [];
  const loads: ModuleLoad[] = [];
  const keep = (node: TSESTree.Node): void => {
    const load = loadBy(node, source);
    if (load) loads.push(load);
  };
  return {
    AssignmentExpression(node) {
      const setting = settingByAssignment(node, source);
      if (setting) settings.push(setting);
    },
    CallExpression(node) {
      const setting = settingByCall(node, source);
      if (setting) settings.push(setting);
      else keep(node);
    },
    'ImportDeclaration, ExportAllDeclaration, ExportNamedDeclaration, ImportExpression': keep,
    'Program:exit'() {
      if (settings.length === 0 || loads.length === 0 || FOR_OTHERS.test(context.sourceCode.text)) return;
      const readers = variablesOf(policyFor(context.physicalFilename), 'javascript');
      const tests = testCallsOf(context);
      for (const { setting, names, load } of lateSettings(settings, loads, readers, { tests, source })) {
        const { loc } = setting.node;
        const data = { names: names.join(', '), library: load.module, line: load.node.loc.start.line };
        const messageId = load.isHoisted ? 'lateByHoisting' : 'late';
        const isRead = readsOnImport(packageOf(load.module), names, 'javascript');
        context.report({ loc, messageId: isRead ? messageId : 'belowImport', data });
      }
    },
  };
}
