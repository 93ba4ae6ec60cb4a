import type { SystemModuleSet } from './module-set.ts';

/**
 * What `import x from` a builtin gives.
 *
 * - `namespace-object`: a plain object with the members of the namespace (which lacks a few deprecated
 *   ones, such as `fs.R_OK`, that are not enumerable).
 * - `instance`: an object that inherits part of its members from a class (`process.on`, `cluster.on`),
 *   which `import * as x` therefore does not have.
 * - `function`, `class`: something that is called or constructed, which a namespace cannot be.
 */
export type NodeDefaultExport = 'namespace-object' | 'instance' | 'function' | 'class';

/** A module that Node.js itself provides. */
export interface NodeBuiltin {
  /** Canonical name: without `node:`, unless the module has no other name. */
  readonly name: string;
  /** Whether only the name with `node:` means the builtin; without it, it is an npm package. */
  readonly prefixOnly: boolean;
  /** The smallest set that holds the module. */
  readonly set: SystemModuleSet;
  readonly defaultExport: NodeDefaultExport;
  /** What the module reaches, and so why it is in its set. */
  readonly reason: string;
}

interface Group {
  readonly set: SystemModuleSet;
  readonly reason: string;
  readonly names: readonly string[];
}

/** Builtins of Node.js 20 to 26, experimental, deprecated and internal ones (`_http_agent`) included. */
const groups: readonly Group[] = [
  { set: 'core', reason: 'the process itself: arguments, environment, exit', names: ['process'] },
  { set: 'core', reason: 'the machine and its user', names: ['os'] },
  { set: 'core', reason: 'the file system', names: ['fs', 'fs/promises'] },
  { set: 'core', reason: 'paths of the file system', names: ['path', 'path/posix', 'path/win32'] },
  { set: 'core', reason: 'the module loader and its cache', names: ['module'] },

  { set: 'system', reason: 'child processes', names: ['child_process', 'cluster'] },
  { set: 'system', reason: 'threads', names: ['worker_threads'] },
  {
    set: 'system',
    reason: 'sockets and name look-ups',
    names: [
      'net',
      'net/promises',
      'dgram',
      'dns',
      'dns/promises',
      'tls',
      'node:quic',
      '_tls_common',
      '_tls_wrap',
    ],
  },
  {
    set: 'system',
    reason: 'HTTP servers and clients',
    names: [
      'http',
      'http2',
      'https',
      '_http_agent',
      '_http_client',
      '_http_common',
      '_http_incoming',
      '_http_outgoing',
      '_http_server',
    ],
  },
  {
    set: 'system',
    reason: 'the terminal',
    names: ['readline', 'readline/promises', 'repl', 'tty'],
  },
  {
    set: 'system',
    reason: 'the engine and its debugger',
    names: ['inspector', 'inspector/promises', 'trace_events', 'v8', 'vm'],
  },
  { set: 'system', reason: 'constants of the operating system', names: ['constants'] },
  { set: 'system', reason: 'native code and system calls', names: ['wasi', 'node:ffi'] },
  {
    set: 'system',
    reason: 'files behind another interface',
    names: ['node:sqlite', 'node:sea', 'node:vfs'],
  },

  { set: 'stdlib', reason: 'assertions', names: ['assert', 'assert/strict'] },
  {
    set: 'stdlib',
    reason: 'asynchronous context and events',
    names: ['async_hooks', 'diagnostics_channel', 'domain', 'events'],
  },
  { set: 'stdlib', reason: 'bytes and text', names: ['buffer', 'punycode', 'string_decoder'] },
  { set: 'stdlib', reason: 'output', names: ['console'] },
  { set: 'stdlib', reason: 'cryptography', names: ['crypto'] },
  { set: 'stdlib', reason: 'clocks and timers', names: ['perf_hooks', 'timers', 'timers/promises'] },
  { set: 'stdlib', reason: 'URLs', names: ['querystring', 'url'] },
  {
    set: 'stdlib',
    reason: 'streams',
    names: [
      'stream',
      'stream/consumers',
      'stream/iter',
      'stream/promises',
      'stream/web',
      '_stream_duplex',
      '_stream_passthrough',
      '_stream_readable',
      '_stream_transform',
      '_stream_wrap',
      '_stream_writable',
    ],
  },
  { set: 'stdlib', reason: 'compression', names: ['zlib', 'zlib/iter'] },
  { set: 'stdlib', reason: 'helpers', names: ['sys', 'util', 'util/types'] },
  { set: 'stdlib', reason: 'the test runner', names: ['node:test', 'node:test/reporters'] },
];

const otherDefaultExports: Readonly<Record<string, NodeDefaultExport>> = {
  assert: 'function',
  'assert/strict': 'function',
  cluster: 'instance',
  events: 'class',
  module: 'class',
  'node:test': 'function',
  process: 'instance',
  stream: 'class',
  _stream_duplex: 'class',
  _stream_passthrough: 'class',
  _stream_readable: 'class',
  _stream_transform: 'class',
  _stream_wrap: 'class',
  _stream_writable: 'class',
};

/** All builtins of Node.js 20 to 26. */
export const nodeBuiltins: readonly NodeBuiltin[] = groups.flatMap(({ set, reason, names }) =>
  names.map((name) => ({
    name,
    prefixOnly: name.startsWith('node:'),
    set,
    defaultExport: otherDefaultExports[name] ?? 'namespace-object',
    reason,
  })),
);

const builtinsBySpecifier: ReadonlyMap<string, NodeBuiltin> = new Map(
  nodeBuiltins.flatMap((builtin) => {
    const specifiers = builtin.prefixOnly ? [builtin.name] : [builtin.name, `node:${builtin.name}`];
    return specifiers.map((specifier) => [specifier, builtin]);
  }),
);

/**
 * Looks up the builtin that a module specifier names.
 *
 * @param specifier - As written: `fs`, `node:fs`, `node:sqlite`.
 * @returns The table's entry, or `undefined` for a file, a package, and what only looks like a builtin:
 *   `sqlite`, `punycode/`.
 */
export function nodeBuiltin(specifier: string): NodeBuiltin | undefined {
  return builtinsBySpecifier.get(specifier);
}

/**
 * The canonical name of the builtin that a module specifier names.
 *
 * @param specifier - As written in the code.
 * @returns `fs` for `fs` and `node:fs`; `node:sqlite` for `node:sqlite`; `undefined` for `sqlite`,
 *   `punycode/`, `./fs`.
 */
export function nodeBuiltinName(specifier: string): string | undefined {
  return nodeBuiltin(specifier)?.name;
}
