import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Job } from '../engine/protocol.ts';
import { packageFile } from '../package-files.ts';

/** Ours: what they need decides what comes of a text too. */
const OURS = /^(?:@cogniverse\/|cogniverse-|eslint-plugin-cogniverse$)/;

/** What of a `package.json` counts here. */
interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The name of the file with the results of jobs that are alike, done by the same programs. */
export function cacheName(job: Job): string {
  const { rules, preset, isDemanded, fixScope, prefilter } = job;
  const versions = new Map<string, string>();
  addVersions(fileURLToPath(packageFile('package.json')), versions);
  const key = JSON.stringify([
    process.version,
    process.platform,
    [...versions].sort(),
    { rules, preset, isDemanded, fixScope, prefilter },
  ]);
  return `results-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`;
}

/** Adds the versions of a package of ours, and of those that it needs, by where they are installed. */
function addVersions(file: string, versions: Map<string, string>): void {
  if (versions.has(file)) return;
  const { version = '', dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  versions.set(file, version);
  for (const name of Object.keys(dependencies)) {
    const manifest = manifestOf(name, file);
    if (manifest === undefined) continue;
    if (OURS.test(name)) addVersions(manifest, versions);
    else versions.set(manifest, (JSON.parse(readFileSync(manifest, 'utf8')) as Manifest).version ?? '');
  }
}

/** Found by its path, since not every package lets its `package.json` be asked for. */
function manifestOf(name: string, from: string): string | undefined {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    try {
      return realpathSync(path.join(folder, name, 'package.json'));
    } catch {
      // It is in a folder further up.
    }
  }
  return undefined;
}
