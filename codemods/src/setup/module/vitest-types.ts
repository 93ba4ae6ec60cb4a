import type { Site } from 'eslint-plugin-cogniverse/registration';
import type { SourceFile } from 'ts-morph';

import { insertion, type Edit } from './edit.ts';
import { lineEndAt } from './text-style.ts';

/**
 * A configuration of Vite that gets its first `test` has to tell TypeScript that there is such a key, unless
 * it imports Vitest's own types.
 */
export function vitestTypes(file: SourceFile, site: Site): readonly Edit[] {
  const addsTest = site.kind === 'object' && site.path[0] === 'test';
  const text = file.getFullText();
  const isTyped = /\.[cm]?ts$/.test(file.getBaseName()) && file.getImportDeclaration('vite') !== undefined;
  if (!addsTest || !isTyped || /["']vitest(?:\/[\w-]+)?["']/.test(text)) return [];
  const start = /^#!.*(?:\r\n|[\r\n])/.exec(text)?.[0].length ?? 0;
  return [insertion(start, `/// <reference types="vitest/config" />${lineEndAt(text, start)}`)];
}
