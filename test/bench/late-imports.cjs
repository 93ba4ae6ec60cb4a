'use strict';

const MODULES =
  /^(?:node:.*|assert|child_process|crypto|events|fs|fs\/promises|http|https|net|os|path|stream|url|util)$/;

/**
 * A jscodeshift transform in jscodeshift's own terms: it finds late imports of Node's modules and takes them away, as
 * the rule for ast-grep does. To write the imports at the file's head as well would be further work.
 *
 * @type {import('jscodeshift').Transform}
 */
module.exports = function transform({ source }, { jscodeshift: j }) {
  const root = j(source);
  const late = root
    .find(j.VariableDeclaration)
    .filter((path) => path.scope.path.value.type !== 'Program')
    .filter(({ value: { declarations } }) => declarations.length === 1 && loadsModule(declarations[0]));
  if (late.length === 0) return undefined;
  late.remove();
  return root.toSource();
};

/** @param {import('jscodeshift').VariableDeclaration['declarations'][0] | undefined} declarator */
function loadsModule(declarator) {
  if (declarator?.type !== 'VariableDeclarator') return false;
  const { init } = declarator;
  const call = init?.type === 'AwaitExpression' ? init.argument : init;
  if (call?.type !== 'CallExpression') return false;
  const [specifier] = call.arguments;
  const isLoader =
    call.callee.type === 'Import' || (call.callee.type === 'Identifier' && call.callee.name === 'require');
  return isLoader && specifier?.type === 'StringLiteral' && MODULES.test(specifier.value);
}
