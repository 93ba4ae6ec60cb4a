import type { TSESTree } from '@typescript-eslint/utils';

import { loadOf, weightsLoadOf } from '../../models/loads.ts';
import { mockedModules } from '../../resolve/mocked-modules.ts';
import { exportPath, isGlobal, resolveOrigin } from '../../resolve/origin.ts';
import { onlyAssignment, variableOf, type Source } from '../../resolve/source.ts';
import { memberName, stringValue, unwrap } from '../../resolve/syntax.ts';
import { endsByItself } from '../one-shot.ts';

/** What has to be ended, and how one would do it. */
export interface Opener {
  /** How the rule calls it: `child_process.spawn()`. */
  readonly api: string;
  /** What ends it, as one would write it: `close()`. */
  readonly end: string;
  /**
   * What owns it: the value of the call, the object whose method is called, the file system, or the loop of
   * timers, which knows it by the value.
   */
  readonly owner: 'value' | 'receiver' | 'disk' | 'timer';
}

/** Calls of a module's exports, by what ends what they open. */
const CALLS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  child_process: { spawn: 'kill()', fork: 'kill()' },
  fs: { openSync: 'closeSync()', createWriteStream: 'end()', watch: 'close()', 'promises.open': 'close()' },
  'fs/promises': { open: 'close()' },
  chokidar: { watch: 'close()' },
  playwright: { 'chromium.launch': 'close()', 'firefox.launch': 'close()', 'webkit.launch': 'close()' },
  '@playwright/test': {
    'chromium.launch': 'close()',
    'firefox.launch': 'close()',
    'webkit.launch': 'close()',
  },
  puppeteer: { launch: 'close()' },
  'mongodb-memory-server': { 'MongoMemoryServer.create': 'stop()', 'MongoMemoryReplSet.create': 'stop()' },
  mongodb: { 'MongoClient.connect': 'close()' },
  'mysql2/promise': { createConnection: 'end()', createPool: 'end()' },
  mysql2: { createConnection: 'end()', createPool: 'end()' },
};

/** Classes whose instances hold something open from the start, or once a method of them is called. */
const CLASSES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  worker_threads: { Worker: 'terminate()' },
  ws: { '': 'close()', WebSocket: 'close()', WebSocketServer: 'close()' },
  ioredis: { '': 'disconnect()', Redis: 'disconnect()' },
};

/** Models of transformers.js, whose sessions live outside of the garbage collector's reach. */
const DISPOSABLE = /\bfrom_pretrained\b|^pipeline\b/;
const NO_LOADERS: ReadonlySet<string> = new Set();
/** Modules of Node.js that a snippet may use as they are called, without an import. */
const SERVER_MODULES = /^(?:https?|http2|net|tls)$/;

/** What opens once a method of an object is called that a module's export made. */
const STARTERS: readonly {
  readonly module: RegExp;
  readonly made: RegExp;
  readonly method: string;
  readonly end: string;
}[] = [
  {
    module: /^(?:node:)?https?$|^(?:node:)?net$|^(?:node:)?http2$|^(?:node:)?tls$/,
    made: /^create(?:Secure)?Server$|^Server$/,
    method: 'listen',
    end: 'close()',
  },
  { module: /^msw\/node$/, made: /^setupServer$/, method: 'listen', end: 'close()' },
  { module: /^(?:testcontainers|@testcontainers\/.+)$/, made: /./, method: 'start', end: 'stop()' },
  { module: /^pg$/, made: /^Client$/, method: 'connect', end: 'end()' },
  { module: /^mongodb$/, made: /^MongoClient$/, method: 'connect', end: 'close()' },
  { module: /^redis$/, made: /^createClient$/, method: 'connect', end: 'close()' },
  {
    module: /^express$|^fastify$|^koa$|^@hapi\/hapi$/,
    made: /^(?:|fastify|default)$/,
    method: 'listen',
    end: 'close()',
  },
];

/** What a call or construction opens, if that has to be ended. */
export function openerOf(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  source: Source,
): Opener | undefined {
  const callee = unwrap(node.callee);
  const model = modelLoad(node, source);
  if (model) return model;
  const origin = resolveOrigin(callee, source);
  if (origin) {
    if (isGlobal(origin, 'setInterval'))
      return { api: 'setInterval()', end: 'clearInterval()', owner: 'timer' };
    const module = origin.module?.replace(/^node:/, '');
    if (module === undefined) return node.type === 'CallExpression' ? starterOf(node, source) : undefined;
    if (isMocked(module, source)) return undefined;
    const name = exportPath(origin).join('.');
    if (/^timers$/.test(module) && name === 'setInterval') {
      return { api: 'setInterval()', end: 'clearInterval()', owner: 'timer' };
    }
    if (/^fs(?:\/promises)?$/.test(module) && /^(?:promises\.)?mkdtemp(?:Sync)?$/.test(name)) {
      return { api: `${module}.${name}()`, end: 'rm()', owner: 'disk' };
    }
    const table = node.type === 'NewExpression' ? CLASSES : CALLS;
    const end = table[module]?.[name];
    if (end === undefined) return node.type === 'CallExpression' ? starterOf(node, source) : undefined;
    if (module === 'child_process' && endsByItself(stringValue(node.arguments[0]) ?? '')) return undefined;
    const shown = node.type === 'NewExpression' ? `new ${name || module}()` : `${module}.${name}()`;
    return { api: shown, end, owner: 'value' };
  }
  return node.type === 'CallExpression' ? starterOf(node, source) : undefined;
}

/** A model of transformers.js; a class that nothing declares is one of its as well. */
function modelLoad(node: TSESTree.CallExpression | TSESTree.NewExpression, source: Source): Opener | undefined {
  const load = weightsLoadOf(node, source, NO_LOADERS) ?? undeclaredLoad(node, source);
  return load && DISPOSABLE.test(load.loader)
    ? { api: load.loader, end: 'dispose()', owner: 'value' }
    : undefined;
}

function undeclaredLoad(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  source: Source,
): { readonly loader: string } | undefined {
  const callee = unwrap(node.callee);
  const owner = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  if (owner?.type !== 'Identifier' || variableOf(owner, source) !== 'global') return undefined;
  const load = loadOf(node, source, NO_LOADERS);
  return load?.isLight === false ? load : undefined;
}

function starterOf(node: TSESTree.CallExpression, source: Source): Opener | undefined {
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || !STARTERS.some((starter) => starter.method === method))
    return undefined;
  const made = makerOf(unwrap(callee.object), source);
  if (!made || isMocked(made.module, source)) return undefined;
  const found = STARTERS.find(
    (starter) =>
      starter.method === method && starter.module.test(made.module) && starter.made.test(made.name),
  );
  if (!found) return undefined;
  const what = made.name || made.module;
  // A container is stopped by what `start()` gives, a server by itself.
  const owner = method === 'start' ? 'value' : 'receiver';
  return { api: `${what}.${found.method}()`, end: found.end, owner };
}

/** The export of a module that made an object: in place, by chained calls, or as the value of a variable. */
function makerOf(
  node: TSESTree.Node,
  source: Source,
  depth = 0,
): { readonly module: string; readonly name: string } | undefined {
  if (depth > 8) return undefined;
  if (node.type === 'Identifier') {
    const variable = variableOf(node, source);
    const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
    return assignment?.pattern.type === 'Identifier'
      ? makerOf(unwrap(assignment.value), source, depth + 1)
      : undefined;
  }
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const callee = unwrap(node.callee);
  const origin = resolveOrigin(callee, source);
  if (origin?.module !== undefined) return { module: origin.module, name: exportPath(origin).join('.') };
  const [global = '', ...path] = origin?.path ?? [];
  if (SERVER_MODULES.test(global)) return { module: global, name: path.join('.') };
  return callee.type === 'MemberExpression' ? makerOf(unwrap(callee.object), source, depth + 1) : undefined;
}

function isMocked(module: string, source: Source): boolean {
  const mocked = mockedModules(source);
  return mocked.has(module) || mocked.has(`node:${module}`) || mocked.has(module.replace(/^node:/, ''));
}
