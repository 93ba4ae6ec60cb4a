import path from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';

import { deferredAround } from '../resolve/deferred.ts';
import { fileStats, textOf } from '../resolve/disk.ts';
import { resolveRelative } from '../resolve/module-file.ts';
import { isInShippedCode } from '../resolve/shipped-code.ts';
import { contains, isFunction, unwrap, type FunctionNode } from '../resolve/syntax.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';
import { mentionsOf, type TextLiteral } from './literals.ts';
import type { SharedId } from './shared-ids.ts';
import type { StateFile } from './state.ts';

/** How an id of its own takes a literal's place. */
export type OwnIds = ConstantId | TestIds;

/** One id for the file, where the file has a constant for it. */
export interface ConstantId {
  readonly kind: 'constant';
  readonly constant: NamedLiteral;
  /** Other literals that mean the same. */
  readonly others: readonly TextLiteral[];
}

/** One id for each test. */
export interface TestIds {
  readonly kind: 'tests';
  readonly tests: readonly TestId[];
}

/** The literals of a test that mean one id. */
export interface TestId {
  readonly body: FunctionNode;
  /** The constant of the test that has the id. */
  readonly constant: NamedLiteral | undefined;
  readonly literals: readonly TextLiteral[];
}

/** A constant that has a literal as its value. */
export interface NamedLiteral {
  readonly name: string;
  readonly declarator: TSESTree.VariableDeclarator;
  readonly literal: TextLiteral;
}

/** What `uniqueId()` makes no ids of: numbers, UUIDs, ids of MongoDB, addresses. */
const FORMS = /^\d+$|^[\da-f]{8}-[\da-f]{4}-|^[\da-f]{24}$|[@/:\s]/i;
const MAX_BYTES = 1_000_000;

/**
 * How each test that shares an id can have its own, such that all that meant the same id in a test still does.
 * Or why the id has to stay: a clause.
 */
export function ownIds(shared: SharedId, file: StateFile): OwnIds | string {
  const { value } = shared;
  if (FORMS.test(value)) return 'it has a form that uniqueId() does not give';
  const { literals, obstacle } = mentionsOf(value, file);
  const other = obstacle ?? fileWith(value, file);
  if (other !== undefined) return other;
  const shipped = literals.find((literal) => isInShippedCode(literal, file.source));
  if (shipped) return `line ${shipped.loc.start.line} sends it elsewhere as code`;
  const outside = literals.filter((literal) => !testAround(literal, file));
  return outside.length > 0 ? constantId(outside, literals, file) : testIds(shared, literals, file);
}

function constantId(
  outside: readonly TextLiteral[],
  literals: readonly TextLiteral[],
  file: StateFile,
): ConstantId | string {
  const [first, second] = outside;
  const constant = first && constantOf(first);
  const scope = constant && file.source.scopeManager.getDeclaredVariables(constant.declarator)[0]?.scope;
  if (!constant || !scope || deferredAroundSuite(constant.literal, file)) {
    return `line ${first?.loc.start.line ?? 0} has it outside of the tests`;
  }
  if (second) return `line ${second.loc.start.line} has it outside of the tests too`;
  if (constant.declarator.parent.parent.type === 'ExportNamedDeclaration') return 'the file exports it';
  const typed = constant.declarator.id.typeAnnotation;
  if (typed && typed.typeAnnotation.type !== 'TSStringKeyword') return 'it has a type of its own';
  const others = literals.filter((literal) => literal !== constant.literal);
  const afar = others.find(
    (literal) => !contains(scope.block, literal) || isShadowed(constant.name, literal, scope, file),
  );
  if (afar) return `line ${afar.loc.start.line} is out of reach of the constant`;
  return { kind: 'constant', constant, others };
}

/** Whether a node is in a function that is not the callback of a suite. */
function deferredAroundSuite(node: TSESTree.Node, { tests }: StateFile): boolean {
  for (let code = deferredAround(node); code; code = deferredAround(code)) {
    if (!tests.calls.some(({ kind, body }) => kind === 'suite' && body === code)) return true;
  }
  return false;
}

/** Whether a name means something else at a node than in a scope around it. */
function isShadowed(
  name: string,
  node: TSESTree.Node,
  scope: StateFile['source']['scopeManager']['scopes'][number],
  { source }: StateFile,
): boolean {
  return source.scopeManager.scopes.some(
    (inner) =>
      inner !== scope && contains(inner.block, node) && contains(scope.block, inner.block) && inner.set.has(name),
  );
}

function testIds(shared: SharedId, literals: readonly TextLiteral[], file: StateFile): TestIds | string {
  const owners = [...new Set(shared.calls.map(({ owner }) => owner))];
  const stranger = literals.find((literal) => owners.every(({ body }) => testAround(literal, file)?.body !== body));
  if (stranger) {
    return `line ${stranger.loc.start.line} has it in another test, which may look for what these tests leave`;
  }
  const tests: TestId[] = [];
  for (const owner of owners) {
    const line = owner.node.loc.start.line;
    if (owner.kind !== 'test' || !owner.body) return `it is used in the hook of line ${line}`;
    const { body } = owner;
    const first = shared.calls.find((call) => call.owner === owner);
    if (first?.use !== 'write') {
      return `the test of line ${line} looks for it before it writes, and so may need what another test left`;
    }
    const own = literals.filter((literal) => testAround(literal, file)?.body === body);
    const constants = own.flatMap((literal) => constantOf(literal) ?? []);
    const [constant, second] = constants;
    if (own.length === 0 || second) return `the test of line ${line} names it more than once`;
    if (constant && !reaches(constant, own, file)) return `line ${constant.literal.loc.start.line} names it late`;
    const early = own.find((literal) => !contains(body.body, literal));
    if (early) return `line ${early.loc.start.line} has it as a default of the test's parameters`;
    if (body.body.type !== 'BlockStatement' && own.length > 1) return `the test of line ${line} has no block`;
    tests.push({ body, constant, literals: own });
  }
  return { kind: 'tests', tests };
}

/** Whether all literals can be read from a constant: they stand behind it and in its scope. */
function reaches(
  { declarator, literal, name }: NamedLiteral,
  literals: readonly TextLiteral[],
  file: StateFile,
): boolean {
  const scope = file.source.scopeManager.getDeclaredVariables(declarator)[0]?.scope;
  return literals.every(
    (other) =>
      other === literal ||
      (scope !== undefined &&
        other.range[0] > declarator.range[1] &&
        contains(scope.block, other) &&
        !isShadowed(name, other, scope, file)),
  );
}

/** The constant that has a literal as its value. */
function constantOf(literal: TextLiteral): NamedLiteral | undefined {
  const { parent } = literal;
  if (parent.type !== 'VariableDeclarator' || parent.init !== literal) return undefined;
  if (parent.id.type !== 'Identifier') return undefined;
  return parent.parent.kind === 'const' ? { name: parent.id.name, declarator: parent, literal } : undefined;
}

/** The test whose callback a node stands in, as the text has it. */
function testAround(node: TSESTree.Node, { tests }: StateFile): TestCall | undefined {
  for (let { parent } = node; parent; { parent } = parent) {
    const fn = parent;
    if (!isFunction(fn)) continue;
    const test = tests.calls.find(({ kind, body }) => kind === 'test' && body === fn);
    if (test) return test;
  }
  return undefined;
}

/** Why a file that this one imports, and that has the id too, keeps it. */
function fileWith(value: string, { source }: StateFile): string | undefined {
  for (const statement of source.ast.body) {
    const specifier =
      statement.type === 'ImportDeclaration' ? statement.source.value : requiredBy(statement);
    const file = specifier === undefined ? undefined : resolveRelative(source.file, specifier);
    const size = file === undefined ? undefined : fileStats(file)?.size;
    if (file === undefined || size === undefined || size > MAX_BYTES) continue;
    const text = textOf(file) ?? '';
    const isThere = ["'", '"', '`'].some((quote) => text.includes(quote + value + quote));
    if (isThere) return `${path.basename(file)} has it too`;
  }
  return undefined;
}

function requiredBy(statement: TSESTree.ProgramStatement): string | undefined {
  if (statement.type !== 'VariableDeclaration') return undefined;
  const [declaration] = statement.declarations;
  const init = declaration.init;
  const call = init && unwrap(init);
  const [argument] = call?.type === 'CallExpression' ? call.arguments : [];
  return argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined;
}
