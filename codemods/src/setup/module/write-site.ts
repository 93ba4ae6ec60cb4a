import type { Site } from 'eslint-plugin-cogniverse/registration';
import { Project } from 'ts-morph';

import { applyEdits } from './edit.ts';
import { siteEdits } from './site-edits.ts';
import { textStyle } from './text-style.ts';
import { vitestTypes } from './vitest-types.ts';

/**
 * A module's text with the entry at a site; `undefined` where the site is not what it was taken for.
 *
 * @param text - The text without a byte order mark.
 */
export function writeSite(text: string, fileName: string, site: Site, entry: string): string | undefined {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true },
  });
  const file = project.createSourceFile(`/${/[^/\\]*$/.exec(fileName)?.[0] ?? ''}`, text);
  const style = textStyle(file);
  const edits = siteEdits(site, { file, style, entry: style.quote + entry + style.quote });
  return edits && applyEdits(text, [...vitestTypes(file, site), ...edits]);
}
