import type { TSESTree } from '@typescript-eslint/utils';

import { isFunction, unwrap } from '../resolve/syntax.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';
import { addItem } from '../text/add-item.ts';
import { argumentRange } from '../text/argument-range.ts';
import { fileStyle } from '../text/file-style.ts';
import { insertFirstStatement } from '../text/first-statement.ts';
import { propertyNamed, setProperty } from '../text/object-property.ts';
import type { SourceText } from '../text/source-text.ts';
import type { TextEdit } from '../text/text-edit.ts';
import type { FileFacts } from './file-facts.ts';

/** Where a timeout is to be written. */
export interface Target {
  readonly test: TestCall;
  readonly facts: FileFacts;
  readonly source: SourceText;
  /** An argument that the runner ignores or refuses, which the new timeout replaces. */
  readonly misplaced: TSESTree.Node | undefined;
}

/**
 * The edits that give a test a timeout in the form of its runner; `undefined` where there is no place for one that is
 * certainly right.
 *
 * @param value - The number of milliseconds as source text.
 */
export function writeTimeout(target: Target, value: string): readonly TextEdit[] | undefined {
  const { test } = target;
  const { callback } = test;
  if (!callback || test.node.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  switch (test.runner) {
    case 'node':
      return isObject(target.misplaced) && !test.options
        ? moveOptions(target, callback, value)
        : writeOption(target, callback, value);
    case 'mocha':
      return writeForMocha(target, callback, value);
    case 'playwright':
      return writeForPlaywright(target, callback, value);
    default:
      if (test.options) return writeOption(target, callback, value);
      return isObject(target.misplaced) && test.runner === 'vitest'
        ? moveOptions(target, callback, value)
        : writeLastArgument(target, callback, value);
  }
}

/** `test(title, fn, value)` */
function writeLastArgument(
  { test, source, misplaced }: Target,
  callback: TSESTree.Expression,
  value: string,
): readonly TextEdit[] | undefined {
  const [last] = test.trailing;
  // Options after the function count before Vitest 4.
  const options = last && unwrap(last);
  if (options?.type === 'ObjectExpression' && test.runner === 'vitest' && last !== misplaced) {
    return [setProperty(options, 'timeout', value, source)];
  }
  if (last) return last === misplaced && !hasMoreThanTimeout(last) ? [{ range: last.range, text: value }] : undefined;
  return [addItem(argumentRange(test.node, callback, source), value, source, callback.range[0])];
}

function isObject(node: TSESTree.Node | undefined): node is TSESTree.Expression {
  return node !== undefined && unwrap(node).type === 'ObjectExpression';
}

/** Options after the callback go in front of it. */
function moveOptions(target: Target, callback: TSESTree.Expression, value: string): readonly TextEdit[] | undefined {
  const { source, misplaced } = target;
  const object = misplaced && unwrap(misplaced);
  if (object?.type !== 'ObjectExpression') return undefined;
  const rest = removeTrailing(target, callback);
  const moved = applyEdit(source.text, object.range, setProperty(object, 'timeout', value, source));
  return rest && [insertOptions(target, callback, moved), ...rest];
}

/** The text of a range with an edit in it made. */
function applyEdit(text: string, [start, end]: TextEdit['range'], edit: TextEdit): string {
  return text.slice(start, edit.range[0]) + edit.text + text.slice(edit.range[1], end);
}

/** `test(title, { timeout: value }, fn)` */
function writeOption(
  target: Target,
  callback: TSESTree.Expression,
  value: string,
): readonly TextEdit[] | undefined {
  const { test, source } = target;
  const rest = removeMisplaced(target, callback);
  if (!rest) return undefined;
  if (test.options) {
    const options = unwrap(test.options);
    if (options.type === 'ObjectExpression') return [setProperty(options, 'timeout', value, source), ...rest];
    const [start, end] = test.options.range;
    return [{ range: [start, end], text: `{ ...${source.text.slice(start, end)}, timeout: ${value} }` }, ...rest];
  }
  return [insertOptions(target, callback, `{ timeout: ${value} }`), ...rest];
}

/** Puts options between the title and the callback. */
function insertOptions({ test, source }: Target, callback: TSESTree.Expression, options: string): TextEdit {
  if (!test.title) {
    const [start] = argumentRange(test.node, callback, source);
    return { range: [start, start], text: `${options}, ` };
  }
  return addItem(argumentRange(test.node, test.title, source), options, source, callback.range[0]);
}

/** `this.timeout(value)` where the callback has a `this` of its own, else `it(…).timeout(value)`. */
function writeForMocha(
  target: Target,
  callback: TSESTree.Expression,
  value: string,
): readonly TextEdit[] | undefined {
  const { test, source } = target;
  const rest = removeMisplaced(target, callback);
  if (!rest) return undefined;
  const body = bodyInPlace(test, callback);
  if (body && test.body?.type === 'FunctionExpression') {
    return [insertFirstStatement(body, `this.timeout(${value})`, hasSemicolons(target), source), ...rest];
  }
  const [, end] = test.node.range;
  return [...rest, { range: [end, end], text: `.timeout(${value})` }];
}

/** `test.setTimeout(value)` in the body of the test. */
function writeForPlaywright(
  target: Target,
  callback: TSESTree.Expression,
  value: string,
): readonly TextEdit[] | undefined {
  const { test, source, facts } = target;
  const rest = removeMisplaced(target, callback);
  const { root, body } = test;
  if (!rest || !root || !body || isShadowed(root, target)) return undefined;
  const statement = `${source.text.slice(...root.range)}.setTimeout(${value})`;
  const block = bodyInPlace(test, callback);
  if (block) return [insertFirstStatement(block, statement, hasSemicolons(target), source), ...rest];
  if (body !== unwrap(callback) || body.body.type === 'BlockStatement') return undefined;
  const wrapped = wrapExpression(body.body, body, statement, facts);
  return wrapped && [...wrapped, ...rest];
}

/** Makes a block of the expression that an arrow function gives back. */
function wrapExpression(
  expression: TSESTree.Expression,
  arrow: TSESTree.Node,
  statement: string,
  { text }: FileFacts,
): readonly TextEdit[] | undefined {
  const start = text.slice(0, expression.range[0]).replace(/[\s(]*$/, '').length;
  // Anything but the arrow in front is a comment.
  if (!text.slice(0, start).endsWith('=>')) return undefined;
  const space = /^\s*/.exec(text.slice(start))?.[0].length ?? 0;
  const [, end] = arrow.range;
  return [
    { range: [start + space, start + space], text: `{ ${statement}; return ` },
    { range: [end, end], text: '; }' },
  ];
}

/** The block of a callback that is written in place. */
function bodyInPlace({ body }: TestCall, callback: TSESTree.Expression): TSESTree.BlockStatement | undefined {
  const isInPlace = body !== undefined && isFunction(body) && body === unwrap(callback);
  return isInPlace && body.body.type === 'BlockStatement' ? body.body : undefined;
}

/** Whether the callback gives another meaning to the name that the file calls tests by. */
function isShadowed(root: TSESTree.Expression, { test, facts }: Target): boolean {
  const object = root.type === 'MemberExpression' ? root.object : root;
  if (object.type !== 'Identifier' || !test.body) return true;
  return facts.source.scopeManager.acquire(test.body)?.set.has(object.name) ?? true;
}

/**
 * Removes what the new timeout takes the place of: an argument after the callback, or a property of Playwright's
 * details. `undefined` where something stands there that is not to be lost.
 */
function removeMisplaced(target: Target, callback: TSESTree.Expression): readonly TextEdit[] | undefined {
  const { test, source, misplaced } = target;
  if (misplaced && hasMoreThanTimeout(misplaced)) return undefined;
  if (test.trailing.length > 0) return removeTrailing(target, callback);
  return test.runner === 'playwright' && misplaced ? removeDetail(test, source) : [];
}

function hasMoreThanTimeout(node: TSESTree.Node): boolean {
  const object = unwrap(node);
  return object.type === 'ObjectExpression' && object.properties.some((property) => property !== propertyNamed(object, 'timeout'));
}

function removeTrailing(
  { test, source, misplaced }: Target,
  callback: TSESTree.Expression,
): readonly TextEdit[] | undefined {
  const [last, ...others] = test.trailing;
  if (!last || last !== misplaced || others.length > 0) return undefined;
  const [, start] = argumentRange(test.node, callback, source);
  const [, end] = argumentRange(test.node, last, source);
  const comments = [...source.commentsIn(start, last.range[0]), ...source.commentsIn(last.range[1], end)];
  return comments.length > 0 ? undefined : [{ range: [start, end], text: '' }];
}

function removeDetail({ options, node }: TestCall, source: SourceText): readonly TextEdit[] | undefined {
  const details = options && unwrap(options);
  if (!options || details?.type !== 'ObjectExpression') return undefined;
  const property = propertyNamed(details, 'timeout');
  if (!property || source.commentsIn(...options.range).length > 0) return undefined;
  const index = details.properties.indexOf(property);
  const previous = details.properties[index - 1];
  const next = details.properties[index + 1];
  if (previous) return [{ range: [previous.range[1], property.range[1]], text: '' }];
  if (next) return [{ range: [property.range[0], next.range[0]], text: '' }];
  const [start, end] = argumentRange(node, options, source);
  return [{ range: [start, source.codeAfter(source.codeAfter(end) + 1)], text: '' }];
}

function hasSemicolons({ facts, source }: Target): boolean {
  return fileStyle(facts.source.ast, source).semicolons;
}
