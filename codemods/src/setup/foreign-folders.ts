/** Folders that hold what is not the project's own: examples, copies of other projects, what tests read. */
const FOREIGN = [
  'fixtures?',
  '__fixtures__',
  'examples?',
  'templates?',
  'samples?',
  'playgrounds?',
  'demos?',
  'vendor',
  'third[_-]party',
  '(?:[\\w-]+-)?sandbox',
];
/** Folders of tests: what lies in folders below them is read by tests. */
const OF_TESTS = ['tests?', '__tests__', 'e2e', 'specs?', 'bench(?:marks?)?', 'integration(?:-tests?)?'];

const PATTERN = new RegExp(`(?:^|/)(?:(?:${FOREIGN.join('|')})(?:/|$)|(?:${OF_TESTS.join('|')})/.)`, 'i');

/**
 * Whether what lies in a folder is an example or an input of tests.
 *
 * @param folder Path with `/` from the folder that the user named.
 */
export function isForeign(folder: string): boolean {
  return PATTERN.test(folder);
}

/** Folders of what projects keep copies of, or have their tests read, whatever it is written in. */
const COPIED = [
  'fixtures?',
  '__fixtures__',
  'templates?',
  'test[-_]?(?:data|files)',
  '__snapshots__',
  'vendor(?:ed)?',
  'third[_-]party',
  '(?:[\\w-]+-)?sandbox',
];
const COPY = new RegExp(`(?:^|/)(?:${COPIED.join('|')})(?:/|$)`, 'i');
const FOREIGN_PROJECT = new RegExp(`(?:^|/)(?:${[...FOREIGN, ...COPIED].join('|')})(?:/|$)`, 'i');

/**
 * Whether a file is a copy of what belongs elsewhere, or an input of tests.
 *
 * @param file Path with `/` from the folder of its project.
 */
export function isCopied(file: string): boolean {
  return COPY.test(file.slice(0, file.lastIndexOf('/') + 1));
}

/**
 * Whether a Python project in a folder is an example, a copy or an input of tests. Folders of tests may well
 * have a configuration of their own.
 *
 * @param folder Path with `/` from the folder that the user named.
 */
export function isForeignProject(folder: string): boolean {
  return FOREIGN_PROJECT.test(folder);
}
