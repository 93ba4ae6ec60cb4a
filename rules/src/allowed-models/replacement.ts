import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { isInTitle } from './assertions.ts';
import type { Finding } from './findings.ts';

/** How a refused name gives way to its replacement. */
export interface Replacement {
  readonly range: TSESTree.Range;
  readonly text: string;
  /** Why a person has to look at the change; left out where nobody needs to. */
  readonly doubt?: string;
}

/** The linted file. */
interface File {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly physicalFilename: string;
}

/** Names that need no escape in any kind of string. */
const PLAIN = /^[\w./:@+-]+$/;

/**
 * How each refused name that has a replacement gives way to it. A model is replaced everywhere in a file or
 * nowhere, so that its weights and its processor stay those of one model: a doubt about one place is one about all.
 */
export function replacementsOf(findings: readonly Finding[], file: File): ReadonlyMap<Finding, Replacement> {
  const replacements = new Map<Finding, Replacement>();
  for (const group of groups(findings)) {
    const edits = group.map((finding) => [finding, editOf(finding, file.sourceCode.text)] as const);
    const doubt =
      edits.map(([finding, edit]) => doubtOf(finding, edit)).find(Boolean) ?? mentionOf(group, file);
    for (const [finding, edit] of edits) {
      if (edit) replacements.set(finding, { ...edit, ...(doubt !== undefined && { doubt }) });
    }
  }
  return replacements;
}

/** The findings that have a replacement, those of one name together. */
function groups(findings: readonly Finding[]): readonly Finding[][] {
  const byName = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.verdict.kind !== 'denied' || finding.verdict.replacement === undefined) continue;
    const key = finding.name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), finding]);
  }
  return [...byName.values()];
}

function editOf({ node, isWhole, verdict }: Finding, text: string): Replacement | undefined {
  const replacement = verdict.kind === 'denied' ? verdict.replacement : undefined;
  if (replacement === undefined || !isWhole || !PLAIN.test(replacement) || node.type === 'Identifier')
    return undefined;
  const [start, end] = node.range;
  if (isLiteral(node)) return { range: [start + 1, end - 1], text: replacement };
  const quote = /['"`]/.exec(text.slice(start, end))?.[0] ?? "'";
  return { range: [start, end], text: `${quote}${replacement}${quote}` };
}

function isLiteral(node: TSESTree.Node): boolean {
  return node.type === 'Literal' || (node.type === 'TemplateLiteral' && node.expressions.length === 0);
}

function doubtOf({ node, isPinned, place }: Finding, edit: Replacement | undefined): string | undefined {
  if (!edit) return 'the name is also a part of another text';
  if (isPinned) return 'the revision beside it belongs to the old model';
  if (!isLiteral(node)) return 'the name is put together from parts';
  // What a test only hands on may be a setting of the product.
  if (place.kind === 'field' && place.test !== undefined) return 'no loader is seen to take it';
  const isKey = node.parent?.type === 'Property' && node.parent.key === node;
  return isKey ? 'it is a key that is looked up elsewhere' : undefined;
}

/** Where else the file speaks of a model, outside of comments and titles: what has to change with it. */
function mentionOf(group: readonly Finding[], file: File): string | undefined {
  const name =
    group[0]?.name
      .split('/')
      .at(-1)
      ?.replace(/:latest$/i, '') ?? '';
  const mention = new RegExp(`(?<!\\w)${escape(name)}(?!\\w|[.-]\\w)`, 'gi');
  const { sourceCode } = file;
  const comments = sourceCode.getAllComments();
  for (const { index } of sourceCode.text.matchAll(mention)) {
    const isInside = ({ range }: { readonly range: TSESTree.Range }): boolean =>
      range[0] <= index && index < range[1];
    if (group.some(({ node }) => isInside(node)) || comments.some(isInside)) continue;
    const node = sourceCode.getNodeByRangeIndex(index);
    // A constant can be called what an Ollama model is called.
    if (!node || node.type === 'Identifier' || isInTitle(node)) continue;
    return `the model is also named in line ${sourceCode.getLocFromIndex(index).line}`;
  }
  return mention.test(snapshotsOf(file))
    ? 'the model is also named in the snapshots of this file'
    : undefined;
}

/** The text of the snapshot file that Vitest and Jest keep beside a test file; empty where there is none. */
function snapshotsOf({ sourceCode, physicalFilename }: File): string {
  if (!sourceCode.text.includes('Snapshot(')) return '';
  const { dir, base } = path.parse(physicalFilename);
  try {
    return readFileSync(path.join(dir, '__snapshots__', `${base}.snap`), 'utf8');
  } catch {
    return '';
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
