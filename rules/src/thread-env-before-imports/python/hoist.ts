import type { Py } from '@cogniverse/eslint-python';
import { isSystemModule } from '@cogniverse/guide';

import { isImport } from '../../no-late-system-imports/python/fixer/file-top.ts';
import {
  blankLinesAbove,
  blankLinesFrom,
  isBlank,
  lineBreakOf,
  lineEnd,
  linesDown,
  linesUp,
  lineStart,
  nextLine,
} from '../../no-late-system-imports/python/fixer/lines.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import { mergeEdits, type TextEdit } from '../../text/text-edit.ts';
import type { ModuleLoad } from './load.ts';
import type { Setting } from './setting.ts';

/** What a move is planned in. */
interface Place {
  /** All settings of the file. */
  readonly settings: readonly Setting[];
  /** Those of variables that are the policy's, which may move along. */
  readonly movable: readonly Setting[];
  readonly source: PythonSource;
}

/**
 * The edit that moves a setting above the import that comes too early, together with those right beside it
 * and the comment above them, and with the import of `os` where that stands further down. `undefined` where
 * the setting uses more than texts, stands in a block or shares its line, or where code between could notice.
 */
export function hoisted(
  setting: Setting,
  load: ModuleLoad,
  { settings, movable, source }: Place,
): TextEdit | undefined {
  const { ast, text } = source;
  const owned = new Map(movable.filter(({ isSpelt }) => isSpelt).map((one) => [statementOf(one.node), one]));
  const first = topLevel(load.node, ast);
  const own = statementOf(setting.node);
  const place = ast.body.findIndex((statement) => statement === own);
  if (!first || place < 0 || !owned.has(own)) return undefined;

  const isMoving = (index: number): boolean => {
    const statement = ast.body[index];
    return statement !== undefined && owned.has(statement) && hasOwnLines(statement, text);
  };
  let from = place;
  while (isMoving(from - 1) && isBeside(ast.body[from - 1], ast.body[from], text)) from--;
  let to = place;
  while (isMoving(to + 1) && isBeside(ast.body[to], ast.body[to + 1], text)) to++;
  const moving = ast.body.slice(from, to + 1);
  const [top] = moving;
  const bottom = moving.at(-1);
  const target = ast.body.indexOf(first);
  if (!isMoving(place) || !top || !bottom || target < 0 || target >= from) return undefined;

  const between = ast.body.slice(target, from);
  const names = new Set(moving.flatMap((statement) => owned.get(statement)?.names ?? []));
  if (between.some((statement) => noticesMove(statement, names, settings, source))) return undefined;
  const os = importOfRoot(setting, source);
  if (!os || !hasOwnLines(first, text)) return undefined;
  const isOsBelow = os.range[0] >= first.range[0];
  if (isOsBelow && (os === first || os.range[0] > top.range[0] || !hasOwnLines(os, text))) return undefined;

  const lineBreak = lineBreakOf(text);
  const start = attachedStart(top, text);
  const end = nextLine(text, bottom.range[1]);
  const moved = text.slice(start, lineEnd(text, bottom.range[1]));
  const at = lineStart(text, first.range[0]);
  const osLine = isOsBelow ? text.slice(...os.range) + lineBreak : '';
  const parted = osLine !== '' || at === 0 || blankLinesAbove(text, at) > 0 ? '' : lineBreak;
  const insertion = `${parted}${osLine}${osLine === '' ? '' : lineBreak}${moved}${lineBreak}${lineBreak}`;
  const edits: TextEdit[] = [
    { range: [at, at], text: insertion },
    { range: removedRange(start, end, text), text: '' },
  ];
  if (isOsBelow) {
    edits.push({ range: [lineStart(text, os.range[0]), nextLine(text, os.range[1])], text: '' });
  }
  return mergeEdits(text, edits);
}

/** The statement that an assignment is, or that a call is alone. */
function statementOf(node: Setting['node']): Py.Node {
  return node.nodeType === 'Call' && node.parent?.nodeType === 'Expr' ? node.parent : node;
}

/** The statement of the module that a node stands in. */
function topLevel(node: Py.Node, module: Py.Module): Py.stmt | undefined {
  const around = new Set<Py.Node>([node, ...ancestorsOf(node)]);
  return module.body.find((statement) => around.has(statement));
}

function hasOwnLines(node: Py.Node, text: string): boolean {
  const [start, end] = node.range;
  if (!isBlank(text, lineStart(text, start), start)) return false;
  return /^[ \t\f]*(?:#.*)?$/.test(text.slice(end, lineEnd(text, end)));
}

/** Whether two statements follow each other with nothing but white space and comments between. */
function isBeside(above: Py.Node | undefined, below: Py.Node | undefined, text: string): boolean {
  if (!above || !below) return false;
  const between = text.slice(lineEnd(text, above.range[1]), below.range[0]);
  return (between.match(/\r\n|\r|\n/g)?.length ?? 0) === 1;
}

/**
 * Whether a statement may read the environment: whatever names it, but for what only sets other variables.
 */
function noticesMove(
  statement: Py.stmt,
  names: ReadonlySet<string>,
  settings: readonly Setting[],
  { text }: PythonSource,
): boolean {
  if (!/environ|getenv|putenv|setenv/.test(text.slice(...statement.range))) return false;
  const own = settings.find((setting) => setting.isSpelt && statementOf(setting.node) === statement);
  return own?.names.some((name) => names.has(name)) ?? !isImport(statement);
}

/**
 * The import that binds the name which a setting begins with, where it imports nothing but modules of
 * Python's own.
 */
function importOfRoot({ node }: Setting, source: PythonSource): Py.Import | Py.ImportFrom | undefined {
  const name = rootName(node);
  const variable = name === undefined ? undefined : source.scopes.moduleScope.variables.get(name);
  const [definition, ...others] = variable?.definitions ?? [];
  const statement = definition?.name.parent;
  if (others.length > 0 || (statement?.nodeType !== 'Import' && statement?.nodeType !== 'ImportFrom')) {
    return undefined;
  }
  if (statement.parent !== source.ast) return undefined;
  const modules =
    statement.nodeType === 'Import' ? statement.names.map((alias) => alias.name) : [statement.module ?? ''];
  const isOwn = modules.every((module) => isSystemModule('python', module.split('.', 1)[0] ?? '', 'stdlib'));
  return isOwn ? statement : undefined;
}

/** The name that the target of a setting begins with: `os` in `os.environ["X"]`. */
function rootName(node: Setting['node']): string | undefined {
  let target: Py.expr | undefined =
    node.nodeType === 'Call' ? node.func : node.nodeType === 'Assign' ? node.targets[0] : node.target;
  while (target?.nodeType === 'Attribute' || target?.nodeType === 'Subscript') target = target.value;
  return target?.nodeType === 'Name' ? target.id : undefined;
}

/** Where the comments begin that stand right above a statement; its own line where there are none. */
function attachedStart(statement: Py.Node, text: string): number {
  let start = lineStart(text, statement.range[0]);
  for (;;) {
    const above = linesUp(text, start, 1);
    if (above === start || !/^[ \t]*#(?!!)/.test(text.slice(above, start))) return start;
    start = above;
  }
}

/** The lines to take away, and with them the fewer of the blank lines above and below. */
function removedRange(start: number, end: number, text: string): readonly [number, number] {
  const above = blankLinesAbove(text, start);
  const below = blankLinesFrom(text, end);
  const isLast = linesDown(text, end, below) >= text.length;
  if (isLast || above < below) return [linesUp(text, start, above), end];
  return [start, linesDown(text, end, below)];
}
