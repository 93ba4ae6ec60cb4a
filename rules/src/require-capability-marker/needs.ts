import type { TSESTree } from '@typescript-eslint/utils';

import { isExpectedToFail } from '../models/assertions.ts';
import { exportedAs } from '../models/callee.ts';
import { loadOf } from '../models/loads.ts';
import { exportPath, isGlobal, resolveOrigin } from '../resolve/origin.ts';
import { isGlobalOfSuite, type Source } from '../resolve/source.ts';
import { evaluate, propertyValues, type ObjectValue } from '../resolve/static-value.ts';
import { memberName, staticName, unwrap } from '../resolve/syntax.ts';
import { GPU, OLLAMA, type Capabilities, type Need } from './capabilities.ts';
import {
  modelUsers,
  OLLAMA_METHODS,
  OLLAMA_MODULES,
  ollamaProviders,
  requestFunctions,
  serviceClients,
  type ServiceClient,
} from './clients.ts';
import { addressIn, type KnownText } from './known-text.ts';
import { assignedTo, textOf } from './texts.ts';

/** A call, of a function or a constructor. */
export type Call = TSESTree.CallExpression | TSESTree.NewExpression;

type Found = Pick<Need<Call>, 'capability' | 'what'>;

const NO_OTHERS: ReadonlySet<string> = new Set();
const MAX_DEPTH = 6;
/** What a client is played by instead of a server. */
const PLAYED_BY = ['fetch', 'httpAgent', 'adapter', 'dispatcher'];

const clientsByMethod: ReadonlyMap<string, ServiceClient> = new Map(
  serviceClients.flatMap((client) =>
    client.modules.flatMap((module) =>
      client.methods.map((method) => [`${module} ${client.name}().${method}`, client] as const),
    ),
  ),
);
const ollamaCalls = new Set(
  OLLAMA_MODULES.flatMap((module) => OLLAMA_METHODS.map((method) => `${module} ${method}`)),
);

/** What a call needs that is not there on every machine, for certain. */
export function needOf(call: Call, source: Source, capabilities: Capabilities): Need<Call> | undefined {
  const found = find(call, source, capabilities);
  return found && !isExpectedToFail(call, source) ? { ...found, node: call } : undefined;
}

function find(call: Call, source: Source, capabilities: Capabilities): Found | undefined {
  if (isRequest(call, source)) return request(call, source, capabilities);
  const exported = exportedAs(call.callee, source);
  const key = exported && `${exported.module} ${exported.name}`;
  if (exported && key !== undefined) {
    if (ollamaCalls.has(key)) return asksOllama(`ollama.${exported.name}()`);
    const client = clientsByMethod.get(key);
    if (client) return asked(call, client, source, capabilities);
    if (exported.module === 'ai' && modelUsers.has(exported.name))
      return modelUser(call, exported.name, source);
  }
  return gatedLoad(call, source, capabilities);
}

function asksOllama(label: string): Found {
  return { capability: OLLAMA, what: `${label} asks the Ollama server` };
}

function isRequest({ callee }: Call, source: Source): boolean {
  const origin = resolveOrigin(callee, source);
  if (!origin) return false;
  if (origin.module === undefined) return isGlobal(origin, 'fetch');
  return requestFunctions.has(`${origin.module} ${exportPath(origin).join('.')}`);
}

function request(
  { callee, arguments: [url] }: Call,
  source: Source,
  capabilities: Capabilities,
): Found | undefined {
  const text = url && url.type !== 'SpreadElement' ? textOf(url, source) : undefined;
  return atAddress(text, `${nameOf(callee)}()`, capabilities);
}

function atAddress(url: KnownText | undefined, label: string, capabilities: Capabilities): Found | undefined {
  const address = url && addressIn(url);
  const capability = address && capabilities.at(address);
  return capability === undefined || !address
    ? undefined
    : { capability, what: `${label} asks ${address.host}:${address.port}` };
}

/** A method of a client, by the options that the client was made with. */
function asked(
  call: Call,
  client: ServiceClient,
  source: Source,
  capabilities: Capabilities,
): Found | undefined {
  const label = `${nameOf(call.callee)}()`;
  const made = madeBy(call.callee, source);
  if (!made) return undefined;
  const values = made.arguments.flatMap((argument) =>
    argument.type === 'SpreadElement' ? [] : evaluate(argument, source),
  );
  const options = values.filter((value) => value.kind === 'object');
  const isKnown =
    made.arguments.every(({ type }) => type !== 'SpreadElement') &&
    values.every(({ kind }) => kind !== 'unknown');
  if (
    !isKnown ||
    options.some((value) => PLAYED_BY.some((field) => propertyValues(value, field).length > 0))
  ) {
    return undefined;
  }
  const address = options.flatMap((value) => fieldOf(value, client.addressAt) ?? []).at(0);
  if (address) return atAddress(textOf(address, source), label, capabilities);
  return client.asksOllama ? asksOllama(label) : undefined;
}

function fieldOf({ node }: ObjectValue, name: string): TSESTree.Node | undefined {
  const field = node.properties.find(
    (property) => property.type === 'Property' && staticName(property.key, property.computed) === name,
  );
  return field?.type === 'Property' ? field.value : undefined;
}

/** The call that makes the object which a method is called on. */
function madeBy(callee: TSESTree.Node, source: Source, depth = 0): Call | undefined {
  const node = unwrap(callee);
  if (depth > MAX_DEPTH) return undefined;
  switch (node.type) {
    case 'MemberExpression':
      return madeBy(node.object, source, depth + 1);
    case 'NewExpression':
    case 'CallExpression':
      return node;
    case 'AwaitExpression':
      return madeBy(node.argument, source, depth + 1);
    default: {
      const value = assignedTo(node, source);
      return value && madeBy(value, source, depth + 1);
    }
  }
}

/** `generateText({ model: ollama('llama3') })` */
function modelUser(call: Call, name: string, source: Source): Found | undefined {
  const [options] = call.arguments;
  const value = options && options.type !== 'SpreadElement' ? evaluate(options, source).at(0) : undefined;
  const model = value?.kind === 'object' ? fieldOf(value, 'model') : undefined;
  const made =
    model && (unwrap(model).type === 'CallExpression' ? unwrap(model) : assignedTo(unwrap(model), source));
  if (made?.type !== 'CallExpression') return undefined;
  const provider = exportedAs(made.callee, source);
  return provider && ollamaProviders.has(provider.module)
    ? { capability: OLLAMA, what: `${name}() has the Ollama server run a model` }
    : undefined;
}

/** The load of a model that a capability stands for, or onto an accelerator. */
function gatedLoad(call: Call, source: Source, capabilities: Capabilities): Found | undefined {
  const load = loadOf(call, source, NO_OTHERS);
  if (!load && isGlobalOfSuite(call.callee, source) && isOnAccelerator(call, source))
    return { capability: GPU, what: `${nameOf(call.callee)}() is given a CUDA device` };
  if (!load || load.isLight) return undefined;
  const names = load.values.map((value) =>
    value.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined,
  );
  const [name, ...others] = new Set(names);
  const capability = name === undefined || others.length > 0 ? undefined : capabilities.ofModel(name);
  if (capability !== undefined) return { capability, what: `${load.loader} loads ${JSON.stringify(name)}` };
  return load.holdsWeights && isOnAccelerator(call, source)
    ? { capability: GPU, what: `${load.loader} puts its model on a CUDA device` }
    : undefined;
}

function isOnAccelerator(call: Call, source: Source): boolean {
  return call.arguments.some((argument) =>
    argument.type === 'SpreadElement'
      ? false
      : evaluate(argument, source).some((value) => {
          const device = value.kind === 'object' ? fieldOf(value, 'device') : undefined;
          const text = device && textOf(device, source);
          return text?.isWhole === true && text.text === 'cuda';
        }),
  );
}

/** The names of a callee as they are written: `ollama.chat`. */
function nameOf(callee: TSESTree.Node): string {
  const node = unwrap(callee);
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return '';
  const object = nameOf(node.object);
  const name = memberName(node) ?? '';
  return object === '' ? name : `${object}.${name}`;
}
