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
