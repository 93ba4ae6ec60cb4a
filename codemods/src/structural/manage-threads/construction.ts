import {
  exportPath,
  isGlobal,
  memberName,
  moduleKey,
  onlyAssignment,
  referenceOf,
  resolveOrigin,
  unwrap,
  variableOf,
  type LintedFile,
  type TSESTree,
} from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from '../codemod.ts';

/** A call of the constructor that `managedWorker` can take the place of. */
export type WorkerConstruction = TSESTree.NewExpression;

const MODULE = 'worker_threads';

/**
 * The construction that a finding is about, or why `managedWorker` is none for it.
 *
 * @param node What the rule reported.
 */
export function constructionOf(node: RuleNode, file: LintedFile): WorkerConstruction | string {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return SUBCLASS;
  if (node.type !== 'NewExpression') return notConstructed(node, file);
  const origin = resolveOrigin(node.callee, file.source);
  if (!origin)
    return resolvesToClass(node.callee, file)
      ? SUBCLASS
      : 'which constructor is called is decided at run time';
  if (origin.module === undefined || origin.module.includes('?')) {
    return 'a worker of the web, and `managedWorker` makes those of `node:worker_threads`';
  }
  if (moduleKey(origin.module) !== MODULE)
    return `\`managedWorker\` makes a single worker, not what \`${origin.module}\` does`;
  if (mayBeReplaced(file))
    return 'the module `node:worker_threads` is handed to other code, which may replace its `Worker`';
  const [script] = node.arguments;
  if (!script || node.arguments.some(({ type }) => type === 'SpreadElement'))
    return 'its arguments are not written out';
  if (meansThisFile(script, file) || asksWhichThread(file)) {
    return 'the worker runs this very file, which would load the set-up there too';
  }
  return node;
}

const SUBCLASS = 'a subclass of `Worker`, and `managedWorker` makes none but `Worker` itself';

function notConstructed(node: RuleNode, file: LintedFile): string {
  // The rule underlines a call up to the end of the function's name.
  const call = node.type !== 'CallExpression' && node.parent?.type === 'CallExpression' ? node.parent : node;
  const callee = call.type === 'CallExpression' ? resolveOrigin(call.callee, file.source) : undefined;
  const module = callee?.module === undefined ? undefined : moduleKey(callee.module);
  if (module === 'child_process' || module === 'cluster') {
    return 'it starts a process, and `managedWorker` starts worker threads';
  }
  if (callee && isGlobal(callee, 'Reflect.construct')) return 'it is made through `Reflect.construct`';
  return `\`managedWorker\` makes a single worker, not what \`${module ?? 'this'}\` does`;
}

function resolvesToClass(callee: RuleNode, { source }: LintedFile): boolean {
  const node = unwrap(callee);
  if (node.type === 'ClassExpression') return true;
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  if (!variable || variable === 'global') return false;
  const [definition] = variable.defs;
  if (definition?.node.type === 'ClassDeclaration') return true;
  return onlyAssignment(variable)?.value.type === 'ClassExpression';
}

/** Whether the file does anything with the module as a whole but read its members. */
function mayBeReplaced({ source }: LintedFile): boolean {
  return source.scopeManager.scopes.some(({ references }) =>
    references.some(({ identifier, init }) => {
      if (identifier.type !== 'Identifier' || init === true || !referenceOf(identifier, source)) return false;
      const origin = resolveOrigin(identifier, source);
      if (origin?.module === undefined || moduleKey(origin.module) !== MODULE) return false;
      if (exportPath(origin).length > 0) return false;
      return !readsMember(identifier);
    }),
  );
}

/** Whether an expression is only read a member of, or taken apart by a pattern. */
function readsMember(node: RuleNode): boolean {
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator')
    return parent.init === node && parent.id.type === 'ObjectPattern';
  if (parent?.type === 'TSQualifiedName' || parent?.type === 'TSTypeQuery') return true;
  if (parent?.type !== 'MemberExpression' || parent.object !== node) return false;
  const { parent: user } = parent;
  return !(user.type === 'AssignmentExpression' && user.left === parent) && user.type !== 'UpdateExpression';
}

/** Whether the script of a worker is the file that makes it. */
function meansThisFile(expression: RuleNode, file: LintedFile): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier': {
      if (node.name === '__filename') return variableOf(node, file.source) === 'global';
      const variable = variableOf(node, file.source);
      const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
      return assignment?.pattern.type === 'Identifier' && meansThisFile(assignment.value, file);
    }
    case 'MemberExpression':
      if (node.object.type === 'MetaProperty') return ['url', 'filename'].includes(memberName(node) ?? '');
      return ['href', 'pathname'].includes(memberName(node) ?? '') && meansThisFile(node.object, file);
    case 'NewExpression':
    case 'CallExpression': {
      // `new URL(import.meta.url)`; but not `new URL("./a.js", import.meta.url)`.
      const [first] = node.arguments;
      return first !== undefined && meansThisFile(first, file);
    }
    default:
      return false;
  }
}

/** Whether the file asks if it runs in a worker. */
function asksWhichThread({ source }: LintedFile): boolean {
  return source.scopeManager.scopes.some(({ references }) =>
    references.some(({ identifier, init }) => {
      if (identifier.type !== 'Identifier' || init === true || !referenceOf(identifier, source)) return false;
      const { parent } = identifier;
      const whole = parent.type === 'MemberExpression' && parent.object === identifier ? parent : identifier;
      const origin = resolveOrigin(whole, source);
      if (origin?.module === undefined || moduleKey(origin.module) !== MODULE) return false;
      return ['isMainThread', 'parentPort', 'workerData'].includes(exportPath(origin).join('.'));
    }),
  );
}
