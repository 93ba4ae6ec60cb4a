import type { TSESTree } from '@typescript-eslint/utils';

import { allDeferredAround } from '../../resolve/deferred.ts';
import { mockedModules } from '../../resolve/mocked-modules.ts';
import { loadedModule } from '../../resolve/origin.ts';
import type { Source } from '../../resolve/source.ts';
import { contains, stringValue } from '../../resolve/syntax.ts';
import type { HelperCall, TestCall, TestCalls } from '../../resolve/test-calls/index.ts';
import type { ReadersByVariable } from '../variables.ts';
import type { Setting } from './setting.ts';

/** A module that is loaded as the file is, by an import that runs first or where it stands. */
export interface ModuleLoad {
  readonly module: string;
  readonly node: TSESTree.Node;
  readonly isHoisted: boolean;
}

/** A variable that is set once the library that reads it has read it. */
export interface LateSetting {
  readonly setting: Setting;
  readonly names: readonly string[];
  readonly load: ModuleLoad;
}

/** The load of a module by a statement of the file's own, if a node is one. */
export function loadBy(node: TSESTree.Node, source: Source): ModuleLoad | undefined {
  switch (node.type) {
    case 'ImportDeclaration': {
      const isType =
        node.importKind === 'type' || (node.specifiers.length > 0 && node.specifiers.every(isTypeOnly));
      return isType ? undefined : { module: node.source.value, node, isHoisted: true };
    }
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node.source && node.exportKind !== 'type'
        ? { module: node.source.value, node, isHoisted: true }
        : undefined;
    case 'ImportExpression': {
      const module = stringValue(node.source);
      const isAwaited = node.parent.type === 'AwaitExpression' && allDeferredAround(node).length === 0;
      return module !== undefined && isAwaited ? { module, node, isHoisted: false } : undefined;
    }
    case 'CallExpression': {
      const module = allDeferredAround(node).length === 0 ? loadedModule(node, source) : undefined;
      return module === undefined ? undefined : { module, node, isHoisted: false };
    }
    default:
      return undefined;
  }
}

function isTypeOnly(specifier: TSESTree.ImportClause): boolean {
  return specifier.type === 'ImportSpecifier' && specifier.importKind === 'type';
}

/** The package that a specifier names: `@a/b` of `@a/b/c`. */
export function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

const BEFORE_HOOKS = new Set(['before', 'beforeAll', 'beforeEach', 'suiteSetup', 'setup']);

/** Finds the settings of a file that come too late. */
export function lateSettings(
  settings: readonly Setting[],
  loads: readonly ModuleLoad[],
  readers: ReadersByVariable,
  { tests, source }: { readonly tests: TestCalls; readonly source: Source },
): readonly LateSetting[] {
  const mocked = mockedModules(source);
  const real = loads.filter(({ module }) => !mocked.has(module));
  return settings.flatMap((setting): readonly LateSetting[] => {
    const when = momentOf(setting.node, tests);
    if (!when) return [];
    const isReader = ({ module }: ModuleLoad, name: string): boolean =>
      readers.get(name)?.has(packageOf(module)) === true;
    const isEarlier = ({ node, isHoisted }: ModuleLoad): boolean =>
      when === 'later' || node.range[0] < setting.node.range[0] || (isHoisted && surelyHoists(source, tests));
    const load = real.find(
      (candidate) => isEarlier(candidate) && setting.names.some((name) => isReader(candidate, name)),
    );
    return load ? [{ setting, names: setting.names.filter((name) => isReader(load, name)), load }] : [];
  });
}

/**
 * Whether imports run above code that stands before them: TypeScript itself, as CommonJS, leaves their order.
 */
function surelyHoists({ file }: Source, { calls, helpers }: TestCalls): boolean {
  const isTyped = /\.c?tsx?$/.test(file);
  return !isTyped || [...calls, ...helpers].some(({ runner }) => runner === 'vitest');
}

/**
 * When a node runs first: as the file is loaded, or in a hook. Tests and what runs above the imports are left
 * out.
 */
function momentOf(node: TSESTree.Node, tests: TestCalls): 'load' | 'later' | undefined {
  const deferred = allDeferredAround(node);
  if (tests.helpers.some((helper) => isHoistedHelper(helper) && contains(helper.node, node)))
    return undefined;
  if (deferred.length === 0) return 'load';
  const owner = tests.ownerOf(node);
  return owner && isPreparation(owner) ? 'later' : undefined;
}

/** What Vitest runs above the imports. */
function isHoistedHelper({ name }: HelperCall): boolean {
  return /^(?:vi|vitest)\.(?:hoisted|mock)$/.test(name);
}

function isPreparation({ kind, name }: TestCall): boolean {
  return kind === 'suite' || (kind === 'hook' && BEFORE_HOOKS.has(name));
}
