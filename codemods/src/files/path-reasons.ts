import type { SkipReason } from '../engine/protocol.ts';

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;
/** Folders whose files are not the project's own source, by what to call them. */
const FOLDERS: readonly (readonly [RegExp, SkipReason])[] = [
  [/(?:^|\/)node_modules\//, 'in node_modules'],
  [/(?:^|\/)\.yarn\//, 'in .yarn'],
  [/(?:^|\/)(?:__fixtures__|__testfixtures__|__snapshots__)\//, 'inputs of tests'],
  [/(?:^|\/)tests?\/(?:.*\/)?fixtures\//, 'inputs of tests'],
  [/(?:^|\/)dist\//, 'build output'],
];

/** Why a file is left alone whoever names it: it is not source code. */
export function reasonByName(file: string): SkipReason | undefined {
  if (!SOURCE.test(file)) return 'not JavaScript or TypeScript';
  return DECLARATIONS.test(file) ? 'type declarations' : undefined;
}

/**
 * Why a file is left alone that was found and not named.
 *
 * @param relative Path from where the search began, with `/`: a folder that the user names is searched
 *   whatever it is.
 */
export function reasonByFolder(relative: string): SkipReason | undefined {
  return FOLDERS.find(([pattern]) => pattern.test(relative))?.[1];
}
