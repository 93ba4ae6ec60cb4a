import type { TSESTree } from '@typescript-eslint/utils';

import { exportPath, isExport, isGlobal, resolveOrigin, type Origin } from '../../resolve/origin.ts';
import { memberName, unwrap } from '../../resolve/syntax.ts';
import { nodesIn } from '../../resolve/walk.ts';
import type { LintedFile } from '../linted-file.ts';
import { perFile } from '../per-file.ts';
import { moduleKey, type ModuleLoad } from './module-load.ts';
import { isInForce, runsBefore } from './order.ts';

/** What a file changes as it runs. */
interface Changes {
  /** Calls and assignments that change what `require` and `import()` give. */
  readonly loader: readonly TSESTree.Node[];
  /** Calls and assignments that change environment variables, globals or timers. */
  readonly environment: readonly TSESTree.Node[];
  /** Modules whose members the file may replace, by their key. */
  readonly replaced: ReadonlySet<string>;
}

const ENVIRONMENT_HELPERS = new Set([
  'vi.stubEnv',
  'vi.stubGlobal',
  'vi.useFakeTimers',
  'vi.setSystemTime',
  'jest.useFakeTimers',
  'jest.setSystemTime',
]);
const LOADER_MEMBERS = new Set(['_cache', '_extensions', '_findPath', '_load', '_resolveFilename']);
const DEFINING_METHODS = new Set(['assign', 'defineProperties', 'defineProperty', 'set']);
/**
 * Builtins whose members other code is known to replace: to catch requests, to hold time, to hook the
 * process.
 */
const OFTEN_PATCHED = new Set([
  'console',
  'dns',
  'dns/promises',
  'http',
  'http2',
  'https',
  'module',
  'net',
  'process',
  'timers',
  'timers/promises',
  'tls',
]);
/** Packages that replace members of builtins for everyone. */
const PATCHING_PACKAGES =
  /['"](?:nock|msw(?:\/node)?|@mswjs\/[\w/-]+|graceful-fs|mock-fs|memfs|unionfs|fs-monkey)['"]/;

/** Whether hooks of the module loader, or its cache, decide what a load gives. */
export function followsLoaderChange(load: ModuleLoad, file: LintedFile): boolean {
  return changesIn(file).loader.some((node) => isInForce(node, load, file));
}

/** Whether the code around a load changes environment variables, globals or timers before it. */
export function followsEnvironmentChange(load: ModuleLoad, file: LintedFile): boolean {
  return changesIn(file).environment.some((node) => runsBefore(node, load));
}

/**
 * Whether a module's members can be others at one time than at another, so that it matters when they are
 * taken out:
 * the file spies on the module, hands it on or sets its members, or loads a package that does.
 */
export function hasChangingMembers(key: string, file: LintedFile): boolean {
  return namesPatchingPackage(file) || changesIn(file).replaced.has(key);
}

/**
 * Whether code in other files may replace members of what `require` gives for a module. The namespace that an
 * import
 * gives keeps the members that Node.js started with.
 */
export function mayBePatched(key: string): boolean {
  return OFTEN_PATCHED.has(key);
}

const namesPatchingPackage = perFile(({ text }) => PATCHING_PACKAGES.test(text.text));

const changesIn = perFile((file): Changes => {
  const loader: TSESTree.Node[] = [];
  const environment: TSESTree.Node[] = [];
  const replaced = new Set<string>();
  const helpers = new Set(
    file.tests.helpers.flatMap(({ name, node }) => (ENVIRONMENT_HELPERS.has(name) ? [node] : [])),
  );
  for (const node of nodesIn(file.source.ast, file.visitorKeys)) {
    const target = changedObject(node);
    const origin = target && resolveOrigin(target, file.source);
    if (target && (isLoader(target, file) || (origin && isModuleClass(origin)))) loader.push(node);
    if (origin && isEnvironment(origin)) environment.push(node);
    if (origin) addModule(origin, replaced);
    if (node.type !== 'CallExpression') continue;
    if (isLoaderHook(node, file)) loader.push(node);
    if (helpers.has(node) || enablesMockTimers(node)) {
      environment.push(node);
      replaced.add('timers').add('timers/promises');
    }
    for (const argument of node.arguments) {
      const passed = resolveOrigin(argument, file.source);
      if (passed) addModule(passed, replaced);
    }
  }
  return { loader, environment, replaced };
});

/** The object of which a node sets, defines or deletes a member. */
function changedObject(node: TSESTree.Node): TSESTree.Node | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
      return objectOf(node.left);
    case 'UnaryExpression':
      return node.operator === 'delete' ? objectOf(node.argument) : undefined;
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
      const isDefining =
        ['Object', 'Reflect'].includes(callee.object.name) && DEFINING_METHODS.has(memberName(callee) ?? '');
      return isDefining ? node.arguments[0] : undefined;
    }
    default:
      return undefined;
  }
}

function objectOf(target: TSESTree.Node): TSESTree.Node | undefined {
  const node = unwrap(target);
  return node.type === 'MemberExpression' ? node.object : undefined;
}

/** `require.cache`, `require.extensions`. */
function isLoader(target: TSESTree.Node, { source }: LintedFile): boolean {
  const node = unwrap(target);
  if (node.type !== 'MemberExpression' || !['cache', 'extensions'].includes(memberName(node) ?? ''))
    return false;
  const origin = resolveOrigin(node.object, source);
  return origin !== undefined && isGlobal(origin, 'require');
}

/** `Module`, `Module.prototype`, `Module._extensions`. */
function isModuleClass(origin: Origin): boolean {
  if (origin.module === undefined || moduleKey(origin.module) !== 'module') return false;
  return exportPath(origin).every(
    (name) => name === 'Module' || name === 'prototype' || LOADER_MEMBERS.has(name),
  );
}

function isLoaderHook({ callee }: TSESTree.CallExpression, { source }: LintedFile): boolean {
  const origin = resolveOrigin(callee, source);
  return (
    origin !== undefined &&
    (isExport(origin, 'module', 'register') || isExport(origin, 'module', 'registerHooks'))
  );
}

/** `process`, `process.env` and the global object itself. */
function isEnvironment(origin: Origin): boolean {
  const path = exportPath(origin).join('.');
  if (origin.module === undefined) return ['', 'process', 'process.env'].includes(path);
  return moduleKey(origin.module) === 'process' && ['', 'env'].includes(path);
}

/** `mock.timers.enable()`, of any object called `timers`: a test's own context has one too. */
function enablesMockTimers({ callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'enable') return false;
  const { object } = callee;
  return object.type === 'MemberExpression' && memberName(object) === 'timers';
}

function addModule(origin: Origin, keys: Set<string>): void {
  const path = exportPath(origin);
  if (origin.module !== undefined && path.length === 0) keys.add(moduleKey(origin.module));
  if (origin.module === undefined && path.length === 1 && path[0] === 'process') keys.add('process');
}
