import type { Py } from '@cogniverse/eslint-python';

import { isExpectedToFail } from '../../models/python/comparisons.ts';
import { isMock } from '../../models/python/mocks.ts';
import { isPatched } from '../../models/python/patches.ts';
import { keywordOf } from '../../resolve/python/calls.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { OLLAMA, type Capabilities, type Need } from '../capabilities.ts';
import { addressIn, type KnownText } from '../known-text.ts';
import { needsAccelerator } from './accelerator.ts';
import {
  connectionFunctions,
  modelModules,
  modelSettings,
  ollamaFunctions,
  requestFunctions,
  routedFunctions,
  routedModels,
  serviceClients,
  type ServiceClient,
} from './clients.ts';
import { gatedLoad } from './gated-loads.ts';
import type { Meanings } from './meanings.ts';

/** A need of a Python test. */
export interface PythonNeed extends Need<Py.Call> {
  readonly source: PythonSource;
}

/** What needs are found by. */
export interface NeedSearch {
  readonly meanings: Meanings;
  readonly capabilities: Capabilities;
  /** The call that makes the model which the test has DSPy ask. */
  readonly configured?: Made | undefined;
}

/** The call that makes the model which one of a test's calls has DSPy ask. */
export function configuredBy(call: Py.Call, source: PythonSource, meanings: Meanings): Made | undefined {
  if (!originsOf(call.func, source).some(({ path }) => modelSettings.has(path))) return undefined;
  const model = keywordOf(call, 'lm') ?? call.args[0];
  return model && meanings.madeBy(model, source);
}

/** What a client is played by instead of a server. */
const PLAYED_BY = [
  'transport',
  'http_client',
  'async_http_client',
  'mounts',
  'app',
  'connector',
  'mock_response',
  'connection_pool',
  'unix_socket_path',
];
const ROUTED = /^ollama(?:_chat)?\//;

const clientsByPath = new Map(
  serviceClients.flatMap((client) => client.paths.map((path) => [path, client] as const)),
);

/** What a call needs that is not there on every machine, for certain. */
export function needOf(call: Py.Call, source: PythonSource, search: NeedSearch): PythonNeed | undefined {
  const found = find(call, source, search);
  if (!found || isExpectedToFail(call) || isMock(call.func, source)) return undefined;
  return isReplaced(call, source) ? undefined : { ...found, node: call, source };
}

type Found = Pick<PythonNeed, 'capability' | 'what'>;

function find(call: Py.Call, source: PythonSource, search: NeedSearch): Found | undefined {
  const { meanings } = search;
  const paths = pathsOf(call.func, source, meanings);
  for (const path of paths) {
    if (ollamaFunctions.has(path)) return { capability: OLLAMA, what: `${path}() asks the Ollama server` };
    const place = requestFunctions.get(path);
    const url = place === undefined ? undefined : (call.args[place] ?? keywordOf(call, 'url'));
    const asked =
      url &&
      !isOfPlayed(call.func, source, meanings) &&
      atAddress(meanings.textOf(url, source), `${path}()`, search);
    if (asked) return asked;
    if (connectionFunctions.has(path)) return connection(call, path, source, search);
    if (routedFunctions.has(path)) return routed({ node: call, source }, `${path}()`, search);
  }
  return (
    askedClient(call, source, search) ??
    needsAccelerator(call, source, meanings) ??
    gatedLoad(call, source, search)
  );
}

/** Where a function comes from, also as a method of what is made in a `with` or by a fixture. */
function pathsOf(func: Py.expr, source: PythonSource, meanings: Meanings): readonly string[] {
  const paths = originsOf(func, source).map(({ path }) => path);
  if (paths.length > 0 || func.nodeType !== 'Attribute') return paths;
  const made = meanings.madeBy(func.value, source);
  return made ? originsOf(made.node.func, made.source).map(({ path }) => `${path}().${func.attr}`) : [];
}

/** Whether a method is one of a client that something plays the server for. */
function isOfPlayed(func: Py.expr, source: PythonSource, meanings: Meanings): boolean {
  const made = func.nodeType === 'Attribute' ? meanings.madeBy(func.value, source) : undefined;
  return made !== undefined && isPlayed(made.node);
}

/** A method of a client, by the members from the client on: `chat.completions.create`. */
function askedClient(call: Py.Call, source: PythonSource, search: NeedSearch): Found | undefined {
  const members: string[] = [];
  for (let base = call.func; ; base = base.value) {
    const found = clientMadeBy(base, members.join('.') || '()', source, search);
    if (found || base.nodeType !== 'Attribute') return found;
    members.unshift(base.attr);
  }
}

function clientMadeBy(
  base: Py.expr,
  method: string,
  source: PythonSource,
  search: NeedSearch,
): Found | undefined {
  const { meanings } = search;
  for (const part of meanings.partsOf(base, source)) {
    const found = madeClient(meanings.madeBy(part.node, part.source), method, search);
    if (found) return found;
  }
  return undefined;
}

function madeClient(made: Made | undefined, method: string, search: NeedSearch): Found | undefined {
  if (!made) return undefined;
  for (const { path } of originsOf(made.node.func, made.source)) {
    if (method === '()' && routedModels.has(path)) return routed(made, `${path}()()`, search);
    if (modelModules.has(path) && search.configured && (method === '()' || method === 'acall')) {
      return routed(search.configured, `${path}()()`, search);
    }
    const client = clientsByPath.get(path);
    const label = method === '()' ? `${path}()()` : `${path}().${method}()`;
    if (client?.methods.includes(method)) return asked(made, client, label, search);
  }
  return undefined;
}

/** A call with the file that it stands in. */
interface Made {
  readonly node: Py.Call;
  readonly source: PythonSource;
}

function asked(
  { node, source }: Made,
  client: ServiceClient,
  label: string,
  search: NeedSearch,
): Found | undefined {
  const { addressAt, position, asks, otherwise } = client;
  if (isPlayed(node)) return undefined;
  const byPlace = position === undefined ? undefined : node.args[position];
  const stated = addressAt.flatMap((keyword) => keywordOf(node, keyword) ?? [])[0] ?? byPlace;
  if (stated || otherwise !== undefined) {
    const host = stated ? search.meanings.textOf(stated, source) : { text: otherwise ?? '', isWhole: true };
    return atAddress(host && withPort(host, { node, source }, client, search), label, search);
  }
  return asks === undefined ? undefined : { capability: asks, what: `${label} asks the Ollama server` };
}

/** An address with the port that a client is given apart from it. */
function withPort(
  host: KnownText,
  { node, source }: Made,
  { port }: ServiceClient,
  { meanings }: NeedSearch,
): KnownText | undefined {
  if (!port || !host.isWhole || /:\d+\/?$/.test(host.text)) return host;
  const given = keywordOf(node, 'port') ?? node.args[port.position];
  const known = given ? meanings.textOf(given, source)?.text : port.otherwise;
  if (known === undefined) return given ? undefined : host;
  const text = host.text.includes('://') ? host.text : `tcp://${host.text}`;
  return { text: `${text.replace(/\/$/, '')}:${known}`, isWhole: true };
}

/** A model that is run by the server that its name begins with, or by the one at `api_base`. */
function routed({ node, source }: Made, label: string, search: NeedSearch): Found | undefined {
  const { meanings } = search;
  const name = keywordOf(node, 'model') ?? node.args[0];
  const base = keywordOf(node, 'api_base') ?? keywordOf(node, 'base_url');
  if (!name || isPlayed(node)) return undefined;
  if (base) return atAddress(meanings.textOf(base, source), label, search);
  const model = meanings.textOf(name, source)?.text ?? '';
  return ROUTED.test(model)
    ? { capability: OLLAMA, what: `${label} has the Ollama server run ${JSON.stringify(model)}` }
    : undefined;
}

function isPlayed(call: Py.Call): boolean {
  return call.keywords.some(({ arg }) => arg === null || PLAYED_BY.includes(arg));
}

function atAddress(
  url: KnownText | undefined,
  label: string,
  { capabilities }: NeedSearch,
): Found | undefined {
  const address = url && addressIn(url);
  const capability = address && capabilities.at(address);
  return capability === undefined || !address
    ? undefined
    : { capability, what: `${label} asks ${address.host}:${address.port}` };
}

/** `socket.create_connection(('localhost', 11434))` */
function connection(
  call: Py.Call,
  path: string,
  source: PythonSource,
  search: NeedSearch,
): Found | undefined {
  const [first, second] = call.args;
  const parts = first?.nodeType === 'Tuple' ? first.elts : [first, second];
  const [host, port] = parts.map((part) => part && search.meanings.textOf(part, source));
  if (!host?.isWhole || !port?.isWhole) return undefined;
  const capability = search.capabilities.at({ host: host.text, port: port.text });
  return capability === undefined
    ? undefined
    : { capability, what: `${path}() connects to ${host.text}:${port.text}` };
}

/** Whether a patch puts something else in the place of what a call calls. */
function isReplaced(call: Py.Call, source: PythonSource): boolean {
  const { func } = call;
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  const paths = originsOf(func, source).map(({ path }) => path);
  return isPatched(call, { paths, name, owner: undefined }, source);
}
