import { groupBy } from '../../resolve/group-by.ts';
import { oncePer } from '../../resolve/once-per.ts';
import { runsOf } from '../../resolve/runs.ts';
import type { HelperCall, TestCall } from '../../resolve/test-calls/index.ts';
import { codeOf, optionLimit, suitesAround, valueLimit, type FileFacts } from '../file-facts.ts';
import { ignored, type Level, type Limit } from '../limit.ts';

/** The timeouts of a Playwright test, nearest first. */
export function* playwrightLimits(test: TestCall, facts: FileFacts): Generator<Limit> {
  const suites = suitesAround(test);
  yield* setIn(test, 'test', facts);
  for (const suite of [...suites, undefined]) {
    const level: Level = suite ? 'suite' : 'file';
    for (const hook of hooksBySuite(facts).get(suite) ?? []) yield* setIn(hook, level, facts);
  }
  for (const suite of suites) yield* setIn(suite, 'suite', facts);
  yield* setIn(undefined, 'file', facts);
  const detail = test.options && optionLimit(test.options, 'test', 'playwright', facts);
  if (detail && !detail.isHolder) {
    yield { ...detail, verdict: ignored('Playwright ignores a timeout in the details of a test') };
  }
  const [node] = test.trailing;
  if (node) yield { level: 'test', node, verdict: ignored('Playwright ignores arguments after the function') };
}

function suiteOf({ parent }: TestCall): TestCall | undefined {
  return parent?.kind === 'suite' ? parent : undefined;
}

const hooksBySuite = oncePer(({ file }: FileFacts) =>
  groupBy(
    file.calls.filter(({ kind, name }) => kind === 'hook' && name === 'beforeEach'),
    (hook) => [suiteOf(hook)],
  ),
);

/** The last timeout that is set in the body of a test, hook or suite, or at the top of the file. */
function* setIn(owner: TestCall | undefined, level: Level, facts: FileFacts): Generator<Limit> {
  const helpers = helpersByCode(facts).get(owner && codeOf(owner)) ?? [];
  const last = helpers.flatMap((helper) => limitSetBy(helper, level, facts) ?? []).at(-1);
  if (last) yield last;
}

/** The helper calls by the code that they stand in, or that calls the function of the file which they stand in. */
const helpersByCode = oncePer(({ file, source }: FileFacts) =>
  groupBy(file.helpers, ({ parent, node }) => {
    const runs = runsOf(node, file, source).flatMap(({ owner }) => owner ?? []);
    return [parent, ...runs].map((owner) => owner && codeOf(owner));
  }),
);

function limitSetBy({ name, node }: HelperCall, level: Level, facts: FileFacts): Limit | undefined {
  const [argument] = node.arguments;
  if (!argument || argument.type === 'SpreadElement') return undefined;
  if (name === 'test.setTimeout' || name === 'testInfo.setTimeout') return valueLimit(argument, level, 'playwright', facts);
  return name === 'describe.configure' ? optionLimit(argument, level, 'playwright', facts) : undefined;
}
