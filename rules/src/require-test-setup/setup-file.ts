import path from 'node:path';

import { visitorKeys } from 'oxc-parser';

import { fileStats } from '../resolve/disk.ts';
import { readSource, resolveRelative } from '../resolve/module-file.ts';
import { loadedModule } from '../resolve/origin.ts';
import type { Source } from '../resolve/source.ts';
import { stringValue } from '../resolve/syntax.ts';
import { nodesIn } from '../resolve/walk.ts';
import { namesEntry, type ConfiguredRunner } from './entry.ts';

/** How many files beside a set-up file are looked into, the nearest first. */
const MAX_FILES = 30;

/**
 * Whether a set-up file that a configuration lists loads the set-up itself.
 *
 * @param listed - The file as it is listed: relative to a folder, absolute, or below Jest's `<rootDir>`.
 * @param folders - The folders that it may be relative to.
 */
export function setupFileRegisters(
  listed: string,
  folders: readonly string[],
  runner: ConfiguredRunner,
): boolean {
  const relative = listed.replace(/^<rootDir>\/?/, './').replace(/^file:\/\//, '');
  return folders.some((folder) => {
    const file = fileAt(folder, relative);
    const source = file === undefined ? undefined : readSource(file);
    return source !== undefined && loadsEntry(source, runner);
  });
}

function fileAt(folder: string, listed: string): string | undefined {
  if (!path.isAbsolute(folder)) return undefined;
  const target = path.resolve(folder, listed);
  if (/\.[cm]?[jt]sx?$/.test(target)) return fileStats(target) ? target : undefined;
  return resolveRelative(path.join(folder, 'any.js'), `./${path.relative(folder, target)}`);
}

/** Whether a module loads the set-up as it runs, by itself or through modules beside it. */
export function loadsEntry(source: Source, runner: ConfiguredRunner): boolean {
  const seen = new Set([source.file]);
  const pending = [source];
  for (let next = pending.shift(); next; next = pending.shift()) {
    for (const module of loadedModules(next)) {
      if (namesEntry(module, runner)) return true;
      const file = seen.size < MAX_FILES ? resolveRelative(next.file, module) : undefined;
      if (file === undefined || seen.has(file)) continue;
      seen.add(file);
      const target = readSource(file);
      if (target) pending.push(target);
    }
  }
  return false;
}

/** The modules that a file imports or requires, types not counted. */
function loadedModules(source: Source): readonly string[] {
  const modules: string[] = [];
  for (const node of nodesIn(source.ast, visitorKeys)) {
    switch (node.type) {
      case 'ImportDeclaration':
        if (node.importKind !== 'type') modules.push(node.source.value);
        break;
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (node.source && node.exportKind !== 'type') modules.push(node.source.value);
        break;
      case 'TSExternalModuleReference':
        modules.push(stringValue(node.expression) ?? '');
        break;
      case 'ImportExpression':
        modules.push(stringValue(node.source) ?? '');
        break;
      case 'CallExpression':
        modules.push(loadedModule(node, source) ?? '');
        break;
      default:
    }
  }
  return modules.filter((module) => module !== '');
}
