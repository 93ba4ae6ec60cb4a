import path from 'node:path';

import { fileNamePattern } from '../../resolve/python/file-name-pattern.ts';
import { valuesOfFlag, type PytestConfig } from '../../resolve/python/pytest-config.ts';

/**
 * Whether pytest, as the project configures it, leaves a test out: by `-m`, or because its file lies outside of
 * `testpaths` or is ignored. What `-k` chooses is not looked at, and so it may leave out any test.
 *
 * @param marks - The names of the test's marks.
 */
export function isDeselected(file: string, marks: ReadonlySet<string>, config: PytestConfig): boolean {
  if (!config.file) return false;
  const { addopts } = config;
  const expression = [...valuesOfFlag(addopts, '-m'), ...valuesOfFlag(addopts, '--markexpr')].at(-1);
  if (expression !== undefined && !new MarkExpression(expression, marks).isMet()) return true;
  if (valuesOfFlag(addopts, '-k').length > 0) return true;
  const root = path.dirname(config.file);
  const fromRoot = path.relative(root, file).replaceAll('\\', '/');
  return isIgnored(fromRoot, addopts) || isOutside(fromRoot, config.words('testpaths') ?? []);
}

function isIgnored(file: string, addopts: readonly string[]): boolean {
  const paths = [...valuesOfFlag(addopts, '--ignore'), ...valuesOfFlag(addopts, '--deselect')];
  const globs = valuesOfFlag(addopts, '--ignore-glob');
  return (
    paths.some((ignored) => isBelow(file, ignored.split('::', 1)[0] ?? ignored)) ||
    globs.some((glob) => fileNamePattern(glob).test(file))
  );
}

function isOutside(file: string, testpaths: readonly string[]): boolean {
  const plain = testpaths.filter((folder) => !/[*?[]/.test(folder));
  return (
    plain.length > 0 && plain.length === testpaths.length && !plain.some((folder) => isBelow(file, folder))
  );
}

function isBelow(file: string, folder: string): boolean {
  const plain = path.posix.normalize(folder).replace(/\/$/, '');
  return plain === '.' || file === plain || file.startsWith(`${plain}/`);
}

const WORD = /[()]|[^\s()]+/g;

/** What `-m` says of a test: names of marks with `and`, `or`, `not` and brackets. */
class MarkExpression {
  readonly #words: string[];
  readonly #marks: ReadonlySet<string>;

  constructor(expression: string, marks: ReadonlySet<string>) {
    this.#words = expression.match(WORD) ?? [];
    this.#marks = marks;
  }

  isMet(): boolean {
    return this.#words.length === 0 || this.#either();
  }

  #either(): boolean {
    let isMet = this.#both();
    while (this.#take('or')) isMet = this.#both() || isMet;
    return isMet;
  }

  #both(): boolean {
    let isMet = this.#one();
    while (this.#take('and')) isMet = this.#one() && isMet;
    return isMet;
  }

  #one(): boolean {
    if (this.#take('not')) return !this.#one();
    if (this.#take('(')) {
      const isMet = this.#either();
      this.#take(')');
      return isMet;
    }
    return this.#marks.has(this.#words.shift() ?? '');
  }

  #take(word: string): boolean {
    if (this.#words[0] !== word) return false;
    this.#words.shift();
    return true;
  }
}
