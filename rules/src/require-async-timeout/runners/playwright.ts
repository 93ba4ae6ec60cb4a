import { runsOf } from '../../resolve/runs.ts';
import type { HelperCall, TestCall } from '../../resolve/test-calls/index.ts';
import { isSameBody, optionLimit, suitesAround, valueLimit, type FileFacts } from '../file-facts.ts';
import { ignored, type Level, type Limit } from '../limit.ts';

/** The timeouts of a Playwright test, nearest first. */
export function* playwrightLimits(test: TestCall, facts: FileFacts): Generator<Limit> {
  const suites = suitesAround(test);
  yield* setIn(test, 'test', facts);
  for (const suite of [...suites, undefined]) {
    const level: Level = suite ? 'suite' : 'file';
    for (const hook of facts.file.calls) {
      if (hook.kind === 'hook' && hook.name === 'beforeEach' && suiteOf(hook) === suite) yield* setIn(hook, level, facts);
    }
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

/** The last timeout that is set in the body of a test, hook or suite, or at the top of the file. */
function* setIn(owner: TestCall | undefined, level: Level, facts: FileFacts): Generator<Limit> {
  const limits = facts.file.helpers
    .filter((helper) => isSameBody(helper.parent, owner) || isReachedFrom(owner, helper, facts))
    .flatMap((helper) => limitSetBy(helper, level, facts) ?? []);
  const last = limits.at(-1);
  if (last) yield last;
}

/** A function of the file that several tests call sets the timeout of each. */
function isReachedFrom(owner: TestCall | undefined, { node }: HelperCall, { file, source }: FileFacts): boolean {
  return owner !== undefined && runsOf(node, file, source).some((run) => run.owner === owner);
}

function limitSetBy({ name, node }: HelperCall, level: Level, facts: FileFacts): Limit | undefined {
  const [argument] = node.arguments;
  if (!argument || argument.type === 'SpreadElement') return undefined;
  if (name === 'test.setTimeout' || name === 'testInfo.setTimeout') return valueLimit(argument, level, 'playwright', facts);
  return name === 'describe.configure' ? optionLimit(argument, level, 'playwright', facts) : undefined;
}
