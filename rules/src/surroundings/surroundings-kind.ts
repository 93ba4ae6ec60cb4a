/** What a file around the tests is. */
export type SurroundingsKind = 'workflow' | 'pipeline' | 'image' | 'pytest-config';

const KINDS: readonly (readonly [SurroundingsKind, RegExp])[] = [
  ['workflow', /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/],
  ['pipeline', /(?:^|\/|\.)\.?gitlab-ci\.ya?ml$/],
  ['image', /(?:^|\/)(?:(?:Dockerfile|Containerfile)(?:[._-][\w.-]+)?|[\w.-]+\.(?:dockerfile|containerfile))$/i],
  ['pytest-config', /(?:^|\/)(?:\.?pytest\.(?:ini|toml)|pyproject\.toml|tox\.ini|setup\.cfg)$/],
];

/** What a file is by its path; `undefined` for one that is none of a suite's surroundings. */
export function surroundingsKind(file: string): SurroundingsKind | undefined {
  const posix = file.replaceAll('\\', '/');
  return KINDS.find(([, pattern]) => pattern.test(posix))?.[0];
}
