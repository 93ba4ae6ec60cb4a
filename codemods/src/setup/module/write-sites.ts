import type { Site } from 'eslint-plugin-cogniverse/registration';
import { Project } from 'ts-morph';

import { applyEdits } from './edit.ts';
import { textStyle } from './text-style.ts';
import { vitestTypes } from './vitest-types.ts';
import { writeSite, type Writing } from './write-site.ts';

/**
 * A module's text with the entry at every site; `undefined` where one of them is not what it was taken for.
 *
 * @param text - The text without a byte order mark.
 */
export function writeSites(text: string, fileName: string, sites: readonly Site[], entry: string): string | undefined {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true },
  });
  const file = project.createSourceFile(`/${/[^/\\]*$/.exec(fileName)?.[0] ?? ''}`, text);
  const style = textStyle(file);
  const writing: Writing = { file, style, entry: style.quote + entry + style.quote };
  const edits = sites.map((site) => writeSite(site, writing));
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  return applyEdits(text, [...vitestTypes(file, sites), ...edits.flat()]);
}
