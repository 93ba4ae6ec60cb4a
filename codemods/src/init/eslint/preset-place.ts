/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment --
   It does not see through the mixins of ts-morph. */
import { Node, SyntaxKind, type SourceFile } from 'ts-morph';

/** Where a flat configuration takes further configurations. */
export type PresetPlace =
  /** A list of configurations; `isFlattened` where what reads it also takes lists in it. */
  | { readonly kind: 'array'; readonly node: Node; readonly isFlattened: boolean }
  /** A call that takes configurations as arguments, behind `leading` arguments of another kind. */
  | { readonly kind: 'call'; readonly node: Node; readonly leading: number; readonly isFlattened: boolean }
  /** An object, or what another module exports: one configuration or a list of them. */
  | { readonly kind: 'object' | 'imported'; readonly node: Node }
  /** It can't be told; the reason is a clause. */
  | { readonly kind: 'unknown'; readonly node: Node; readonly reason: string };

interface Composer {
  /** Options that stand in front of the configurations. */
  readonly leading: number;
  /** Whether lists among the configurations are flattened. */
  readonly isFlattened: boolean;
}

/** Functions that make one list of all configurations they are given, by the module that they come from. */
const COMPOSERS: Readonly<Record<string, Composer & { readonly names: readonly string[] }>> = {
  'eslint/config': { names: ['defineConfig'], leading: 0, isFlattened: true },
  '@eslint/config-helpers': { names: ['defineConfig'], leading: 0, isFlattened: true },
  // Versions before 8 take no lists.
  'typescript-eslint': { names: ['default.config', 'config'], leading: 0, isFlattened: false },
  '@antfu/eslint-config': { names: ['default', 'antfu'], leading: 1, isFlattened: true },
  '@sxzz/eslint-config': { names: ['sxzz'], leading: 1, isFlattened: true },
  '@vue/eslint-config-typescript': { names: ['defineConfigWithVueTs'], leading: 0, isFlattened: true },
  './.nuxt/eslint.config.mjs': { names: ['default'], leading: 0, isFlattened: true },
};

/** Functions that return a list of configurations and take none. */
const LISTS: Readonly<Record<string, string>> = { neostandard: 'default' };

/** Finds where a configuration module takes further configurations, whatever it does before. */
export function presetPlace(file: SourceFile): PresetPlace {
  const exported = exportedExpression(file);
  if (!exported) return { kind: 'unknown', node: file, reason: 'it exports nothing that can be seen' };
  return placeOf(exported, file, 0);
}

function exportedExpression(file: SourceFile): Node | undefined {
  const assignment = file.getExportAssignments().at(-1);
  if (assignment) return assignment.getExpression();
  for (const statement of file.getStatements().toReversed()) {
    const binary = statement.asKind(SyntaxKind.ExpressionStatement)?.getExpression();
    if (!Node.isBinaryExpression(binary) || !binary.getOperatorToken().isKind(SyntaxKind.EqualsToken))
      continue;
    if (/^(?:module\.)?exports$/.test(binary.getLeft().getText())) return binary.getRight();
  }
  return undefined;
}

/** More names in a row than any configuration has. */
const MAX_DEPTH = 8;

function placeOf(expression: Node, file: SourceFile, depth: number): PresetPlace {
  const node = unwrapped(expression);
  if (Node.isArrayLiteralExpression(node)) return { kind: 'array', node, isFlattened: false };
  if (Node.isObjectLiteralExpression(node)) return { kind: 'object', node };
  if (Node.isCallExpression(node)) return placeInCall(node, file);
  if (Node.isIdentifier(node)) {
    const variable = file.getVariableDeclaration(node.getText());
    const value = variable?.getInitializer();
    if (value && depth < MAX_DEPTH && !isModule(value)) return placeOf(value, file, depth + 1);
    if (originOf(node, file) !== undefined) return { kind: 'imported', node };
  }
  const reason = Node.isFunctionLikeDeclaration(node)
    ? 'the configuration is made by a function'
    : `the configuration is made by \`${shortened(node.getText())}\``;
  return { kind: 'unknown', node, reason };
}

function placeInCall(call: Node, file: SourceFile): PresetPlace {
  if (!Node.isCallExpression(call)) return { kind: 'unknown', node: call, reason: 'it is no call' };
  const callee = call.getExpression();
  const composer = composerOf(callee, file);
  if (composer) {
    const [only, second] = call.getArguments();
    const list = composer.leading === 0 && !second && only ? unwrapped(only) : undefined;
    if (Node.isArrayLiteralExpression(list))
      return { kind: 'array', node: list, isFlattened: composer.isFlattened };
    return { kind: 'call', node: call, ...composer };
  }
  if (isList(callee, file)) return { kind: 'imported', node: call };
  if (Node.isPropertyAccessExpression(callee)) {
    const object = unwrapped(callee.getExpression());
    const method = callee.getName();
    if (Node.isArrayLiteralExpression(object) && method === 'flat')
      return { kind: 'array', node: object, isFlattened: true };
    if (Node.isArrayLiteralExpression(object) && method === 'concat') {
      return { kind: 'call', node: call, leading: 0, isFlattened: true };
    }
    if (Node.isCallExpression(object) && method === 'append') {
      return { kind: 'call', node: call, leading: 0, isFlattened: true };
    }
    // A composer's methods return the composer: `antfu({ … }).override(…)`.
    if (Node.isCallExpression(object)) {
      const inner = placeInCall(object, file);
      if (
        inner.kind === 'call' &&
        /^(?:append|prepend|insert\w*|override\w*|rename\w*|remove\w*|disable\w*|set\w*)$/.test(method)
      )
        return inner;
    }
  }
  return {
    kind: 'unknown',
    node: call,
    reason: `the configuration is made by \`${shortened(callee.getText())}()\``,
  };
}

function composerOf(callee: Node, file: SourceFile): Composer | undefined {
  const origin = originOf(callee, file);
  if (!origin) return undefined;
  const composer = COMPOSERS[origin.module];
  return composer?.names.includes(origin.name) === true ? composer : undefined;
}

function isList(callee: Node, file: SourceFile): boolean {
  const origin = originOf(callee, file);
  return origin !== undefined && LISTS[origin.module] === origin.name;
}

interface Origin {
  readonly module: string;
  /** The name that the module exports, with the members that are read of it: `default.config`. */
  readonly name: string;
}

/** Where a name, or a member of one, is imported or required from. */
function originOf(node: Node, file: SourceFile): Origin | undefined {
  if (Node.isPropertyAccessExpression(node)) {
    const object = originOf(node.getExpression(), file);
    return object && { ...object, name: joined(object.name, node.getName()) };
  }
  if (!Node.isIdentifier(node)) return undefined;
  const name = node.getText();
  for (const declaration of file.getImportDeclarations()) {
    const module = declaration.getModuleSpecifierValue();
    if (declaration.getDefaultImport()?.getText() === name) return { module, name: 'default' };
    if (declaration.getNamespaceImport()?.getText() === name) return { module, name: '' };
    const named = declaration
      .getNamedImports()
      .find((each) => (each.getAliasNode() ?? each.getNameNode()).getText() === name);
    if (named) return { module, name: named.getName() };
  }
  return requiredOrigin(name, file);
}

function requiredOrigin(name: string, file: SourceFile): Origin | undefined {
  for (const variable of file.getVariableDeclarations()) {
    const module = requiredModule(variable.getInitializer());
    if (module === undefined) continue;
    const pattern = variable.getNameNode();
    // What is required is what an ES module would import by default, or the module as a whole.
    if (Node.isIdentifier(pattern) && pattern.getText() === name) return { module, name: 'default' };
    if (!Node.isObjectBindingPattern(pattern)) continue;
    const element = pattern.getElements().find((each) => each.getName() === name);
    if (element) return { module, name: element.getPropertyNameNode()?.getText() ?? name };
  }
  return undefined;
}

function requiredModule(value: Node | undefined): string | undefined {
  const call = Node.isPropertyAccessExpression(value) ? value.getExpression() : value;
  if (!Node.isCallExpression(call) || call.getExpression().getText() !== 'require') return undefined;
  const [argument] = call.getArguments();
  return Node.isStringLiteral(argument) ? argument.getLiteralValue() : undefined;
}

function isModule(value: Node): boolean {
  return requiredModule(value) !== undefined;
}

function joined(first: string, second: string): string {
  return first === '' ? second : `${first}.${second}`;
}

/** An expression without what does not change its value. */
function unwrapped(expression: Node): Node {
  const isWrapper =
    Node.isParenthesizedExpression(expression) ||
    Node.isAsExpression(expression) ||
    Node.isSatisfiesExpression(expression) ||
    Node.isNonNullExpression(expression) ||
    Node.isAwaitExpression(expression);
  return isWrapper ? unwrapped(expression.getExpression()) : expression;
}

function shortened(text: string): string {
  const [line = ''] = text.split(/\r?\n/);
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
