import type { TSESTree } from '@typescript-eslint/utils';
import { visitorKeys } from 'oxc-parser';

import { changedKeys } from '../resolve/mutation.ts';
import { resolveOrigin } from '../resolve/origin.ts';
import { onlyAssignment, variableOf, type Source } from '../resolve/source.ts';
import { memberName, stringValue, unwrap } from '../resolve/syntax.ts';
import { nodesIn } from '../resolve/walk.ts';
import { namesEntry } from './entry.ts';
import type { Question } from './question.ts';
import { refFrom, shapesOf, step } from './resolve-shape.ts';
import { setupFileRegisters } from './setup-file.ts';
import type { Ref } from './shape.ts';
import { all, inDoubt, missing, REGISTERED, unknown, type Gives, type Verdict } from './verdict.ts';

const MAX_DEPTH = 40;

/** Whether the value of a list of set-up files registers the set-up, on every branch. */
export function listVerdict(ref: Ref, question: Question): Verdict {
  const node = unwrap(ref.node);
  const { source } = ref;
  const value = (gives: Gives): Verdict => missing({ kind: 'value', node: ref.node, source, gives });
  const inside = (next: TSESTree.Node): Verdict => listVerdict(refFrom(ref, next), question);
  if (!step(question.world, ref)) return inDoubt(value('any'));
  switch (node.type) {
    case 'ArrayExpression':
      return arrayVerdict({ ...ref, node }, question);
    case 'ConditionalExpression':
      return all([inside(node.consequent), inside(node.alternate)]);
    case 'LogicalExpression': {
      const right = inside(node.right);
      if (node.operator !== '&&') return withPlaces(all([inside(node.left), right]), value('any'));
      return right.state === 'missing' ? value('any') : inDoubt(value('any'));
    }
    case 'Identifier':
      return identifierVerdict({ ...ref, node }, question);
    case 'MemberExpression':
      return memberVerdict({ ...ref, node }, question);
    case 'CallExpression':
      if (isListMethod(node)) return methodVerdict({ ...ref, node }, node.callee.object, question);
      break;
    default:
  }
  if (node.type === 'Literal' && node.value === null) return value('nothing');
  switch (elementState({ ...ref, node }, question)) {
    case 'registered':
      return REGISTERED;
    case 'other':
      return value('element');
    case 'unknown':
      return inDoubt(value('any'));
  }
}

function arrayVerdict(ref: Ref<TSESTree.ArrayExpression>, question: Question): Verdict {
  const verdict = missing({ kind: 'array', node: ref.node, source: ref.source });
  let isUnknown = false;
  for (const element of ref.node.elements) {
    if (!element) continue;
    const state =
      element.type === 'SpreadElement'
        ? listVerdict(refFrom(ref, element.argument), question).state
        : elementState(refFrom(ref, element), question);
    if (state === 'registered') return REGISTERED;
    isUnknown ||= state === 'unknown';
  }
  return isUnknown ? inDoubt(verdict) : verdict;
}

function identifierVerdict(ref: Ref<TSESTree.Identifier>, question: Question): Verdict {
  const { node, source } = ref;
  const use = (gives: Gives): Verdict => missing({ kind: 'value', node, source, gives });
  const variable = variableOf(node, source);
  if (variable === 'global' && node.name === 'undefined') return use('nothing');
  const argument = variable && variable !== 'global' ? ref.parameters.get(variable) : undefined;
  if (argument) {
    const given = listVerdict({ ...argument, depth: ref.depth + 1 }, question);
    return given.state === 'registered' ? given : withPlaces(given, use('any'));
  }
  const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
  if (!variable || variable === 'global' || assignment?.pattern.type !== 'Identifier') {
    return importedVerdict(ref, question, use('any'));
  }
  const held = listVerdict(refFrom(ref, assignment.value), question);
  if (held.state === 'registered') return held;
  const keys = changedKeys(variable);
  const isChanged = keys === 'any' || keys.size > 0;
  const reads = variable.references.filter((reference) => reference.isRead());
  const gives = givenBy(assignment.value);
  // The list that a name holds is changed where it stands, unless more is made of it than this one list.
  if (!isChanged && reads.length === 1 && held.places.every(({ site }) => site.kind === 'array')) return held;
  const here = withPlaces(held, use(isChanged && gives === 'nothing' ? 'any' : gives));
  return isChanged ? inDoubt(here) : here;
}

/** What another file exports as a list, or as an element of one. */
function importedVerdict(ref: Ref, question: Question, use: Verdict): Verdict {
  const shapes = shapesOf(ref, question.world);
  const verdicts = shapes.map((shape): Verdict => {
    if (shape.kind === 'registered') return REGISTERED;
    const from = shape.kind === 'list' || shape.kind === 'constant' ? shape.ref : undefined;
    if (from && from.node !== ref.node)
      return withPlaces(listVerdict({ ...from, depth: ref.depth + 1 }, question), use);
    return shape.kind === 'constant' ? use : inDoubt(use);
  });
  const verdict = all(verdicts);
  return originNames(ref.node, ref.source, question) ? REGISTERED : verdict;
}

function memberVerdict(ref: Ref<TSESTree.MemberExpression>, question: Question): Verdict {
  const use = missing({ kind: 'value', node: ref.node, source: ref.source, gives: 'any' });
  return importedVerdict(ref, question, use);
}

/** The verdict on what stands elsewhere, with the places to mend it here. */
function withPlaces(verdict: Verdict, { places: [here] }: Verdict): Verdict {
  if (verdict.state === 'registered' || !here) return verdict;
  return verdict.state === 'missing' ? missing(here.site) : unknown(here.site);
}

function givenBy(expression: TSESTree.Node): Gives {
  const node = unwrap(expression);
  if (node.type === 'ArrayExpression') return 'list';
  return stringValue(node) === undefined ? 'any' : 'element';
}

type MethodCall = TSESTree.CallExpression & { readonly callee: TSESTree.MemberExpression };

/** `[…].filter(Boolean)`, `[…].concat(more)`: what a list gives less or more of. */
function isListMethod(node: TSESTree.CallExpression): node is MethodCall {
  const name = node.callee.type === 'MemberExpression' ? memberName(node.callee) : undefined;
  return name === 'filter' || name === 'concat' || name === 'flat';
}

function methodVerdict(ref: Ref<TSESTree.CallExpression>, list: TSESTree.Node, question: Question): Verdict {
  const verdicts = [list, ...ref.node.arguments].map((node) => listVerdict(refFrom(ref, node), question));
  if (verdicts.some(({ state }) => state === 'registered')) return REGISTERED;
  const here = missing({ kind: 'value', node: ref.node, source: ref.source, gives: 'list' });
  const [receiver = here] = verdicts;
  return receiver.places.every(({ site }) => site.kind === 'array') ? receiver : withPlaces(receiver, here);
}

/** Whether an element of a list is the set-up, or a file that loads it. */
function elementState(ref: Ref, question: Question, depth = 0): 'registered' | 'other' | 'unknown' {
  const { source } = ref;
  const node = unwrap(ref.node);
  const texts = textsIn(node, source, question);
  if (texts === 'registered') return 'registered';
  if (texts.some((text) => setupFileRegisters(text, question.folders(source.file), question.runner)))
    return 'registered';
  if (texts.length > 0) return 'other';
  if (node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'undefined')) return 'other';
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  const argument = variable && variable !== 'global' ? ref.parameters.get(variable) : undefined;
  if (argument && depth < MAX_DEPTH) return elementState(argument, question, depth + 1);
  const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
  if (assignment?.pattern.type === 'Identifier' && depth < MAX_DEPTH) {
    return elementState(refFrom(ref, assignment.value), question, depth + 1);
  }
  if (originNames(node, source, question)) return 'registered';
  const [shape, ...others] = shapesOf(ref, question.world);
  if (shape?.kind === 'registered') return 'registered';
  if (shape?.kind !== 'constant' || others.length > 0 || typeof shape.value !== 'string') return 'unknown';
  return namesEntry(shape.value, question.runner) ? 'registered' : 'other';
}

/** The texts that an expression is written with: a path, and what a path is resolved from. */
function textsIn(node: TSESTree.Node, source: Source, question: Question): readonly string[] | 'registered' {
  const texts: string[] = [];
  for (const inner of nodesIn(node, visitorKeys)) {
    const text = inner.type === 'TemplateElement' ? inner.value.cooked : stringValue(inner);
    if (typeof text === 'string') texts.push(text);
    if (typeof text !== 'string' || !namesEntry(text, question.runner)) continue;
    question.account(inner, source);
    return 'registered';
  }
  return texts;
}

function originNames(node: TSESTree.Node, source: Source, { runner }: Question): boolean {
  const origin = resolveOrigin(node, source);
  return origin?.module !== undefined && namesEntry(origin.module, runner);
}
