import { dirname, relative } from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../resolve/syntax.ts';
import { listVerdict } from './list-verdict.ts';
import { lookup, type Entry, type Found } from './lookup.ts';
import type { Question } from './question.ts';
import { refFrom, shapesOf } from './resolve-shape.ts';
import type { Layer, Ref, Shape } from './shape.ts';
import { all, inDoubt, missing, REGISTERED, unknown, unneeded, type Place, type Site, type Verdict } from './verdict.ts';

/** How a runner judges merged objects. */
export interface Judges {
  /** As a whole configuration. */
  readonly whole: (layers: readonly Layer[]) => Verdict;
  /** As what is given to a function that makes a configuration of it. */
  readonly given: (layers: readonly Layer[]) => Verdict;
}

/** The verdict on what a configuration file exports, for runners that are configured by an object alone. */
export function shapeVerdict(shape: Shape, ref: Ref, { whole, given }: Judges, question: Question): Verdict {
  switch (shape.kind) {
    case 'registered':
      return REGISTERED;
    case 'foreign':
      return unneeded(shape.reason);
    case 'list':
    case 'mapped':
    case 'constant':
      return unneeded('it configures nothing');
    case 'unknown':
      return unreadVerdict(shape, ref, given, question);
    case 'object':
      return whole(shape.layers);
  }
}

/**
 * Whether merged objects register the set-up in the list that a path of keys leads to. Lists of merged objects are
 * put behind each other, so that one of them is enough.
 */
export function layersVerdict(
  layers: readonly Layer[],
  path: readonly [string, ...string[]],
  question: Question,
): Verdict {
  const verdicts = layers.map((layer): Verdict | undefined => {
    if (layer.kind === 'object') return objectVerdict(layer.ref, path, question);
    return layer.kind === 'registered' ? REGISTERED : undefined;
  });
  const known = verdicts.filter((verdict) => verdict !== undefined);
  if (known.some(({ state }) => state === 'registered')) return REGISTERED;
  const isCertain = known.length === layers.length && known.every(({ state }) => state === 'missing');
  const best = bestPlaced(known, question);
  if (best) return isCertain ? asMissing(best) : inDoubt(asMissing(best));
  const [layer] = layers;
  if (layer?.kind === 'object') {
    const file = relative(dirname(question.main.file), layer.ref.source.file).replaceAll('\\', '/');
    const reason = `the configuration is written in ${file}`;
    const verdict = manual(exportNode(question), question, reason);
    return isCertain ? verdict : inDoubt(verdict);
  }
  const reason = layer?.kind === 'unknown' ? layer.reason : 'nothing in the file spells the configuration out';
  const node =
    layer?.kind === 'unknown' && question.isHere(layer.ref.source) ? layer.ref.node : exportNode(question);
  return inDoubt(manual(node, question, reason));
}

/**
 * The verdict on a configuration that can't be read. Where a function makes it from objects of which one has the
 * list, the list is what the function goes on with, whatever else it does.
 *
 * @param judge - The verdict on a configuration of merged objects.
 */
function unreadVerdict(
  shape: Extract<Shape, { kind: 'unknown' }>,
  ref: Ref,
  judge: (layers: readonly Layer[]) => Verdict,
  question: Question,
): Verdict {
  const isHere = question.isHere(shape.ref.source);
  const node = isHere ? shape.ref.node : ref.node;
  const given = isHere && node.type === 'CallExpression' ? node.arguments : [];
  const verdicts = given
    .filter(({ type }) => type !== 'SpreadElement')
    .flatMap((argument) => shapesOf(refFrom(shape.ref, argument), question.world))
    .flatMap((given) => (given.kind === 'object' ? [judge(given.layers)] : []));
  if (verdicts.some(({ state }) => state === 'registered')) return REGISTERED;
  const isListed = ({ site }: Place): boolean => site.kind === 'array' || site.kind === 'value';
  const listed = verdicts.find(({ places }) => places.length > 0 && places.every(isListed));
  return inDoubt(listed ?? manual(node, question, shape.reason));
}

function exportNode({ main }: Question): TSESTree.Node {
  const isExport = ({ type }: TSESTree.Node): boolean =>
    type === 'ExportDefaultDeclaration' || type === 'TSExportAssignment';
  return main.ast.body.find(isExport) ?? main.ast.body.at(-1) ?? main.ast;
}

/** A place that no edit is sure to be right for. */
export function manual(node: TSESTree.Node, { main }: Question, reason: string): Verdict {
  return missing({ kind: 'manual', node, source: main, reason });
}

function asMissing(verdict: Verdict): Verdict {
  return { state: 'missing', places: verdict.places.map(({ site }) => ({ site, certain: true })) };
}

/** Of merged objects, the one to write to: one that has the list, else one that has the object around it. */
function bestPlaced(verdicts: readonly Verdict[], question: Question): Verdict | undefined {
  const rank = ({ places }: Verdict): number =>
    Math.max(...places.map(({ site }) => (question.isHere(site.source) ? RANK[site.kind](site) : Infinity)));
  const here = verdicts.filter((verdict) => verdict.places.length > 0 && rank(verdict) < Infinity);
  const best = Math.min(...here.map(rank));
  const candidates = here.filter((verdict) => rank(verdict) === best);
  return best < 2 ? candidates[0] : candidates.at(-1);
}

const RANK: Readonly<Record<Site['kind'], (site: Site) => number>> = {
  array: () => 0,
  value: () => 0,
  import: () => 0,
  spread: () => 1,
  object: (site) => (site.kind === 'object' ? site.path.length : 0),
  manual: () => 3,
};

function objectVerdict(
  ref: Ref<TSESTree.ObjectExpression>,
  path: readonly [string, ...string[]],
  question: Question,
): Verdict {
  const [key, ...rest] = path;
  const entries = lookup(ref, key, question.world);
  const { found, definite, spreads, registered, unsure } = entries;
  if (registered) return REGISTERED;
  const added = objectSite(ref, path, carriedBy(entries, question));
  if (unsure)
    return inDoubt(
      manual(question.isHere(ref.source) ? unsure : ref.node, question, 'what sets it is computed'),
    );
  if (found.length === 0) {
    return spreads.length > 0 ? unknown(added) : missing(added);
  }
  const verdicts = found.map((entry) => entryVerdict(entry, rest, question, added));
  if (definite)
    return found.length === 1 || verdicts.some(({ state }) => state !== 'registered')
      ? all(verdicts)
      : REGISTERED;
  if (spreads.length > 0) return unknown(added);
  // A condition decides whether an assignment replaces what the object has, or a spread brings something.
  if (found.every(({ spread }) => spread === undefined)) return all([...verdicts, missing(added)]);
  const { node, source } = ref;
  return missing({ kind: 'manual', node, source, reason: `a condition decides about ${key}` });
}

function objectSite(
  { node, source }: Ref<TSESTree.ObjectExpression>,
  path: readonly string[],
  carried: readonly TSESTree.Node[],
): Site {
  const simple = carried.every((expression) => isPath(unwrap(expression)));
  if (simple) return { kind: 'object', node, source, path, carried };
  const last = path.at(-1) ?? '';
  return {
    kind: 'manual',
    node,
    source,
    reason: `what the object spreads may bring its own ${last}, which a new one would hide`,
  };
}

/** The spreads that a new key at the end of the object would hide. */
function carriedBy({ found, spreads }: Found, question: Question): readonly TSESTree.Node[] {
  const brought = found.flatMap(({ ref, spread }) => (spread && !question.isHere(ref.source) ? [spread] : []));
  const nodes = new Set<TSESTree.Node>([...spreads, ...brought]);
  return [...nodes].sort((a, b) => a.range[0] - b.range[0]);
}

/** Whether an expression can be repeated: a name, or a member of one. */
function isPath(node: TSESTree.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'MemberExpression') return !inner.computed && isPath(inner.object);
  return inner.type === 'Identifier';
}

function entryVerdict(entry: Entry, rest: readonly string[], question: Question, added: Site): Verdict {
  const { ref, spread } = entry;
  const [key, ...below] = rest;
  const verdict =
    key === undefined ? listVerdict(ref, question) : nestedVerdict(ref, [key, ...below], question);
  // What a spread brings from another file is added to in the object that spreads it.
  const isElsewhere = spread !== undefined && verdict.places.some(({ site }) => !question.isHere(site.source));
  if (!isElsewhere) return verdict;
  return verdict.state === 'missing' ? missing(added) : unknown(added);
}

function nestedVerdict(ref: Ref, path: readonly [string, ...string[]], question: Question): Verdict {
  const { node, source } = ref;
  const [key] = path;
  const shapes = shapesOf(ref, question.world);
  const spread: Site = isPath(node)
    ? { kind: 'spread', node, source, key }
    : { kind: 'manual', node, source, reason: `the object around ${key} is made elsewhere` };
  const verdicts = shapes.map((shape): Verdict => {
    switch (shape.kind) {
      case 'registered':
        return REGISTERED;
      case 'object': {
        if (shape.layers.length === 0) return missing(spread);
        const verdict = layersVerdict(shape.layers, path, question);
        const isHere = shape.layers.some(
          (layer) => layer.kind === 'object' && question.isHere(layer.ref.source),
        );
        if (isHere || !question.isHere(source)) return verdict;
        return verdict.state === 'missing' ? missing(spread) : unknown(spread);
      }
      case 'constant':
        return inDoubt(manual(node, question, `the object around ${key} is not always there`));
      case 'foreign':
      case 'list':
      case 'mapped':
      case 'unknown':
        return unknown(spread);
    }
  });
  return all(verdicts);
}
