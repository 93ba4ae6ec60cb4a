import path from 'node:path';

import { resolveRelative } from '../resolve/module-file.ts';
import { isInnocent } from './known-modules.ts';
import { layersVerdict, shapeVerdict } from './object-verdict.ts';
import { constantAt, elementsOf, optionAt } from './options.ts';
import type { Question } from './question.ts';
import type { Layer, Ref, Shape } from './shape.ts';
import { allProjects, unknownProjects } from './projects.ts';
import { all, inDoubt, REGISTERED, unneeded, type Verdict } from './verdict.ts';

const LIST = ['setupFilesAfterEnv'] as const;
/** Runners that run no tests: linters, compilers, formatters. */
const NO_TESTS = /runner-(?:eslint|tsc|tslint|stylelint|prettier|standard|go)|(?:eslint|tsc|prettier)$/;

/** Whether a configuration of Jest registers the set-up with all tests that it configures. */
export function jestVerdict(shape: Shape, ref: Ref, question: Question): Verdict {
  const judges = {
    whole: (layers: readonly Layer[]) => rootVerdict(layers, question),
    given: (layers: readonly Layer[]) => projectVerdict(layers, question),
  };
  return shapeVerdict(shape, ref, judges, question);
}

function rootVerdict(layers: readonly Layer[], question: Question): Verdict {
  const projects = optionAt(layers, ['projects'], question);
  if (projects.shapes.length === 0) {
    const verdict = projectVerdict(layers, question);
    return projects.isDoubtful ? inDoubt(verdict) : verdict;
  }
  // Notes what registers it, though no project takes it over.
  layersVerdict(layers, LIST, question);
  return all(
    projects.shapes.map((shape): Verdict => {
      if (shape.kind === 'list') return projectsVerdict(elementsOf(shape.ref, question), layers, question);
      if (shape.kind === 'mapped') return projectsVerdict([shape.elements], layers, question);
      if (shape.kind === 'constant') return projectVerdict(layers, question);
      return unknownProjects(shape, question);
    }),
  );
}

/** Projects take nothing over from the configuration that lists them. */
function projectsVerdict(
  elements: readonly (readonly Shape[])[],
  root: readonly Layer[],
  question: Question,
): Verdict {
  const verdicts = elements.flatMap((shapes) =>
    shapes.map((shape): Verdict => {
      if (shape.kind === 'object') return projectVerdict(shape.layers, question);
      if (
        shape.kind === 'constant' &&
        typeof shape.value === 'string' &&
        question.isItself(shape.value.replace(/^<rootDir>\/?/, './'))
      ) {
        return projectVerdict(root, question);
      }
      if (shape.kind === 'registered') return REGISTERED;
      return shape.kind === 'constant'
        ? unneeded('its projects are configured in files of their own')
        : unknownProjects(shape, question);
    }),
  );
  return allProjects(verdicts);
}

function projectVerdict(layers: readonly Layer[], question: Question): Verdict {
  const runner = constantAt(layers, ['runner'], question);
  if (typeof runner === 'object' && NO_TESTS.test(String(runner.value))) return unneeded('it runs no tests');
  const verdict = layersVerdict(layers, LIST, question);
  if (verdict.state === 'registered') return verdict;
  const preset = presetState(layers, question);
  if (preset === 'registered') return REGISTERED;
  return preset === 'unknown' ? inDoubt(verdict) : verdict;
}

/** What the preset does, in front of whose lists Jest puts those of the configuration. */
function presetState(layers: readonly Layer[], question: Question): 'registered' | 'missing' | 'unknown' {
  const preset = constantAt(layers, ['preset'], question);
  if (preset === undefined) return 'missing';
  // What can't be read may set a preset, but then it may set the list too.
  if (preset === 'unknown')
    return optionAt(layers, ['preset'], question).shapes.length === 0 ? 'missing' : 'unknown';
  const { value } = preset;
  if (typeof value !== 'string' || isInnocent(value)) return 'missing';
  const file = presetFile(value, path.dirname(path.resolve(question.main.file)));
  const state = file === undefined ? undefined : question.stateOf(file);
  return state === 'registered' || state === 'missing' ? state : 'unknown';
}

function presetFile(preset: string, folder: string): string | undefined {
  const target = path.resolve(folder, preset.replace(/^<rootDir>\/?/, './'));
  if (!/^(?:\.{1,2}\/|<rootDir>|\/)/.test(preset)) return undefined;
  const relative = `./${path.relative(folder, target)}`;
  return [relative, `${relative}/jest-preset`].flatMap(
    (name) => resolveRelative(path.join(folder, 'a.js'), name) ?? [],
  )[0];
}
