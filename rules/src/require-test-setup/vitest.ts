import path from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';

import { layersVerdict, manual, shapeVerdict } from './object-verdict.ts';
import { constantAt, elementsOf, optionAt } from './options.ts';
import { allProjects, unknownProjects } from './projects.ts';
import type { Question } from './question.ts';
import type { Layer, Ref, Shape } from './shape.ts';
import { all, inDoubt, REGISTERED, unneeded, type Place, type Verdict } from './verdict.ts';

const LIST = ['test', 'setupFiles'] as const;
/** The first version whose inline projects take over the options of the root unless they say otherwise. */
const EXTENDS_BY_DEFAULT = 5;
const ELSEWHERE = unneeded('its projects are configured in files of their own');

/** Whether a configuration of Vitest registers the set-up with all tests that it configures and that run in Node.js. */
export function vitestVerdict(shape: Shape, ref: Ref, question: Question): Verdict {
  // A workspace lists its projects.
  if (shape.kind === 'list') return projectsVerdict(elementsOf(shape.ref, question), [], question);
  if (shape.kind === 'mapped') return projectsVerdict([shape.elements], [], question);
  const judges = {
    whole: (layers: readonly Layer[]) => rootVerdict(layers, question),
    given: (layers: readonly Layer[]) => projectVerdict(layers, layers, question),
  };
  return shapeVerdict(shape, ref, judges, question);
}

function rootVerdict(layers: readonly Layer[], question: Question): Verdict {
  // What is merged in from another file brings that file's projects along; a project has none.
  const own = layers.filter((layer) => layer.kind !== 'object' || question.isHere(layer.ref.source));
  const listing = own.some(({ kind }) => kind === 'object') ? own : layers;
  const lists = ['projects', 'workspace'].map((key) => optionAt(listing, ['test', key], question));
  const projects = lists.find(({ shapes }) => shapes.length > 0);
  if (!projects) {
    const verdict = projectVerdict(layers, layers, question);
    return lists.some(({ isDoubtful }) => isDoubtful) ? inDoubt(verdict) : verdict;
  }
  // Notes what registers it, even if no project takes it over.
  layersVerdict(layers, LIST, question);
  return all(
    projects.shapes.map((shape): Verdict => {
      if (shape.kind === 'list') return projectsVerdict(elementsOf(shape.ref, question), layers, question);
      if (shape.kind === 'mapped') return projectsVerdict([shape.elements], layers, question);
      if (shape.kind === 'constant' && shape.value === undefined)
        return projectVerdict(layers, layers, question);
      return shape.kind === 'constant' ? ELSEWHERE : unknownProjects(shape, question);
    }),
  );
}

/** A project that tests run in, whose own options are its last layers. */
function projectVerdict(own: readonly Layer[], inherited: readonly Layer[], question: Question): Verdict {
  const place = runsIn(inherited, question);
  const verdict = layersVerdict(own, LIST, question);
  if (verdict.state === 'registered' || place === 'node') return verdict;
  if (place === 'elsewhere') return unneeded('its tests run in a browser or another runtime');
  const [first] = verdict.places;
  return first
    ? inDoubt(
        manual(
          first.site.node,
          question,
          'its tests may run in a browser, where the set-up must not be loaded',
        ),
      )
    : verdict;
}

function runsIn(layers: readonly Layer[], question: Question): 'node' | 'elsewhere' | 'unknown' {
  const pool = constantAt(layers, ['test', 'pool'], question);
  if (typeof pool === 'object' && /workers|browser/.test(String(pool.value))) return 'elsewhere';
  const browser = optionAt(layers, ['test', 'browser'], question);
  if (browser.shapes.length === 0) return 'node';
  const enabled = constantAt(layers, ['test', 'browser', 'enabled'], question);
  if (typeof enabled === 'object') return enabled.value === false ? 'node' : 'elsewhere';
  return 'unknown';
}

interface Project {
  readonly layers: readonly Layer[];
  readonly extends: 'root' | 'nothing' | 'unknown' | { readonly file: string };
}

/** Projects that a configuration lists; `root` is the configuration they are listed in. */
function projectsVerdict(
  elements: readonly (readonly Shape[])[],
  root: readonly Layer[],
  question: Question,
): Verdict {
  const verdicts: Verdict[] = [];
  const heirs: Project[] = [];
  const elsewhere: (readonly Layer[])[] = [];
  let isRootNeeded = false;
  for (const shapes of elements) {
    for (const shape of shapes) {
      switch (shape.kind) {
        case 'constant':
          isRootNeeded ||= root.length > 0 && typeof shape.value === 'string' && question.isItself(shape.value);
          verdicts.push(ELSEWHERE);
          break;
        case 'object': {
          const project = { layers: shape.layers, extends: extended(shape.layers, root, question) };
          const inherited = project.extends === 'root' ? root : [];
          if (runsIn([...inherited, ...shape.layers], question) === 'elsewhere') elsewhere.push(shape.layers);
          if (project.extends === 'root') heirs.push(project);
          else verdicts.push(ownVerdict(project, root, question));
          break;
        }
        case 'registered':
          verdicts.push(REGISTERED);
          break;
        case 'foreign':
          verdicts.push(unneeded(shape.reason));
          break;
        case 'list':
          verdicts.push(projectsVerdict(elementsOf(shape.ref, question), root, question));
          break;
        case 'mapped':
        case 'unknown':
          verdicts.push(unknownProjects(shape, question));
      }
    }
  }
  verdicts.push(...heirsVerdicts(heirs, root, question));
  if (isRootNeeded) verdicts.push(projectVerdict(root, root, question));
  const kept = new Set(
    elsewhere.flatMap((layers) => layersVerdict(layers, LIST, question).places.map(({ site }) => site.node)),
  );
  return withoutShared(allProjects(verdicts), kept, question);
}

/** A list or object that is also that of tests which run elsewhere is left to its author. */
function withoutShared(verdict: Verdict, kept: ReadonlySet<TSESTree.Node>, question: Question): Verdict {
  const reason = 'it is also there for tests that run in a browser or another runtime';
  const places = verdict.places.map((place): Place => {
    const { node } = place.site;
    if (!kept.has(node)) return place;
    return { ...place, site: { kind: 'manual', node, source: question.main, reason } };
  });
  return { ...verdict, places };
}

function extended(layers: readonly Layer[], root: readonly Layer[], question: Question): Project['extends'] {
  const option = constantAt(layers, ['extends'], question);
  if (option === 'unknown') return 'unknown';
  if (typeof option?.value === 'string') {
    if (root.length > 0 && question.isItself(option.value)) return 'root';
    return { file: path.resolve(path.dirname(question.main.file), option.value) };
  }
  if (option?.value === false || root.length === 0) return 'nothing';
  if (option?.value === true) return 'root';
  if (question.major === undefined) return 'unknown';
  return question.major >= EXTENDS_BY_DEFAULT ? 'root' : 'nothing';
}

/** A project that may take over nothing of the root, or that takes over another file. */
function ownVerdict(project: Project, root: readonly Layer[], question: Question): Verdict {
  const verdict = projectVerdict(project.layers, project.layers, question);
  if (verdict.state !== 'missing') return verdict;
  if (typeof project.extends === 'object') {
    return question.stateOf(project.extends.file) === 'registered' ? REGISTERED : verdict;
  }
  if (project.extends !== 'unknown' || root.length === 0) return verdict;
  return layersVerdict(root, LIST, question).state === 'registered'
    ? { state: 'unknown', places: [] }
    : verdict;
}

/** Projects that take over the options of the root: one entry there is enough, unless one of them runs elsewhere. */
function heirsVerdicts(
  heirs: readonly Project[],
  root: readonly Layer[],
  question: Question,
): readonly Verdict[] {
  const own = heirs.map(({ layers }) => projectVerdict(layers, [...root, ...layers], question));
  const inNode = own.filter(({ state }) => state !== 'registered' && state !== 'unneeded');
  if (inNode.length === 0) return own;
  const verdict = layersVerdict(root, LIST, question);
  if (verdict.state === 'registered') return [REGISTERED];
  const isShared =
    own.every(({ state }) => state !== 'unneeded') &&
    heirs.every(({ layers }) => runsIn([...root, ...layers], question) === 'node');
  return isShared ? [verdict] : inNode;
}
