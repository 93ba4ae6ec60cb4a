import path from 'node:path';

import { entriesOf } from '../resolve/disk.ts';
import type { Source } from '../resolve/source.ts';
import { isViteConfig, type ConfiguredRunner } from './entry.ts';
import { lookup } from './lookup.ts';
import { exportedConfig, newWorld, shapesOf } from './resolve-shape.ts';

/** From this version on, Vitest reads no `vitest.workspace` file any more. */
const WITHOUT_WORKSPACE = 4;

/**
 * Whether a configuration file is one that tests are run by. One of Vite alone need not be, nor one that another
 * file beside it takes the place of.
 */
export function isForTests(source: Source, runner: ConfiguredRunner, major: number | undefined): boolean {
  if (runner !== 'vitest') return true;
  const siblings = path.isAbsolute(source.file) ? entriesOf(path.dirname(source.file)).matching(/^vitest\./) : [];
  const name = path.basename(source.file);
  if (isViteConfig(source.file)) {
    if (siblings.some((entry) => /^vitest\.config\.[cm]?[jt]s$/.test(entry))) return false;
    return importsVitest(source) || hasTestPart(source);
  }
  const isWorkspace = /^vitest\.(?:workspace|projects)\./.test(name);
  const hasWorkspace = siblings.some((entry) => /^vitest\.workspace\.[cm]?[jt]s(?:on)?$/.test(entry));
  // Older versions run the projects of the workspace instead of the configuration beside it.
  const readsWorkspace = major === undefined || major < WITHOUT_WORKSPACE;
  return isWorkspace ? readsWorkspace : !hasWorkspace || !readsWorkspace;
}

function importsVitest({ ast }: Source): boolean {
  return ast.body.some(
    (statement) =>
      statement.type === 'ImportDeclaration' &&
      statement.importKind !== 'type' &&
      statement.source.value.startsWith('vitest/'),
  );
}

function hasTestPart(source: Source): boolean {
  const ref = exportedConfig(source);
  if (!ref) return false;
  const world = newWorld();
  return shapesOf(ref, world).some(
    (shape) =>
      shape.kind === 'object' &&
      shape.layers.some(
        (layer) => layer.kind === 'object' && lookup(layer.ref, 'test', world).found.length > 0,
      ),
  );
}
