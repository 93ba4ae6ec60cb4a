import path from 'node:path';

import { textOf } from '../resolve/disk.ts';
import { literalPattern } from '../text/literal-pattern.ts';
import type { Finding } from './findings.ts';

/** How a refused name gives way to its replacement. */
export interface Replacement {
  readonly range: [number, number];
  readonly text: string;
  /** Why a person has to look at the change; left out where nobody needs to. */
  readonly doubt?: string;
}

/** What a language knows of the places of names in a file. */
export interface Rewriter<Node> {
  /** The edit that puts the replacement in the name's place; `undefined` where there is none. */
  readonly editOf: (finding: Finding<Node>, replacement: string) => Replacement | undefined;
  /** Why a person has to look at an edit. */
  readonly doubtOf: (finding: Finding<Node>, edit: Replacement) => string | undefined;
  /** Whether a place in the text speaks of a model beside the findings, so that it has to change with them. */
  readonly isMention: (index: number, group: readonly Finding<Node>[]) => boolean;
  readonly lineOf: (index: number) => number;
  /** The text of the snapshots that belong to the file; empty where there are none. */
  readonly snapshots: () => string;
}

/** Names that need no escape in any kind of string. */
const PLAIN = /^[\w./:@+-]+$/;

/**
 * How each refused name that has a replacement gives way to it. A model is replaced everywhere in a file or
 * nowhere, so that its weights and its processor stay those of one model: a doubt about one place is one about all.
 *
 * @param text - The text of the file.
 */
export function replacementsOf<Node>(
  findings: readonly Finding<Node>[],
  text: string,
  rewriter: Rewriter<Node>,
): ReadonlyMap<Finding<Node>, Replacement> {
  const replacements = new Map<Finding<Node>, Replacement>();
  for (const group of groups(findings)) {
    const edits = group.map((finding) => [finding, editOf(finding, rewriter)] as const);
    const doubt =
      edits.map(([finding, edit]) => doubtOf(finding, edit, rewriter)).find(Boolean) ??
      mentionOf(group, text, rewriter);
    for (const [finding, edit] of edits) {
      if (edit) replacements.set(finding, { ...edit, ...(doubt !== undefined && { doubt }) });
    }
  }
  return replacements;
}

/** The findings that have a replacement, those of one name together. */
function groups<Node>(findings: readonly Finding<Node>[]): readonly Finding<Node>[][] {
  const byName = new Map<string, Finding<Node>[]>();
  for (const finding of findings) {
    if (finding.verdict.kind !== 'denied' || finding.verdict.replacement === undefined) continue;
    const key = finding.name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), finding]);
  }
  return [...byName.values()];
}

function editOf<Node>(finding: Finding<Node>, rewriter: Rewriter<Node>): Replacement | undefined {
  const replacement = finding.verdict.kind === 'denied' ? finding.verdict.replacement : undefined;
  const isPlain = replacement !== undefined && PLAIN.test(replacement);
  return isPlain ? rewriter.editOf(finding, replacement) : undefined;
}

function doubtOf<Node>(
  finding: Finding<Node>,
  edit: Replacement | undefined,
  rewriter: Rewriter<Node>,
): string | undefined {
  if (!edit) return 'the name is also a part of another text';
  if (finding.isPinned) return 'the revision beside it belongs to the old model';
  return rewriter.doubtOf(finding, edit);
}

/** Where else the file speaks of a model: what has to change with it. */
function mentionOf<Node>(
  group: readonly Finding<Node>[],
  text: string,
  { isMention, lineOf, snapshots }: Rewriter<Node>,
): string | undefined {
  const name =
    group[0]?.name
      .split('/')
      .at(-1)
      ?.replace(/:latest$/i, '') ?? '';
  const mention = new RegExp(`(?<!\\w)${literalPattern(name)}(?!\\w|[.-]\\w)`, 'gi');
  for (const { index } of text.matchAll(mention)) {
    if (isMention(index, group)) return `the model is also named in line ${lineOf(index)}`;
  }
  return mention.test(snapshots()) ? 'the model is also named in the snapshots of this file' : undefined;
}

/**
 * The text of the snapshot file that a runner keeps for a test file; empty where there is none.
 *
 * @param file - The test file.
 * @param nameOf - The name of the snapshot file, by the parts of the test file's path.
 */
export function snapshotsOf(file: string, nameOf: (test: path.ParsedPath) => string): string {
  const test = path.parse(file);
  return textOf(path.join(test.dir, '__snapshots__', nameOf(test))) ?? '';
}
