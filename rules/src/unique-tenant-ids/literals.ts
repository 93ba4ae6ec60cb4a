import type { TSESTree } from '@typescript-eslint/utils';

import { isInTitle } from '../models/assertions.ts';
import { memberName, staticName, stringValue } from '../resolve/syntax.ts';
import { nodesIn } from '../resolve/walk.ts';
import { literalPattern } from '../text/literal-pattern.ts';
import type { StatedId } from './shared-ids.ts';
import type { StateFile } from './state.ts';

/** A text literal. */
export type TextLiteral = StatedId['literal'];

/** Where a file has the text of an id. */
export interface Mentions {
  /** Literals that are the text, but for titles of tests. */
  readonly literals: readonly TextLiteral[];
  /** The first place that a variable can't take: why the text has to stay, as a clause. */
  readonly obstacle: string | undefined;
}

/** Finds all that a file says of an id, whoever means the same by it. */
export function mentionsOf(value: string, { source, visitorKeys }: StateFile): Mentions {
  const inside = new RegExp(`(?<![\\w-])${literalPattern(value)}(?![\\w-])`);
  const literals: TextLiteral[] = [];
  let obstacle: string | undefined;
  for (const node of nodesIn(source.ast, visitorKeys)) {
    if (isTextLiteral(node) && stringValue(node) === value) {
      if (isInTitle(node)) continue;
      obstacle ??= obstacleAt(node);
      literals.push(node);
      continue;
    }
    obstacle ??= obstacleIn(node, value, inside);
  }
  return { literals, obstacle };
}

function isTextLiteral(node: TSESTree.Node): node is TextLiteral {
  const isTemplate = node.type === 'TemplateLiteral' && node.parent.type !== 'TaggedTemplateExpression';
  return isTemplate || (node.type === 'Literal' && typeof node.value === 'string');
}

/** Why a variable can't stand where a literal does. */
function obstacleAt(literal: TextLiteral): string | undefined {
  const { parent } = literal;
  const line = literal.loc.start.line;
  switch (parent.type) {
    case 'Property':
      return parent.key === literal && !parent.computed ? `line ${line} has it as a key` : undefined;
    case 'TSLiteralType':
    case 'TSEnumMember':
      return `line ${line} has it as a type`;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return `line ${line} gives it a type of its own`;
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'JSXAttribute':
    case 'PropertyDefinition':
    case 'TemplateLiteral':
      return `line ${line} has it where no variable can stand`;
    default:
      return undefined;
  }
}

const SNAPSHOTS = /^(?:toMatch\w*Snapshot|toThrowErrorMatching\w*Snapshot|matchSnapshot|snapshot)$/;

/** Why something else in the file would no longer fit to another id. */
function obstacleIn(node: TSESTree.Node, value: string, inside: RegExp): string | undefined {
  const line = node.loc.start.line;
  switch (node.type) {
    case 'Literal': {
      const text = typeof node.value === 'string' ? node.value : 'regex' in node ? node.raw : '';
      return inside.test(text) && !isInTitle(node) ? `line ${line} has it inside of another text` : undefined;
    }
    case 'TemplateElement': {
      const isAll = isTextLiteral(node.parent) && stringValue(node.parent) === value;
      const isInside = !isAll && inside.test(node.value.raw) && !isInTitle(node);
      return isInside ? `line ${line} has it inside of another text` : undefined;
    }
    case 'JSXText':
      return inside.test(node.value) ? `line ${line} has it inside of another text` : undefined;
    case 'Property':
      return staticName(node.key, node.computed) === value && node.key.type === 'Identifier'
        ? `line ${line} has it as a key`
        : undefined;
    case 'MemberExpression': {
      const name = memberName(node) ?? '';
      if (name === value && !node.computed) return `line ${line} has it as a key`;
      return SNAPSHOTS.test(name) ? `line ${line} compares with a snapshot, which may hold it` : undefined;
    }
    default:
      return undefined;
  }
}
