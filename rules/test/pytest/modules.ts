import fc from 'fast-check';

/** A part that is there once in so many times. */
function sometimes<Part>(part: fc.Arbitrary<Part>, times: number): fc.Arbitrary<Part | null> {
  return fc.oneof({ arbitrary: part, weight: 1 }, { arbitrary: fc.constant(null), weight: times - 1 });
}

const time = fc.constantFrom(
  ...[
    '5',
    '0',
    '-1',
    'None',
    "'7'",
    "'x'",
    '3600',
    '1800',
    '0.5',
    'True',
    "' 8 '",
    "'1_0'",
    "'nan'",
    'LIMIT',
    'OFF',
    '2 * 10',
    'timeout=5',
    'timeout=0',
  ],
  ...[
    'timeout=None',
    "method='thread'",
    "5, 'thread'",
    "5, method='thread'",
    'func_only=True',
    '5, func_only=True',
    '',
    'seconds=5',
    "5, 'thread', True",
    '5, timeout=5',
  ],
);
const mark = fc.oneof(
  { arbitrary: time.map((value) => `pytest.mark.timeout(${value})`), weight: 6 },
  {
    arbitrary: fc.constantFrom(
      'pytest.mark.timeout',
      'pytest.mark.asyncio',
      'pytest.mark.slow',
      'FIVE',
      'HIDES',
      'mark.timeout(3)',
      'LIMITED',
      'BARE(4)',
      "FIVE(method='thread')",
      'FIVE.with_args(func_only=True)',
      'skipped',
    ),
    weight: 4,
  },
);
const marks = fc.array(mark, { maxLength: 2 });
const list = marks.map((items) => `[${items.join(', ')}]`);

/** Statements that set `pytestmark`, if any. */
const pytestmark: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc.constant([]),
  fc.constant([]),
  fc
    .oneof(
      list,
      mark.filter((text) => text !== 'skipped'),
    )
    .map((value) => [`pytestmark = ${value}`]),
  list.map((value) => [`pytestmark: list = ${value}`]),
  fc.tuple(list, list).map(([first, second]) => [`pytestmark = ${first}`, `pytestmark += ${second}`]),
  fc.tuple(list, list).map(([first, second]) => [`pytestmark = ${first}`, `pytestmark = ${second}`]),
  fc.tuple(list, mark).map(([first, second]) => [`pytestmark = ${first}`, `pytestmark.append(${second})`]),
  fc
    .tuple(list, list)
    .map(([first, second]) => [`pytestmark = ${first}`, `pytestmark = [*pytestmark, *${second}]`]),
  fc.tuple(list, list).map(([first, second]) => [`pytestmark = ${first} + ${second}`]),
  fc.constantFrom(
    ['pytestmark = COMMON'],
    ['pytestmark = [*COMMON, pytest.mark.slow]'],
    ['pytestmark = (pytest.mark.timeout(5),)'],
  ),
);

const decorator = fc.oneof(
  { arbitrary: mark, weight: 5 },
  {
    arbitrary: fc.constantFrom(
      'same',
      'wrapped',
      'bare_wrapped',
      'synchronous',
      'limited',
      'retried(2)',
      'patched',
    ),
    weight: 1,
  },
);
const parameters = fc
  .array(
    fc.oneof(
      fc.constant('1'),
      mark.map((text) => `pytest.param(1, marks=${text})`),
      list.map((text) => `pytest.param(1, marks=${text})`),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((sets) => `[${sets.join(', ')}]`);

/** What takes the place of a function; what it makes of a `staticmethod` depends on the version of Python. */
const WRAPPERS = new Set(['wrapped', 'bare_wrapped', 'synchronous', 'retried(2)', 'patched', 'limited']);
const FUNCTION_NAMES = ['test_a', 'test_b', 'testc', 'helper', 'test_g', '_test_d', 'test_e', 'test_f'];

interface Written {
  readonly name: string;
  readonly lines: readonly string[];
}

function functions(isMethod: boolean): fc.Arbitrary<Written> {
  const kind = fc.constantFrom(
    'async',
    'async',
    'async',
    'sync',
    'generator',
    'fixture',
    'property',
    'static',
  );
  return fc
    .record({
      name: fc.constantFrom(...FUNCTION_NAMES),
      kind,
      decorators: fc.array(decorator, { maxLength: 2 }),
      parameters: sometimes(parameters, 4),
      disabled: sometimes(fc.boolean(), 8),
    })
    .map(({ name, kind: chosen, decorators, parameters: sets, disabled }) => {
      const isStatic = chosen === 'static' && isMethod;
      const plain = chosen !== 'fixture' && chosen !== 'property';
      const hasParameters = sets !== null && plain && chosen !== 'generator';
      const args = [...(isMethod && !isStatic ? ['self'] : []), ...(hasParameters ? ['x'] : [])].join(', ');
      const head = [
        ...(plain
          ? decorators.filter((text) => !isStatic || !WRAPPERS.has(text)).map((text) => `@${text}`)
          : []),
        ...(chosen === 'fixture' ? ['@pytest.fixture'] : []),
        ...(chosen === 'property' && isMethod ? ['@property'] : []),
        ...(hasParameters ? [`@pytest.mark.parametrize('x', ${sets})`] : []),
        ...(isStatic ? ['@staticmethod'] : []),
      ];
      const body = chosen === 'generator' ? 'yield' : 'pass';
      return {
        name,
        lines: [
          ...head,
          `${chosen === 'sync' ? '' : 'async '}def ${name}(${args}):`,
          `    ${body}`,
          ...(disabled === null || head.length > 0
            ? []
            : [`${name}.__test__ = ${disabled ? 'True' : 'False'}`]),
        ],
      };
    });
}

const CLASS_NAMES = ['TestA', 'TestB', 'Base', 'Mixin', 'TestC', 'Other'];
const INNER_NAMES = ['TestInner', 'Inner', 'TestNested'];

function classes(depth: number): fc.Arbitrary<Written> {
  const inner: fc.Arbitrary<Written | null> =
    depth > 0 ? sometimes(classes(depth - 1), 4) : fc.constant(null);
  return fc
    .record({
      name: fc.constantFrom(...(depth > 0 ? CLASS_NAMES : INNER_NAMES)),
      bases: fc.uniqueArray(fc.constantFrom(0, 1), { maxLength: 2 }),
      kind: fc.constantFrom(
        'plain',
        'plain',
        'plain',
        'plain',
        'unittest',
        'constructor',
        'abstract',
        'dataclass',
      ),
      decorators: fc.array(mark, { maxLength: 1 }),
      pytestmark,
      disabled: sometimes(fc.boolean(), 6),
      members: fc.array(functions(true), { minLength: 2, maxLength: 5 }),
      inner,
    })
    .map(({ name, bases, kind, decorators, pytestmark: own, disabled, members, inner: within }) => ({
      name,
      lines: [
        ...decorators.map((text) => `@${text}`),
        ...(kind === 'dataclass' ? ['@dataclasses.dataclass'] : []),
        `class ${name}(BASES ${bases.join(' ')} ${kind}):`,
        ...(kind === 'dataclass' ? [] : own.map((line) => `    ${line}`)),
        ...(disabled === null ? [] : [`    __test__ = ${disabled ? 'True' : 'False'}`]),
        ...(kind === 'constructor' ? ['    def __init__(self):', '        pass'] : []),
        ...(kind === 'abstract' ? ['    @abc.abstractmethod', '    def todo(self): ...'] : []),
        ...members.flatMap(({ lines }) => lines.map((line) => `    ${line}`)),
        ...(within === null ? [] : within.lines.map((line) => `    ${line}`)),
      ],
    }));
}

const PREAMBLE = `\
import abc
import dataclasses
import functools
import unittest
import unittest.mock

import pytest
from pytest import mark

LIMIT = 30
OFF = 0
FIVE = pytest.mark.timeout(5)
HIDES = mark.timeout(method='thread')
BARE = mark.timeout
LIMITED = pytest.mark.timeout(LIMIT)
COMMON = [pytest.mark.slow, pytest.mark.timeout(9)]
skipped = pytest.mark.skip(reason='not now')


def same(function):
    return function


def wrapped(function):
    @functools.wraps(function)
    async def call(*args, **kwargs):
        return await function(*args, **kwargs)

    return call


def bare_wrapped(function):
    async def call(x=None, self=None):
        pass

    call.wraps = function
    return call


def synchronous(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        pass

    return call


def limited(function):
    return pytest.mark.timeout(12)(function)


def retried(times):
    def decorate(function):
        @functools.wraps(function)
        async def call(*args, **kwargs):
            return await function(*args, **kwargs)

        return call

    return decorate


def patched(function):
    return unittest.mock.patch('os.getcwd')(function)
`;

/** A module of tests whose every name and mark Python and the rule have to understand alike. */
const modules = fc
  .record({
    pytestmark,
    parts: fc.array(
      fc.oneof({ arbitrary: functions(false), weight: 2 }, { arbitrary: classes(1), weight: 3 }),
      { minLength: 4, maxLength: 9 },
    ),
    disabled: sometimes(fc.constant('__test__ = False'), 20),
  })
  .map(({ pytestmark: own, parts, disabled }) => {
    const defined: string[] = [];
    const texts = parts.map(({ name, lines }) => {
      const text = lines.map((line) =>
        line.replace(
          /BASES (.*) (\w+)\)/,
          (_, picked: string, kind: string) => `${basesOf(picked, kind, defined)})`,
        ),
      );
      if (lines.some((line) => line.startsWith('class'))) defined.push(name);
      return text.join('\n');
    });
    return [
      PREAMBLE,
      ...own,
      ...(disabled === null ? [] : [disabled]),
      '',
      ...texts.flatMap((text) => ['', text]),
      '',
    ].join('\n');
  });

/** Bases of which Python makes a class: names that are there, without those that would contradict each other. */
function basesOf(picked: string, kind: string, defined: readonly string[]): string {
  const [first, second] = picked
    .split(' ')
    .filter((place) => place !== '')
    .map(Number);
  const base = first === undefined ? undefined : defined.at(-1 - first);
  const other = second === undefined ? undefined : defined.at(-1 - second);
  const own =
    kind === 'unittest' ? ['unittest.IsolatedAsyncioTestCase'] : kind === 'abstract' ? ['abc.ABC'] : [];
  const isSafe = base !== undefined && own.length === 0;
  return (isSafe ? [base] : own.length > 0 ? own : other === undefined ? [] : [other]).join(', ');
}

/** So many modules of tests, the same ones every time. */
export function generatedModules(count: number): readonly string[] {
  return fc.sample(modules, { numRuns: count, seed: 20 });
}
