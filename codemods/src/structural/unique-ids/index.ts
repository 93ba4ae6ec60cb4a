import {
  findSharedIds,
  ownIds,
  type OwnIds,
  type SharedId,
  type TextEdit,
} from 'eslint-plugin-cogniverse/editing';

import type { Finding, RuleNode, StructuralCodemod, StructuralEdit, StructuralFile } from '../codemod.ts';
import { namedImport } from '../named-import.ts';
import { IdEdits } from './id-edits.ts';

const MODULE = '@cogniverse/test-setup';
const NAME = 'uniqueId';

/** Gives tests that share the id of a tenant or user ids of their own. */
export const uniqueIds: StructuralCodemod = { rule: 'unique-tenant-ids', edit };

interface Plan {
  readonly shared: SharedId;
  readonly ids: OwnIds;
  readonly findings: readonly Finding[];
}

function edit(opened: StructuralFile): StructuralEdit {
  const { linted, findings } = opened;
  const { source, tests, visitorKeys } = linted;
  const file = { source, tests, visitorKeys };
  const left = new Map<Finding, string>(findings.map((finding) => [finding, 'the id is not found again']));
  const plans: Plan[] = [];
  const allShared = findSharedIds(file);
  for (const shared of allShared) {
    const ofId = findings.filter(({ range }) =>
      shared.stated.some(({ literal }) => literal.range[0] === range[0] && literal.range[1] === range[1]),
    );
    if (ofId.length === 0) continue;
    const isOther = allShared.some(({ name, value }) => value === shared.value && name !== shared.name);
    const isHalf = ofId.length < shared.stated.length;
    const obstacle = isHalf ? 'a comment keeps it in other tests' : undefined;
    const ids = isOther ? 'it stands for ids of two kinds' : (obstacle ?? ownIds(shared, file));
    if (typeof ids === 'string') for (const finding of ofId) left.set(finding, ids);
    else plans.push({ shared, ids, findings: ofId });
  }
  const named = namedImport(linted, MODULE, NAME, plans.flatMap(({ ids }) => placesOf(ids)));
  if (named.kind === 'impossible') {
    for (const plan of plans) for (const finding of plan.findings) left.set(finding, named.reason);
    return { edits: [], left };
  }
  const ids = new IdEdits(opened, named.local, plans.map(({ shared }) => shared));
  const edits: TextEdit[] = plans.length > 0 ? [...named.edits] : [];
  for (const plan of plans) {
    edits.push(...ids.editsFor(plan.shared, plan.ids));
    for (const finding of plan.findings) left.delete(finding);
  }
  return { edits: [...edits, ...ids.declarations()], left };
}

/** Where ids of their own are made. */
function placesOf(ids: OwnIds): readonly RuleNode[] {
  return ids.kind === 'constant' ? [ids.constant.literal] : ids.tests.map(({ body }) => body.body);
}
