import type { Py, Variable } from '@cogniverse/eslint-python';

import type { PythonSource } from '../../../resolve/python/source.ts';
import { areDisjoint, mergeEdits, type TextEdit } from '../../../text/text-edit.ts';
import { MAX_SHARED_FIXES } from '../../finding.ts';
import type { LateImport } from '../detection/late-import.ts';
import type { Doubt } from './doubts.ts';
import { importEdits, type NewImport } from './import-edits.ts';
import { moduleNeeds, newImport } from './module-needs.ts';
import { moduleBindings, nameDoubts } from './name-doubts.ts';
import { aliasesOf, planOf, type Plan } from './plan.ts';
import { removeAliases } from './removal.ts';

/** An import that is too late, and what to do about it. */
export interface PythonFinding {
  readonly node: Py.Node;
  /** The module as the code names it. */
  readonly module: string;
  /** Moves all imports of the file that can move for certain. */
  readonly fix?: TextEdit | undefined;
  /** Moves this one, where that may change what the code does. */
  readonly suggestion?: { readonly edit: TextEdit; readonly doubts: readonly Doubt[] } | undefined;
}

/** The findings for late imports: one fix for all that can move for certain, a suggestion for each other. */
export function findingsFor(
  lates: readonly LateImport[],
  isDisabled: (late: LateImport) => boolean,
  source: PythonSource,
): readonly PythonFinding[] {
  if (lates.length === 0) return [];
  const plan = planOf(lates, isDisabled, source);
  const edit = merged(hoistEdits(plan.certain, source), source);
  const moved = new Set(edit ? plan.certain : []);
  return byNode(lates).map(([node, group], index) => {
    const finding = { node, module: group[0].module };
    if (group.some((late) => moved.has(late)))
      return index < MAX_SHARED_FIXES ? { ...finding, fix: edit } : finding;
    return { ...finding, suggestion: suggestionFor(group, lates, plan, source) };
  });
}

type Group = readonly [LateImport, ...LateImport[]];

/** A statement is one finding; one that imports several modules has one for each. */
function byNode(lates: readonly LateImport[]): readonly (readonly [node: Py.Node, group: Group])[] {
  const groups = new Map<Py.Node, Group>();
  for (const late of lates) {
    const { statement, alias } = late;
    const node = statement.nodeType === 'Import' && statement.names.length > 1 ? alias : statement;
    const group = groups.get(node);
    groups.set(node, group ? [...group, late] : [late]);
  }
  return [...groups];
}

/** The edits that move imports to module level, together; `undefined` where there is no place for them. */
function hoistEdits(lates: readonly LateImport[], source: PythonSource): readonly TextEdit[] | undefined {
  const moving = aliasesOf(lates);
  const needs = lates.map((late) => moduleNeeds(late, moduleBindings(late.name, moving, source), source));
  const added = importEdits(
    needs.flatMap(({ adds }) => adds),
    source,
  );
  return (
    added && [
      ...added,
      ...removeAliases(new Set([...moving, ...needs.flatMap(({ moves }) => moves)]), source.text),
    ]
  );
}

function merged(edits: readonly TextEdit[] | undefined, { text }: PythonSource): TextEdit | undefined {
  return edits && areDisjoint(edits) ? mergeEdits(text, edits) : undefined;
}

/** Doubts for which the function keeps its name for the module, which gets another one at module level. */
const KEEPING: readonly Doubt[] = ['rebound', 'attribute', 'names'];

function suggestionFor(
  group: Group,
  lates: readonly LateImport[],
  plan: Plan,
  source: PythonSource,
): PythonFinding['suggestion'] {
  const together = sameVariables(group, lates, source);
  const moving = aliasesOf(together);
  const named = together.flatMap((late) => nameDoubts(late, moving, source));
  const own = together.flatMap((late) => plan.doubts.get(late) ?? []);
  const doubts: readonly Doubt[] = [...new Set([...own, ...named])];
  const stated = doubts.length > 0 ? doubts : (['clash'] as const);
  const edits = stated.some((doubt) => KEEPING.includes(doubt))
    ? keepingEdits(group, source)
    : stated.includes('clash')
      ? renamingEdits(together, source)
      : hoistEdits(together, source);
  const edit = merged(edits, source);
  return edit && { edit, doubts: stated };
}

/** The imports that bind the same variables: one alone would leave the function without a value. */
function sameVariables(
  group: readonly LateImport[],
  lates: readonly LateImport[],
  source: PythonSource,
): readonly LateImport[] {
  const variables = new Set(group.map(({ alias }) => source.scopes.variableOf(alias)));
  return lates.filter((late) => variables.has(source.scopes.variableOf(late.alias)));
}

/** Imports under another name, which the statement then gives to the old one: `os = _os`. */
function keepingEdits([late, ...others]: Group, source: PythonSource): readonly TextEdit[] | undefined {
  if (others.length > 0 || late.statement.names.length > 1) return undefined;
  const renamed = renamedImport(late, source);
  const added = renamed && importEdits([renamed.added], source);
  return added && [...added, { range: late.statement.range, text: `${late.name} = ${renamed.name}` }];
}

/** Imports under another name, which the function then uses. */
function renamingEdits(lates: readonly LateImport[], source: PythonSource): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const adds: NewImport[] = [];
  for (const late of lates) {
    const renamed = renamedImport(late, source);
    const variable = source.scopes.variableOf(late.alias);
    const isOwn = variable?.definitions.every(({ name }) => lates.some(({ alias }) => alias === name));
    if (!renamed || !variable || isOwn !== true) return undefined;
    const references = renamedReferences(variable, renamed.name, source);
    if (!references) return undefined;
    adds.push(renamed.added);
    if (variable.definitions[0]?.name === late.alias) edits.push(...references);
  }
  const added = importEdits(adds, source);
  return added && [...added, ...edits, ...removeAliases(aliasesOf(lates), source.text)];
}

function renamedReferences(
  variable: Variable,
  name: string,
  { text }: PythonSource,
): readonly TextEdit[] | undefined {
  const ranges = variable.references.map(({ node }) => node.range);
  if (ranges.some((range) => text.slice(...range) !== variable.name)) return undefined;
  return ranges.map((range) => ({ range, text: name }));
}

/** An import under a name that the file does not use; `import a.b` has none, since it binds `a`. */
function renamedImport(
  late: LateImport,
  source: PythonSource,
): { readonly name: string; readonly added: NewImport } | undefined {
  const { alias, imported } = late;
  if (late.name === '*' || (imported === undefined && alias.asname === null && alias.name.includes('.')))
    return undefined;
  const name = [`_${late.name}`, `_${late.name}_module`].find((each) => !isUsed(each, source));
  return name === undefined ? undefined : { name, added: newImport(alias, name) };
}

function isUsed(name: string, { scopes }: PythonSource): boolean {
  return scopes.scopes.some(
    ({ variables, references }) =>
      variables.has(name) || references.some((reference) => reference.name === name),
  );
}
