import type { Py } from '@cogniverse/eslint-python';
import { isSystemModule } from '@cogniverse/guide';

import { oncePer } from '../once-per.ts';
import { definitionsAt } from './bindings.ts';
import { isFunction, type PyFunction } from './functions.ts';
import { importedPath, originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import { ancestorsOf, pythonNodesIn } from './walk.ts';

/**
 * The modules that a conftest or plugin has take part in pytest's configuration: those whose hooks it
 * imports, and those whose functions its own hooks hand the configuration to or register as plugins. Paths
 * with dots; the last names may be those of things in a module.
 */
export const modulesReached = oncePer((source: PythonSource): readonly string[] => {
  const found = [...pythonNodesIn(source.ast)].flatMap((node): readonly string[] => {
    switch (node.nodeType) {
      case 'ImportFrom':
        return importedHooks(node);
      case 'Call':
        return handedTo(node, source);
      default:
        return [];
    }
  });
  return [...new Set(found)].filter((module) => !isHarmless(module));
});

/** `from .plugin import pytest_configure`, `from .plugin import *` */
function importedHooks({ names, level, module }: Py.ImportFrom): readonly string[] {
  const isHook = names.some(({ name }) => name === '*' || name.startsWith('pytest_'));
  return isHook ? ['.'.repeat(level) + (module ?? '')] : [];
}

function handedTo(call: Py.Call, source: PythonSource): readonly string[] {
  const hook = hookAround(call);
  if (!hook) return [];
  const given = [...call.args, ...call.keywords.map(({ value }) => value)];
  if (given.some((argument) => isConfiguration(argument, hook))) return pathsOf(call.func, source);
  if (!isRegistration(call)) return [];
  const [plugin] = call.args;
  if (!plugin) return [];
  return pathsOf(plugin.nodeType === 'Call' ? plugin.func : plugin, source);
}

/** The hook of pytest that a node stands in. */
function hookAround(node: Py.Node): PyFunction | undefined {
  return [...ancestorsOf(node)].filter(isFunction).find(({ name }) => name.startsWith('pytest_'));
}

function isConfiguration(node: Py.expr, hook: PyFunction): boolean {
  if (node.nodeType !== 'Name' || !/^(?:early_)?config$/.test(node.id)) return false;
  return [...hook.args.posonlyargs, ...hook.args.args].some(({ arg }) => arg === node.id);
}

/** `config.pluginmanager.register(plugin)` */
function isRegistration({ func }: Py.Call): boolean {
  return (
    func.nodeType === 'Attribute' &&
    func.attr === 'register' &&
    /pluginmanager|^(?:pm|manager)$/i.test(nameOf(func.value) ?? '')
  );
}

function nameOf(node: Py.expr): string | undefined {
  return node.nodeType === 'Attribute' ? node.attr : node.nodeType === 'Name' ? node.id : undefined;
}

/** Where an expression comes from; nothing for what the file defines itself, which is read anyway. */
function pathsOf(expression: Py.expr, source: PythonSource): readonly string[] {
  const origins = originsOf(expression, source).map(({ path }) => path);
  if (origins.length > 0 || expression.nodeType !== 'Name') return origins;
  return (definitionsAt(expression, source) ?? []).flatMap(({ name }) =>
    name.nodeType === 'alias' ? [importedPath(name)] : [],
  );
}

const HARMLESS = new Set(['builtins', 'pytest', '_pytest', 'pluggy', 'xdist']);

/** Modules that register no markers when they are given a configuration. */
function isHarmless(module: string): boolean {
  const [top = ''] = module.split('.', 1);
  return top !== '' && (HARMLESS.has(top) || isSystemModule('python', top, 'stdlib'));
}
