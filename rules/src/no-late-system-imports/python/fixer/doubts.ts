import type { Py } from '@cogniverse/eslint-python';
import { isSystemModule } from '@cogniverse/guide';

import { oncePer } from '../../../resolve/once-per.ts';
import { originsOf } from '../../../resolve/python/origin.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import { pythonNodesIn } from '../../../resolve/python/walk.ts';
import { availabilityOf, failsToLoad } from '../detection/availability.ts';
import { catchesImportError, isImportError } from '../detection/exception-types.ts';
import { isReplacedModule } from '../detection/import-changes.ts';
import type { LateImport } from '../detection/late-import.ts';
import { isInShippedFunction } from '../detection/shipped-functions.ts';
import { projectFactsOf } from '../project-facts.ts';
import { isDirectiveComment } from './comment-kinds.ts';
import { isImport } from './file-top.ts';
import { trailingComment } from './lines.ts';
import { isPatchedName } from './patched-names.ts';

/** What could make the code do something else once an import is at module level, in words that follow "check:". */
export const DOUBTS = {
  absent: 'not every Python has it, and without it the whole file fails to load',
  attribute: 'it is an attribute of the class now',
  clash: 'its name is taken, so it gets another one',
  collected: 'pytest would take it for a test of this file',
  comment: 'a comment speaks to the code that goes',
  effect: 'importing it changes how other code works',
  foreign: 'the module is not part of Python, and its code would run as the file loads',
  global: 'the function makes it a global name',
  guarded: 'the code around it waits for it to fail',
  names: 'the function looks at its local names',
  order: 'other modules have to be patched before it is imported',
  patched: 'it is replaced elsewhere, and the function may mean what stands in for it',
  rebound: 'its name gets another value in the function',
  shipped: 'the function may run elsewhere, without the rest of this file',
  star: 'a star import may bring the same name',
  volatile: 'it changes while the program runs, and would be taken as the file loads',
} as const;

/** A reason for which a move is offered and not made. */
export type Doubt = keyof typeof DOUBTS;

/** Modules that act when they are imported. */
const WITH_EFFECT = new Set([
  'this',
  'antigravity',
  'readline',
  'rlcompleter',
  'idlelib.run',
  '__hello__',
  'turtledemo',
]);
/** What a module gives now and may give otherwise later. */
const VOLATILE =
  /^sys\.(?:argv|std(?:in|out|err)|path|modules|(?:except|display)hook|meta_path|last_\w+|ps[12])$|^tempfile\.tempdir$/;

/** The doubts about an import that do not come from its name. */
export function situationalDoubts(late: LateImport, source: PythonSource): readonly Doubt[] {
  const { module, imported, statement } = late;
  const isOwn = isSystemModule('python', module, 'stdlib');
  const doubts: readonly (Doubt | false)[] = [
    !isOwn && 'foreign',
    WITH_EFFECT.has(module) && 'effect',
    isOwn &&
      failsToLoad(availabilityOf(module, imported), projectFactsOf(source.file).oldestPython) &&
      'absent',
    isReplacedModule(late, source) && 'patched',
    isPatchedName(late, source) && 'patched',
    imported !== undefined && VOLATILE.test(`${module}.${imported}`) && 'volatile',
    isInShippedFunction(statement, source) && 'shipped',
    patchesOthersFirst(source) && 'order',
    isAloneInGuard(statement, source) && 'guarded',
    hasSpeakingComment(statement, source) && 'comment',
    looksAtLocals(late, source) && 'names',
  ];
  return [...new Set(doubts.filter((doubt) => doubt !== false))];
}

/** Without it, what waits for the failure of an import would be left with nothing to do. */
function isAloneInGuard(statement: Py.stmt, source: PythonSource): boolean {
  const { parent: guard } = statement;
  switch (guard?.nodeType) {
    case 'Try':
      if (!guard.body.includes(statement) || !guard.body.every(isOfPython)) return false;
      return guard.handlers.some((handler) => catchesImportError(handler, source));
    case 'With':
      return (
        guard.body.every(isOfPython) &&
        guard.items.some(({ context_expr: context }) => suppressesImportError(context, source))
      );
    default:
      return false;
  }
}

function suppressesImportError(context: Py.expr, source: PythonSource): boolean {
  if (
    context.nodeType !== 'Call' ||
    !originsOf(context.func, source).some(({ path }) => path === 'contextlib.suppress')
  )
    return false;
  return context.args.some((type) => isImportError(type, source));
}

function isOfPython(statement: Py.stmt): boolean {
  if (!isImport(statement)) return false;
  const modules =
    statement.nodeType === 'Import' ? statement.names.map(({ name }) => name) : [statement.module ?? ''];
  return modules.every((module) => isSystemModule('python', module, 'stdlib'));
}

/** A comment between the names, or one that tells a tool something about the statement. */
function hasSpeakingComment({ range: [start, end] }: Py.stmt, { text, sourceCode }: PythonSource): boolean {
  if (sourceCode.comments.some(({ range }) => range[0] > start && range[1] < end)) return true;
  const comment = trailingComment(text, end);
  return comment !== undefined && isDirectiveComment(comment);
}

const LOCALS = new Set([
  'builtins.locals',
  'builtins.vars',
  'builtins.dir',
  'inspect.currentframe',
  'sys._getframe',
]);

const mayLookAtLocals = oncePer(({ text }: PythonSource) =>
  /\b(?:locals|vars|dir|currentframe|_getframe)\b/.test(text),
);

/** `locals()`, `vars()`, `dir()`: with an argument the latter two look at something else. */
function looksAtLocals({ root }: LateImport, source: PythonSource): boolean {
  if (!mayLookAtLocals(source)) return false;
  return [...pythonNodesIn(root)].some(
    (node) =>
      node.nodeType === 'Call' &&
      (node.args.length === 0 || node.func.nodeType === 'Attribute') &&
      originsOf(node.func, source).some(({ path }) => LOCALS.has(path)),
  );
}

/** gevent and eventlet replace parts of the standard library, and have to come first. */
const patchesOthersFirst = oncePer(
  (source: PythonSource): boolean =>
    /\bmonkey_?patch|\bmonkey\b/.test(source.text) &&
    source.ast.body.some(
      (statement) =>
        statement.nodeType === 'Expr' &&
        statement.value.nodeType === 'Call' &&
        originsOf(statement.value.func, source).some(({ path }) => /^(?:gevent|eventlet)\b.*patch/.test(path)),
    ),
);
