import { settingsOf } from '../../settings.ts';
import { pathFromRoot } from '../path-from-root.ts';
import { isCollectedByName } from './collected-names.ts';
import type { PythonSource } from './source.ts';

/** As pytest and unittest name them. */
const NAME = /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|tests?)\.pyi?$/i;
const FOLDER = /(?:^|\/)tests?\/(?=.*\.pyi?$)/i;
/** What tests read, and so no tests themselves, unless they are named as such. */
const DATA = /\/(?:(?:test|fixtures?)[-_]?)?(?:data|snapshots)\//i;
/** Code of others that a project keeps, whatever it does. */
const VENDORED = /(?:^|\/)_vendor\//;
/** A file that imports a test framework itself, but not what only fakes things. */
const IMPORTS_FRAMEWORK =
  /^[ \t]*(?:from[ \t]+(?:pytest|_pytest|unittest)[ \t]+import\b(?![ \t]+mock\b)|import[ \t]+(?:[^\n#]*,[ \t]*)?(?:pytest|unittest)[ \t]*(?:$|[,;#]|as\b))/m;
/** What only type checkers read: `if TYPE_CHECKING:` and the lines that are indented below it. */
const FOR_TYPES =
  /^([ \t]*)if[ \t]+(?:\w+\.)?TYPE_CHECKING[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:\r?\n(?:[ \t]*|\1[ \t]+\S[^\r\n]*)(?=\r?\n|$))+/gm;

/** Whether a path, as seen from the project's root, names a Python test file or lies in a folder of tests. */
export function isPythonTestPath(fileFromRoot: string): boolean {
  const normalized = fileFromRoot.replaceAll('\\', '/');
  if (VENDORED.test(normalized)) return false;
  if (NAME.test(normalized)) return true;
  const folder = FOLDER.exec(normalized);
  return folder !== null && !DATA.test(normalized.slice(folder.index));
}

/**
 * Whether a Python file is a test, a conftest or a helper of tests: by its path from the project's root, or, where its
 * text is given, because it imports pytest or unittest, and not for its types alone.
 */
export function isPythonTestFile(fileFromRoot: string, text = ''): boolean {
  if (VENDORED.test(fileFromRoot.replaceAll('\\', '/'))) return false;
  return isPythonTestPath(fileFromRoot) || importsFramework(text);
}

function importsFramework(text: string): boolean {
  return IMPORTS_FRAMEWORK.test(text) && IMPORTS_FRAMEWORK.test(text.replaceAll(FOR_TYPES, ''));
}

/**
 * Whether a rule has anything to say in this Python file: always, unless `settings.cogniverse.scope` is `"tests"` (as
 * the presets set it) and the file is neither named nor written as a test, nor one that the project has pytest collect.
 */
export function isPythonInScope(
  context: Parameters<typeof settingsOf>[0] & { readonly physicalFilename: string; readonly cwd: string },
  source: PythonSource,
): boolean {
  if (settingsOf(context).scope !== 'tests') return true;
  const { physicalFilename: file, cwd } = context;
  return isPythonTestFile(pathFromRoot(file, cwd), source.text) || isCollectedByName(file);
}
