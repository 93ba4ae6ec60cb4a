import path from 'node:path';

import { VENDORED_FOLDERS, VENDORED_PACKAGE, vendoredFolder } from 'eslint-plugin-cogniverse/registration';

import { isRecord } from '../../is-record.ts';
import type { DraftFiles } from '../draft-files.ts';
import { foldersUp } from '../package-manager.ts';
import { ConfigHome } from './config-home.ts';
import type { PytestProject } from './project.ts';
import { textDigest } from './shipped-plugin.ts';

/** What tells which version a copy is of, and which of its files were changed. */
const RECORD = 'vendored.json';

/** A copy of the plugin that a repository keeps. */
export interface VendoredCopy {
  /** Absolute path of its folder. */
  readonly folder: string;
  /** `undefined` where nothing tells. */
  readonly version: string | undefined;
  /** The files that were copied, by their paths with `/`. */
  readonly files: readonly string[];
  /** Those of them that are no longer as they were copied. */
  readonly changed: readonly string[];
}

/** The copy of the plugin that the tests of a project use, be it one that is yet to be written. */
export function vendoredCopy(project: PytestProject, files: DraftFiles): VendoredCopy | undefined {
  const { config } = new ConfigHome(project, files).config;
  const folder =
    foldersUp(project.directory, project.root)
      .flatMap((above) => VENDORED_FOLDERS.map((name) => path.join(above, name, VENDORED_PACKAGE)))
      .find((each) => files.has(path.join(each, 'vendored.py'))) ?? vendoredFolder(project.directory, config);
  if (folder === undefined) return undefined;
  const { version, digests } = recordIn(folder, files);
  const changed = [...digests].filter(([name, digest]) => {
    const text = files.tryRead(path.join(folder, name));
    return text === undefined || textDigest(text) !== digest;
  });
  return { folder, version, files: [...digests.keys()], changed: changed.map(([name]) => name) };
}

/** The files to put into a folder for a copy, with the one that tells what was copied. */
export function copyOf(version: string, texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const files = Object.fromEntries([...texts].map(([name, text]) => [name, textDigest(text)]));
  return new Map([...texts, [RECORD, `${JSON.stringify({ version, files }, undefined, 2)}\n`]]);
}

function recordIn(
  folder: string,
  files: DraftFiles,
): { readonly version: string | undefined; readonly digests: ReadonlyMap<string, string> } {
  const data = parse(files.tryRead(path.join(folder, RECORD)) ?? '');
  const version = isRecord(data) && typeof data['version'] === 'string' ? data['version'] : undefined;
  const listed = isRecord(data) && isRecord(data['files']) ? Object.entries(data['files']) : [];
  const digests = listed.flatMap(([name, digest]) =>
    typeof digest === 'string' && !path.isAbsolute(name) && !name.split('/').includes('..')
      ? [[name, digest] as const]
      : [],
  );
  return { version, digests: new Map(digests) };
}

function parse(text: string): unknown {
  try {
    const data: unknown = JSON.parse(text);
    return data;
  } catch {
    return undefined;
  }
}
