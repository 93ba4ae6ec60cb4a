import { existsSync } from 'node:fs';
import path from 'node:path';

import { setupEntry } from '../registration.ts';
import { optionValues } from './invocations.ts';
import { newConfig } from './new-config.ts';
import {
  configsNamed,
  evidence,
  firstIn,
  folderOf,
  isFolder,
  missingConfig,
  type RunnerContext,
  type Target,
} from './target.ts';

const DEFAULT = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs'].map((ending) => `playwright.config.${ending}`);
const NAMED = /^playwright(?:[.-][\w-]+)*\.config\.(?:[\w-]+\.)*[cm]?[jt]s$/;

/** Where Playwright reads the configuration of a package from; `undefined` where the package does not use it. */
export function playwrightTargets(context: RunnerContext): readonly Target[] | undefined {
  const { invocations } = context;
  const files = new Set(configsNamed(context, NAMED));
  const missing = new Set<string>();
  const manual: Target[] = [];
  for (const call of invocations) {
    const folder = folderOf(context, call);
    const [config = '.'] = optionValues(call.args, ['--config', '-c']);
    const file = path.resolve(folder, config);
    const found = isFolder(file) ? firstIn(file, DEFAULT) : file;
    if (found === undefined) missing.add(file);
    else if (existsSync(found)) files.add(found);
    else
      manual.push(missingConfig(context, call, { config, snippet: `import '${setupEntry('playwright')}';` }));
  }
  if (files.size === 0 && missing.size === 0 && manual.length === 0) return undefined;
  const because = evidence(context, '@playwright/test');
  return [
    ...manual,
    ...[...files].map((file): Target => ({ kind: 'module', file })),
    ...[...missing].map((folder) => newConfig('playwright', folder, { ...context, because })),
  ];
}
