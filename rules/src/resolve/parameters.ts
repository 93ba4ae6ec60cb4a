import type { TSESTree } from '@typescript-eslint/utils';

import { isGlobalNamed, itemOf, itemsOf, unknownItem, type Item } from './items.ts';
import { variableOfFunction } from './named-function.ts';
import { isConstant, type Source } from './source.ts';
import { evaluate, type EvaluateOptions } from './static-value.ts';
import { memberName, unwrap, type FunctionNode } from './syntax.ts';

/** Array methods that call a function with each item as its first argument. */
const FOR_EACH_ITEM = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'some',
]);

/**
 * What a function's parameter is given, by every use of the function that the file shows: its calls, array
 * methods and the tables of tests (`test.each(table)(title, fn)`) that call it. Empty where it is never used.
 *
 * @param index - The parameter's place, from 0.
 */
export function argumentItems(
  fn: FunctionNode,
  index: number,
  source: Source,
  options: EvaluateOptions,
): readonly Item[] {
  return usesOf(fn, source).flatMap((use) => {
    const { parent } = use;
    if (parent?.type !== 'CallExpression') return [unknownItem(use, source)];
    if (parent.callee === use) return [positional(parent, index, source, options)];
    return callbackItems(parent, index, source, options) ?? [unknownItem(use, source)];
  });
}

/** The expressions that stand for a function: itself, or the references to the constant that names it. */
function usesOf(fn: FunctionNode, source: Source): readonly TSESTree.Node[] {
  const { parent } = fn;
  const isNamed =
    fn.type === 'FunctionDeclaration' || (parent.type === 'VariableDeclarator' && parent.init === fn);
  if (!isNamed) return [fn];
  const variable = variableOfFunction(fn, source);
  if (!variable || !isConstant(variable)) return [];
  return variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
}

function positional(
  call: TSESTree.CallExpression,
  index: number,
  source: Source,
  options: EvaluateOptions,
): Item {
  const given = call.arguments.slice(0, index + 1);
  if (given.some(({ type }) => type === 'SpreadElement')) return unknownItem(call, source);
  const argument = given[index];
  return itemOf(
    argument
      ? evaluate(argument, source, options)
      : [{ kind: 'constant', value: undefined, node: call, source }],
    options,
  );
}

/** What a call hands to a function among its arguments. */
function callbackItems(
  call: TSESTree.CallExpression,
  index: number,
  source: Source,
  options: EvaluateOptions,
): readonly Item[] | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression') {
    const method = memberName(callee) ?? '';
    const isItem = FOR_EACH_ITEM.has(method) ? index === 0 : method.startsWith('reduce') && index === 1;
    if (isItem) return itemsOf(callee.object, source, options);
    const [list] = call.arguments;
    const fromList = method === 'from' && index === 0 && isGlobalNamed(callee.object, 'Array', source);
    return fromList && list ? itemsOf(list, source, options) : undefined;
  }
  if (callee.type === 'TaggedTemplateExpression') {
    return index === 0 && tableMethod(callee.tag) === 'each'
      ? templateRows(callee.quasi, source, options)
      : undefined;
  }
  if (callee.type !== 'CallExpression') return undefined;
  const [table] = callee.arguments;
  const method = tableMethod(callee.callee);
  if (!table || !method) return undefined;
  const rows = itemsOf(table, source, options);
  if (method === 'for') return index === 0 ? rows : undefined;
  return rows.map((row) => spreadRow(row, index));
}

function tableMethod(callee: TSESTree.Node): 'each' | 'for' | undefined {
  const node = unwrap(callee);
  const name = node.type === 'MemberExpression' ? memberName(node) : undefined;
  return name === 'each' || name === 'for' ? name : undefined;
}

/** `each` spreads a row that is an array over the parameters, and gives any other row as the first. */
function spreadRow(row: Item, index: number): Item {
  return (path) =>
    row([]).flatMap((value) => {
      if (value.kind === 'array' || value.kind === 'unknown') return row([String(index), ...path]);
      return index === 0 ? row(path) : [{ kind: 'unknown', node: value.node, source: value.source }];
    });
}

/** The rows of a table that is written as a template: each has the headings as keys. */
function templateRows(
  table: TSESTree.TemplateLiteral,
  source: Source,
  options: EvaluateOptions,
): readonly Item[] {
  const [firstLine = ''] = (table.quasis[0]?.value.raw ?? '').trim().split('\n');
  const keys = firstLine.split('|').flatMap((heading) => heading.trim() || []);
  const unknown = unknownItem(table, source);
  if (keys.length === 0) return [unknown];
  const rows = Array.from({ length: Math.ceil(table.expressions.length / keys.length) }, (_, row) => row);
  return rows.map((row): Item => ([heading, ...path]) => {
    const column = keys.indexOf(heading ?? '');
    const cell = column < 0 ? undefined : table.expressions[row * keys.length + column];
    return cell ? itemOf(evaluate(cell, source, options), options)(path) : unknown(path);
  });
}
