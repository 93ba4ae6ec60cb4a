import type { Py } from '@cogniverse/eslint-python';
import { defaultPolicy, type Policy } from '@cogniverse/guide';

import { plainName, requiredBy } from '../../resolve/capability-marker.ts';
import { classesOf, classFacts } from '../../resolve/python/classes.ts';
import { parametrizations, type CollectedTest } from '../../resolve/python/collected-tests.ts';
import type { Mark, Placed } from '../../resolve/python/marks.ts';
import { parameterMarks } from '../../resolve/python/parameter-marks.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PytestConfig } from '../../resolve/python/pytest-config.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { staticValues } from '../../resolve/python/static-value.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';
import type { Capabilities } from '../capabilities.ts';
import { mayGate } from './decorators.ts';

/** What a project says of its markers. */
export interface MarkerTexts {
  readonly policy: Policy;
  readonly config: PytestConfig;
  readonly capabilities: Capabilities;
}

/** Marks that skip a test, or let it fail. */
const SKIPS = new Set(['skip', 'xfail']);
/** What a text says of a marker whose tests need more than the machine has. */
const NEEDS =
  /\b(?:requir\w*|needs?|running|available|real|external|live|gpus?|cuda|network|servers?|services?)\b/i;
const PLAIN_BASES =
  /^(?:builtins\.object|(?:typing|typing_extensions)\.(?:Generic|Protocol)|abc\.ABC|unittest(?:\.case|\.async_case)?\.(?:Isolated\w*)?(?:TestCase|AsyncioTestCase))$/;

/** Whether marks, decorators or classes keep a test from running without a capability, or may do so. */
export function isGatedByMarks(
  test: CollectedTest,
  source: PythonSource,
  capability: string,
  texts: MarkerTexts,
): boolean {
  const marks = marksOn(test);
  return (
    marks.some((mark) => gates(mark, capability, texts)) ||
    isUnderCondition(test.fn.node) ||
    decoratorsOf(test, source).some((decorator) => mayGate(decorator.node, decorator.source)) ||
    hasForeignBase(test)
  );
}

/** All marks that a test can have, those of its parameters included. */
export function marksOn(test: CollectedTest): readonly Mark[] {
  const own = test.levels.flatMap(({ lists }) =>
    lists.flatMap(({ places }) => places.flatMap(({ marks }) => marks)),
  );
  const ofParameters = parametrizations(test.levels).flatMap((mark) =>
    parameterMarks(mark).flatMap(({ places }) => places.flatMap(({ marks }) => marks)),
  );
  return [...own, ...ofParameters].filter((mark) => mark !== undefined);
}

function gates(mark: Mark, capability: string, { policy, config, capabilities }: MarkerTexts): boolean {
  const { name } = mark;
  if (SKIPS.has(name)) return true;
  if (name === 'skipif') return !isAboutPlatform(mark);
  if (name === 'requires') return requires(mark, capability);
  const required = requiredBy(name);
  if (required !== undefined) return required === capability || !capabilities.isKnown(required);
  const own = policy.markers[name];
  const stated = own === defaultPolicy.markers[name] ? undefined : own;
  const texts = [
    ...config.lines('markers').filter((line) => /^\w+/.exec(line)?.[0] === name),
    ...(stated === undefined ? [] : [stated]),
  ];
  return texts.some((text) => NEEDS.test(text)) || name.toLowerCase().includes(capability);
}

/** `requires("ollama:qwen2", "gpu")`; what is not spelt may be any. */
function requires(mark: Mark, capability: string): boolean {
  const named = mark.args.flatMap(({ node, source }) => staticValues(node, source));
  return (
    mark.hasMore ||
    named.some(
      (value) =>
        value.kind !== 'constant' ||
        typeof value.value !== 'string' ||
        plainName(value.value).split(':', 1)[0] === capability,
    )
  );
}

/** Whether a condition asks for nothing but the platform and the version of Python. */
function isAboutPlatform({ args: [condition] }: Mark): boolean {
  if (!condition) return false;
  const { node, source } = condition;
  if (node.nodeType === 'Constant') {
    return (
      node.valueType === 'str' && /^(?:sys\.(?:platform|version_info)|os\.name)\b[^()]*$/.test(node.value)
    );
  }
  const names = [...pythonNodesIn(node)].filter(
    (part) =>
      (part.nodeType === 'Name' || part.nodeType === 'Attribute') && part.parent?.nodeType !== 'Attribute',
  );
  return (
    names.length > 0 &&
    names.every(
      (part) =>
        (part.nodeType === 'Name' || part.nodeType === 'Attribute') &&
        originsOf(part, source).some(({ path }) =>
          /^(?:sys\.(?:platform|version_info)|os\.name|platform\.)/.test(path),
        ),
    )
  );
}

/** Whether a test is defined at all only under a condition: `if HAS_GPU:`. */
function isUnderCondition(node: Py.Node): boolean {
  return [...ancestorsOf(node)].some(
    ({ nodeType }) => nodeType === 'If' || nodeType === 'Try' || nodeType === 'With',
  );
}

function decoratorsOf({ fn, classes }: CollectedTest, source: PythonSource): readonly Placed[] {
  const own = fn.node.decorator_list.map((node) => ({ node, source }));
  const ofClasses = classes.flatMap((found) =>
    classFacts(found).order.flatMap((part) =>
      part.node.decorator_list.map((node) => ({ node, source: part.source })),
    ),
  );
  return [...own, ...ofClasses];
}

/** Whether a class around a test extends one of another package, which may skip it. */
function hasForeignBase({ classes }: CollectedTest): boolean {
  return classes.some((found) =>
    classFacts(found).order.some(({ node, source }) =>
      node.bases.some((base) => {
        const named = base.nodeType === 'Subscript' ? base.value : base;
        return (
          classesOf(named, source).length === 0 &&
          !originsOf(named, source).some(({ path }) => PLAIN_BASES.test(path))
        );
      }),
    ),
  );
}
