import { readFileSync } from 'node:fs';
import path from 'node:path';

import { directoriesAbove, entriesOf, remembered } from '../project-files.ts';
import { packagesStatedIn } from './stated-packages.ts';

/** Folders whose files say what is installed, too. */
const FOLDERS = [
  'requirements',
  path.join('.github', 'workflows'),
  'continuous_integration',
  'ci',
  '.circleci',
];
/** Files of which one may install a package, whether as a dependency or by a command. */
const INSTALLS = [
  /\.(?:toml|lock|ini|cfg|in|pip|ya?ml|sh|dockerfile)$/,
  /(?:requirements|constraints)[\w.-]*\.txt$|^requirements\/.*\.txt$/,
  /(?:^|\/)(?:setup|noxfile|conftest|tasks|dodo)\.py$/,
  /(?:^|\/)(?:Pipfile(?:\.lock)?|Makefile|[Jj]ustfile|Dockerfile.*)$/,
];
const MENTION = /pytest[-_.]timeout/i;

/** What a directory says of pytest and pytest-timeout. */
interface Statements {
  /** The file that states pytest as a dependency. */
  readonly pytest: string | undefined;
  readonly mentionsTimeout: boolean;
}

/**
 * The file of a project that states pytest as a dependency where no file of it, from the directory up to the
 * repository's root, speaks of pytest-timeout in any way: its marks and options do nothing there. `undefined` where
 * it is spoken of, or the project does not state what its tests need.
 */
export function dependenciesWithoutTimeout(directory: string): string | undefined {
  if (!path.isAbsolute(directory)) return undefined;
  const statements = directoriesAbove(directory).map(statementsIn);
  if (statements.some(({ mentionsTimeout }) => mentionsTimeout)) return undefined;
  return statements.find(({ pytest }) => pytest !== undefined)?.pytest;
}

const statementsIn = remembered((directory: string): Statements => {
  const names = [
    ...entriesOf(directory),
    ...FOLDERS.flatMap((folder) =>
      [...entriesOf(path.join(directory, folder))].map((name) => path.join(folder, name)),
    ),
  ].filter((name) => INSTALLS.some((pattern) => pattern.test(name.split(path.sep).join('/'))));
  let pytest: string | undefined;
  for (const name of names) {
    const text = read(path.join(directory, name));
    if (MENTION.test(text)) return { pytest, mentionsTimeout: true };
    if (pytest === undefined && /pytest/i.test(text) && packagesStatedIn(name, text).has('pytest')) {
      pytest = path.join(directory, name);
    }
  }
  return { pytest, mentionsTimeout: false };
});

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
