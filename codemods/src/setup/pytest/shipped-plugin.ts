import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { toPosix } from '../../files/posix.ts';
import { packageFile } from '../../package-files.ts';

/** The plugin's files as they come with this package; the build puts them there. */
const FOLDER = fileURLToPath(packageFile('dist/pytest_cogniverse'));

/** The plugin that is copied into repositories. */
export interface ShippedPlugin {
  readonly version: string;
  /** The texts of its files, by their paths with `/`. */
  readonly files: ReadonlyMap<string, string>;
}

let shipped: ShippedPlugin | undefined;

/**
 * Reads the plugin that comes with this package.
 *
 * @throws {Error} where the package was not built.
 */
export function shippedPlugin(): ShippedPlugin {
  shipped ??= readPlugin();
  return shipped;
}

function readPlugin(): ShippedPlugin {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(FOLDER, name)).isFile())
    .map(toPosix)
    .sort();
  const files = new Map(names.map((name) => [name, readFileSync(path.join(FOLDER, name), 'utf8')]));
  const version = /^__version__ = "(.+)"$/m.exec(files.get('__init__.py') ?? '')?.[1];
  if (version === undefined) throw new Error(`${FOLDER} says no version`);
  return { version, files };
}

/** The digest of a text, whatever its line ends: git may change those. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}
