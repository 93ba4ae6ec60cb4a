import path from 'node:path';

import type { Py } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

import { policyFor } from '../../project.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import { fixWith } from '../../text/text-edit.ts';
import type { MessageId } from '../index.ts';
import { readsOnImport, variablesOf } from '../variables.ts';
import { hoisted } from './hoist.ts';
import { lateSettings, type LateSetting } from './late-settings.ts';
import { mayPythonSetVariableLate } from './prefilter.ts';
import { settingByAssignment, settingByCall, type Setting } from './setting.ts';

type Context = Readonly<TSESLint.RuleContext<MessageId, []>>;

/** What `thread-env-before-imports` listens for in a Python file. */
export function pythonListeners(context: Context, source: PythonSource): TSESLint.RuleListener {
  if (!mayPythonSetVariableLate(source.text) || !isPythonInScope(context, source)) return {};
  const settings: Setting[] = [];
  const keep = (setting: Setting | undefined): void => {
    if (setting) settings.push(setting);
  };
  return {
    Assign(node: Py.Assign) {
      keep(settingByAssignment(node, source));
    },
    AugAssign(node: Py.AugAssign) {
      keep(settingByAssignment(node, source));
    },
    Call(node: Py.Call) {
      keep(settingByCall(node, source));
    },
    'Module:exit'() {
      if (settings.length === 0) return;
      const { environment } = policyFor(context.physicalFilename);
      const readers = variablesOf({ environment }, 'python');
      const movable = settings.filter(({ names }) => names.every((name) => name in environment));
      for (const late of lateSettings(settings, readers, source)) {
        const edit = late.load && hoisted(late.setting, late.load, { settings, movable, source });
        context.report({ ...reportOf(late), fix: edit ? fixWith(edit) : null });
      }
    },
  };
}

function reportOf({
  setting,
  names,
  library,
  load,
  conftest,
}: LateSetting): TSESLint.ReportDescriptor<MessageId> {
  const { loc } = setting.node;
  const said = names.join(', ');
  if (conftest !== undefined) {
    const data = { names: said, library, conftest: path.basename(conftest) };
    return { loc, messageId: 'lateByConftest', data };
  }
  const messageId = readsOnImport(library, names, 'python') ? 'late' : 'belowImport';
  return { loc, messageId, data: { names: said, library, line: load?.node.loc.start.line ?? 0 } };
}
