import type { Py } from '@cogniverse/eslint-python';

import { makesMock } from '../../models/python/mocks.ts';
import { namesIn, stringOf } from '../../models/python/syntax.ts';
import type { CollectedTest } from '../../resolve/python/collected-tests.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { marksOn } from './gates.ts';
import { callsIn, type ReachedFunction } from './reached-code.ts';

/** Packages that answer requests in place of a server. */
const PLAYS = new Set([
  'aioresponses',
  'betamax',
  'httmock',
  'httpretty',
  'mocket',
  'pook',
  'pytest_httpserver',
  'pytest_httpx',
  'pytest_recording',
  'requests_mock',
  'respx',
  'responses',
  'vcr',
  'wiremock',
]);
const PLAYING_MARKS = /^(?:vcr|respx|httpx_mock|default_cassette|block_network|mock)$/;
/** What starts a server, or may do so. */
const STARTS =
  /^(?:subprocess|multiprocessing|testcontainers|docker|pytest_docker|http\.server|socketserver|wsgiref|xmlrpc|uvicorn|hypercorn|werkzeug|flask|fastapi|starlette|aiohttp\.(?:web|test_utils)|asyncio\.(?:start_server|create_subprocess)|threading\.Thread|os\.system)\b/;
/** What a patch is made on that has to do with the needs of tests. */
const CONCERNS =
  /requests|httpx|urllib|socket|http|aiohttp|ollama|litellm|openai|dspy|langchain|torch|cuda|transformers|from_pretrained|model|device|client|llm/i;

/** Whether something answers in place of what a test needs, or may do so: a fake, a patch, a server of its own. */
export function isPlayed(
  test: CollectedTest,
  reached: readonly ReachedFunction[],
  source: PythonSource,
): boolean {
  return (
    reached.some((fn) => playsIn(fn.source)) ||
    marksOn(test).some(({ name }) => PLAYING_MARKS.test(name)) ||
    isPatched(test, reached) ||
    reached.some((fn) => callsIn(fn.node).some((call) => starts(call, fn.source))) ||
    playsIn(source)
  );
}

/** Whether a file imports what answers requests in place of a server. */
function playsIn({ ast }: PythonSource): boolean {
  return ast.body.some((statement) => {
    if (statement.nodeType === 'Import') return statement.names.some(({ name }) => PLAYS.has(topOf(name)));
    return (
      statement.nodeType === 'ImportFrom' && statement.level === 0 && PLAYS.has(topOf(statement.module ?? ''))
    );
  });
}

function topOf(module: string): string {
  return module.split('.', 1)[0] ?? module;
}

/** Whether a test, or what it asks for, patches anything; a fixture that runs for all tests, what has to do with needs. */
function isPatched({ fn, classes }: CollectedTest, reached: readonly ReachedFunction[]): boolean {
  const decorators = [...fn.node.decorator_list, ...classes.flatMap(({ node }) => node.decorator_list)];
  if (decorators.some((decorator) => decorator.nodeType === 'Call' && isPatch(decorator))) return true;
  return reached.some(({ node, source, fixture }) =>
    callsIn(node).some(
      (call) =>
        (isPatch(call) || makesMock(call, source)) &&
        (fixture?.isAutouse !== true || CONCERNS.test(source.text.slice(...call.range))),
    ),
  );
}

/** `patch("a.b")`, `mocker.patch.object(a, "b")`, `monkeypatch.setattr(a, "b", fake)`, but not the environment's. */
function isPatch(call: Py.Call): boolean {
  const names = namesIn(call.func);
  const last = names.at(-1) ?? '';
  if (last === 'setattr' || last === 'setitem') return !isEnvironment(call.args[0]);
  if (last === 'dict' && names.at(-2) === 'patch') return !isEnvironment(call.args[0]);
  return names.includes('patch') || last === 'create_autospec';
}

function isEnvironment(target: Py.expr | undefined): boolean {
  if (!target) return false;
  return stringOf(target) === 'os.environ' || namesIn(target).join('.') === 'os.environ';
}

function starts(call: Py.Call, source: PythonSource): boolean {
  return originsOf(call.func, source).some(({ path }) => STARTS.test(path));
}
