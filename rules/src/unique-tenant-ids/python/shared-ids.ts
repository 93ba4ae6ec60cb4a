import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import type { CollectedTest } from '../../resolve/python/collected-tests.ts';
import { fixtureClosure, type FixtureClosure } from '../../resolve/python/fixture-closure.ts';
import { conftestsFor } from '../../resolve/python/fixture-lookup.ts';
import { fixtureOf } from '../../resolve/python/fixtures.ts';
import { isFunction, returnedBy, type PyFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import type { IdNames } from '../id-names.ts';
import { isMeant } from '../meaning.ts';
import { callIn, rootOf } from './calls.ts';
import { cleansUp, isCleaned, makesItsOwn } from './clean-up.ts';
import { idsGivenTo, type GivenId } from './id-uses.ts';
import { reachedFrom, type ReachedCall } from './reached-calls.ts';
import { recordOf, mayMeet, type RecordUse } from './record.ts';
import { SharedObjects } from './shared-objects.ts';

/** An id that tests of a file share. */
export interface SharedId {
  /** What it is an id of: `tenantId`. */
  readonly name: string;
  readonly value: string;
  /** Where the file states it, in the order of the text; of several literals in one test, the first. */
  readonly literals: readonly Py.StrConstant[];
  /** How many tests keep or look for something under it. */
  readonly tests: number;
}

/** What a test does under an id. */
interface IdUse {
  readonly id: GivenId;
  readonly test: PyFunction;
  readonly record: RecordUse;
}

/** The ids that tests of a file share though what is kept under them outlives each test. */
export function sharedIds(
  tests: readonly CollectedTest[],
  source: PythonSource,
  names: IdNames,
): readonly SharedId[] {
  const seen = new Set<PyFunction>();
  const uses = tests.flatMap((test) => {
    if (seen.has(test.fn.node)) return [];
    seen.add(test.fn.node);
    return usesIn(test, source, names);
  });
  const groups = new Map<string, IdUse[]>();
  for (const use of uses) {
    const key = `${use.id.name} ${use.id.literal.value}`;
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  return [...groups.values()].flatMap((group) => sharedId(group) ?? []);
}

function usesIn(test: CollectedTest, source: PythonSource, names: IdNames): readonly IdUse[] {
  const { node: fn } = test.fn;
  const { calls, helpers } = reachedFrom(fn, source);
  const found = calls
    .map((reached) => ({ reached, ids: idsOf(reached, source, names) }))
    .filter(({ ids }) => ids.length > 0);
  if (found.length === 0) return [];
  const closure = fixtureClosure(test, source);
  if ([fn, ...helpers].some(makesItsOwn) || helpers.some(cleansUp)) return [];
  if (isCleaned(test, closure, source)) return [];
  return found.flatMap(({ reached, ids }) => {
    const { call, given } = reached;
    const objects = new SharedObjects(source, closure, given);
    const record = isExpectedToFail(call) || !objects.has(call.func) ? undefined : recordOf(reached, source);
    if (!record) return [];
    return ids.filter((id) => !isMentioned(id, closure, source)).map((id) => ({ id, test: fn, record }));
  });
}

/** The ids that a call is given, and those that the object was made with which it is called on. */
function idsOf(reached: ReachedCall, source: PythonSource, names: IdNames): readonly GivenId[] {
  const { call, given } = reached;
  const own = idsGivenTo(reached, source, names);
  const root = rootOf(call.func);
  if (root.nodeType !== 'Name' || call.func.nodeType !== 'Attribute') return own;
  const [definition, ...others] = definitionsAt(root, source) ?? [];
  if (!definition || others.length > 0 || ![...ancestorsOf(definition.node)].some(isFunction)) return own;
  const { node } = definition;
  const made = callIn(node.nodeType === 'withitem' ? node.context_expr : assignedValues(definition)?.[0]);
  return made && made !== call ? [...own, ...idsGivenTo({ call: made, given }, source, names)] : own;
}

/** `with pytest.raises(ValueError):`, which leaves nothing behind. */
function isExpectedToFail(call: Py.Call): boolean {
  return [...ancestorsOf(call)].some(
    (above) =>
      above.nodeType === 'With' &&
      above.items.some(({ context_expr: context }) => {
        const func = context.nodeType === 'Call' ? context.func : undefined;
        return func?.nodeType === 'Attribute' && /raises/i.test(func.attr);
      }),
  );
}

/** Whether what is made for several tests has the id, too, so that they share it on purpose. */
function isMentioned({ literal }: GivenId, { fixtures }: FixtureClosure, source: PythonSource): boolean {
  const { value } = literal;
  // The fixture that gives tests the id is not one that binds them to it; one that asks for it is.
  const around = [...ancestorsOf(literal)].find(isFunction);
  const giver = around && fixtureOf(around, source);
  const constant = constantOf(literal);
  const isIn = (text: string): boolean => text.includes(`"${value}"`) || text.includes(`'${value}'`);
  const names = (text: string): boolean =>
    constant !== undefined && new RegExp(String.raw`\b${constant}\b`).test(text);
  return (
    conftestsFor(source.file).some(({ text }) => isIn(text)) ||
    fixtures.some(({ node, source: own }) => {
      const text = own.text.slice(...node.range);
      if (own !== source) return isIn(text);
      const returns = returnedBy(node);
      const isGiving = returns.length > 0 && returns.every((returned) => isName(returned, constant));
      if (node === giver?.node || isGiving) return false;
      return isIn(text) || names(text) || node.args.args.some(({ arg }) => arg === giver?.name);
    })
  );
}

/** The name of the constant that a literal is assigned to. */
function constantOf({ parent }: Py.StrConstant): string | undefined {
  const [target] = parent?.nodeType === 'Assign' ? parent.targets : [];
  return target?.nodeType === 'Name' && ![...ancestorsOf(target)].some(isFunction) ? target.id : undefined;
}

function isName(expression: Py.expr, name: string | undefined): boolean {
  return expression.nodeType === 'Name' && expression.id === name;
}

function sharedId(group: readonly IdUse[]): SharedId | undefined {
  const [first] = group;
  if (!first || isMeant(first.id.literal.value)) return undefined;
  const meeting = group.filter(({ test, record }) =>
    group.some(
      (other) =>
        other.test !== test &&
        (record.kind === 'write' || other.record.kind === 'write') &&
        mayMeet(record, other.record),
    ),
  );
  const tests = new Set(meeting.map(({ test }) => test));
  if (tests.size < 2) return undefined;
  const byTest = new Map<PyFunction, Py.StrConstant>();
  for (const { test, id } of meeting) {
    const known = byTest.get(test);
    if (!known || id.literal.range[0] < known.range[0]) byTest.set(test, id.literal);
  }
  const literals = [...new Set(byTest.values())].toSorted((a, b) => a.range[0] - b.range[0]);
  return { name: first.id.name, value: first.id.literal.value, literals, tests: tests.size };
}
