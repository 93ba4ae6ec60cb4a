import type { Py } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import { fixWith } from '../../text/text-edit.ts';
import type { MessageId } from '../messages.ts';
import { closingEdit } from './closing-edit.ts';
import { fateOf, isEndedByUsers } from './fate.ts';
import { openerOf, type Opener } from './opener.ts';
import { mayPythonLeaveOpen } from './prefilter.ts';
import { preparationAround, type Preparation } from './preparation.ts';
import { mayBeRemoved } from './removal.ts';

type Context = Readonly<TSESLint.RuleContext<MessageId, []>>;

/** What `cleanup-resources` listens for in a Python file. */
export function pythonListeners(context: Context, source: PythonSource): TSESLint.RuleListener {
  if (!mayPythonLeaveOpen(source.text) || !isPythonInScope(context, source)) return {};
  return {
    Call(node: Py.Call) {
      const preparation = preparationAround(node, source);
      const opener = preparation && openerOf(node, source);
      if (!opener || !isLeftOpen(node, opener, preparation, source)) return;
      const { api, end } = opener;
      const edit = closingEdit(node, opener, preparation, source);
      context.report({
        loc: { start: node.loc.start, end: node.func.loc.end },
        messageId: preparation.fixture ? 'openInFixture' : 'openInSetup',
        data: { api, end, place: preparation.label },
        suggest: edit ? [{ messageId: 'closeAfter', data: { end }, fix: fixWith(edit) }] : null,
      });
    },
  };
}

function isLeftOpen(node: Py.Call, opener: Opener, { fixture }: Preparation, source: PythonSource): boolean {
  if (isPlayed(opener, source)) return false;
  if (opener.kind === 'path') return !mayBeRemoved(node, fixture?.name, source);
  if (opener.kind === 'started' && source.text.includes('stopall')) return false;
  switch (fateOf(node, opener, source)) {
    case 'open':
      return true;
    case 'dropped':
      return opener.outlivesName;
    case 'handed':
      return fixture !== undefined && !isEndedByUsers(fixture.name, source);
    case 'ended':
      return false;
  }
}

/** Whether the file puts a stand-in in the place of what would be opened: it names it in a text. */
function isPlayed({ api }: Opener, { text }: PythonSource): boolean {
  const last = api.split('.').at(-1) ?? api;
  return new RegExp(`['".]${last}['"]`).test(text);
}
