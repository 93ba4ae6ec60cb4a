import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { commandsFor, quoted } from '../../src/reporters/html/page/commands.ts';
import { FACETS, facetsOf } from '../../src/reporters/html/page/facets.ts';
import { treeOf, type TreeNode } from '../../src/reporters/html/page/folders.ts';
import {
  EVERYTHING,
  readFragment,
  SORTS,
  writeFragment,
  type Query,
} from '../../src/reporters/html/page/query.ts';
import { Report } from '../../src/reporters/html/page/report.ts';
import { select } from '../../src/reporters/html/page/select.ts';
import { finding, pageOf, result, runOf } from './report.ts';

const FIX = { range: [0, 0] as [number, number], text: 'x' };
const SUGGESTIONS = [{ desc: 'Do it.', fix: FIX }];

/** A report as its page has it. */
function report(): Report {
  const late = { ruleId: 'cogniverse/no-late-system-imports', fix: FIX, message: 'Late `os`' };
  const { data, parts } = pageOf(
    runOf([
      result('src/a.test.ts', 'x\ny\nz\n', [finding(1, { fix: FIX }), finding(2, late), finding(3)]),
      result('tests/unit/test_b.py', 'x\ny\n', [finding(1, { suggestions: SUGGESTIONS }), finding(2, late)]),
      result("tests/unit/it's.py", 'x\n', [finding(1, { severity: 1 })]),
    ]),
  );
  return new Report(data, (part) => {
    const code = parts[part];
    if (!code) throw new Error(`no part ${part}`);
    return code;
  });
}

describe('what is selected', () => {
  const page = report();
  const facets = facetsOf(page);
  const found = (query: Partial<Query>): readonly number[] =>
    select(page, facets, { ...EVERYTHING, ...query }).rows;

  it('is everything at first', () => {
    expect(found({})).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('holds all words, wherever they stand, whatever their case', () => {
    expect(found({ text: 'LATE tests' })).toEqual([4]);
    expect(found({ text: 'async-timeout' })).toEqual([0, 2, 3, 5]);
    expect(found({ text: 'nothing' })).toEqual([]);
  });

  it('lies in the folder, or is the file', () => {
    expect(found({ path: 'tests' })).toEqual([3, 4, 5]);
    expect(found({ path: 'tests/uni' })).toEqual([]);
    expect(found({ path: 'src/a.test.ts' })).toEqual([0, 1, 2]);
  });

  it('has the values of all facets', () => {
    expect(found({ facets: { language: 'python', fix: 'fix' } })).toEqual([4]);
    expect(found({ facets: { severity: 'warning' } })).toEqual([5]);
    expect(found({ facets: { practice: 'import-timing' } })).toEqual([1, 4]);
    expect(found({ facets: { rule: 'no-such-rule' } })).toEqual([]);
  });

  it('is sorted', () => {
    expect(found({ sort: 'fix' })).toEqual([0, 1, 4, 3, 2, 5]);
    expect(found({ sort: 'rule' })).toEqual([1, 4, 0, 2, 3, 5]);
    expect(found({ sort: 'severity', isDescending: true })).toEqual([5, 0, 1, 2, 3, 4]);
    expect(found({ isDescending: true })).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it('each count of a value is what that value would show', () => {
    const keys = FACETS.flatMap((name) => facets[name].values.map(({ key }) => [name, key] as const)).filter(
      ([, key]) => key !== '',
    );
    fc.assert(
      fc.property(
        fc.subarray(keys, { maxLength: 3 }),
        fc.constantFrom('', 'tests', 'src/a.test.ts'),
        (chosen, path) => {
          const query: Query = { ...EVERYTHING, path, facets: Object.fromEntries(chosen) };
          const { counts } = select(page, facets, query);
          for (const name of FACETS) {
            for (const [index, { key }] of facets[name].values.entries()) {
              if (key === '') continue;
              const shown = select(page, facets, { ...query, facets: { ...query.facets, [name]: key } }).rows;
              expect([name, key, counts[name][index]]).toEqual([name, key, shown.length]);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the address', () => {
  it('keeps a query', () => {
    const text = fc.string({ unit: 'binary' }).map((word) => word.trim());
    const query = fc.record({
      text,
      path: fc.string(),
      facets: fc.dictionary(fc.constantFrom(...FACETS), fc.string({ minLength: 1 })),
      sort: fc.constantFrom(...SORTS),
      isDescending: fc.boolean(),
      page: fc.nat({ max: 9_999 }),
      finding: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(query, (kept) => {
        expect(readFragment(writeFragment(kept))).toEqual({ ...kept, facets: { ...kept.facets } });
      }),
    );
  });

  it('passes over what means nothing', () => {
    expect(readFragment('#sort=moon&page=-4&what=ever&rule=')).toEqual(EVERYTHING);
    expect(writeFragment(EVERYTHING)).toBe('');
  });
});

describe('the command for a selection', () => {
  const page = report();
  const facets = facetsOf(page);
  const commands = (query: Partial<Query>): readonly string[] => {
    const full = { ...EVERYTHING, ...query };
    return commandsFor(page, select(page, facets, full).rows, full).map(({ command }) => command);
  };

  it('is for what was checked, by kind of fix', () => {
    expect(commands({})).toEqual([
      'npx cogniverse-codemod fix --rule no-late-system-imports --rule require-async-timeout',
      'npx cogniverse-codemod add-timeouts --unsafe',
    ]);
  });

  it('is for the rule and the folder', () => {
    expect(commands({ facets: { rule: 'no-late-system-imports' }, path: 'tests' })).toEqual([
      'npx cogniverse-codemod fix-imports tests',
    ]);
  });

  it('names files where a folder would hold more', () => {
    expect(commands({ facets: { language: 'python' } })).toEqual([
      'npx cogniverse-codemod fix-imports tests/unit/test_b.py',
      'npx cogniverse-codemod add-timeouts --unsafe tests/unit/test_b.py',
    ]);
  });

  it('is none for what is left to do by hand', () => {
    expect(commands({ facets: { fix: 'hand' } })).toEqual([]);
  });

  it('is one that a shell reads as it is meant', () => {
    expect(["it's.py", '-rf', 'a b', '$(x)', 'plain/a-b_c.test.ts'].map(quoted)).toEqual([
      "'it'\\''s.py'",
      './-rf',
      "'a b'",
      "'$(x)'",
      'plain/a-b_c.test.ts',
    ]);
  });
});

it('folders with one folder alone are shown as one, and folders come before files', () => {
  const paths = ['a/b/c/x.py', 'a/b/d/y.py', 'a/z.py', 'top.py'];
  const shape = (node: TreeNode): unknown => [
    node.name,
    node.path,
    node.members.length,
    node.children().map(shape),
  ];
  expect(treeOf(paths).children().map(shape)).toEqual([
    [
      'a/',
      'a',
      3,
      [
        [
          'b/',
          'a/b',
          2,
          [
            ['c/', 'a/b/c', 1, [['x.py', 'a/b/c/x.py', 1, []]]],
            ['d/', 'a/b/d', 1, [['y.py', 'a/b/d/y.py', 1, []]]],
          ],
        ],
        ['z.py', 'a/z.py', 1, []],
      ],
    ],
    ['top.py', 'top.py', 1, []],
  ]);
  expect(
    treeOf(['x/y/z/a.py', 'x/y/z/b.py'])
      .children()
      .map(({ name, path }) => [name, path]),
  ).toEqual([['x/y/z/', 'x/y/z']]);
});
