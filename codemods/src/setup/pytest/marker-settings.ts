import path from 'node:path';

import type { Policy } from '@cogniverse/guide';
import type { PytestConfig } from 'eslint-plugin-cogniverse/registration';

import { markerLine, registeredIn } from './markers.ts';
import type { PytestProject } from './project.ts';
import { type Setting, type Situation, strictSetting } from './settings.ts';
import { collectsFrom, type Suite } from './suite.ts';

/** What is known of a project before anything is changed. */
export interface KnownProject {
  readonly project: PytestProject;
  readonly suite: Suite;
  readonly config: PytestConfig | undefined;
  readonly policy: Policy;
}

/**
 * That pytest takes no marker but those that are registered, and that all that are in use are.
 *
 * @param all All projects: pytest may collect the tests of inner ones under the configuration of an outer
 *   one, too.
 */
export function markerSettings(
  known: KnownProject,
  all: readonly KnownProject[],
  situation: Situation,
): readonly Setting[] {
  const { policy, config } = situation;
  const { unregistered, inDoubt } = known.suite;
  const strict = strictSetting(situation);
  const misspelt = [...unregistered.values()].filter(({ cause }) => cause.kind === 'misspelt');
  const wanted = new Set([
    ...registrable(known.suite),
    // Who refuses markers already would have been told of one that nothing registers.
    ...(strict?.kind === 'put' ? inDoubt : []),
    ...all.filter((inner) => isCollectedWith(known, inner, config.config)).flatMap(markersOfInner),
  ]);
  const registered = registeredIn(config.config);
  const names = [...wanted].filter((name) => !registered.has(name)).sort();
  const configs = all.flatMap(({ config: other }) => other ?? []);
  const lines: Setting[] = [];
  if (names.length > 0) {
    const entries = names.map((name) => markerLine(name, { policy, configs }));
    const shown = names.map((name) => `\`${name}\``).join(', ');
    const missing = `\`markers\` does not register ${shown}`;
    lines.push({ kind: 'put', wanted: { kind: 'lines', name: 'markers', entries }, missing });
  }
  const [wrong] = misspelt;
  const mended = misspelt.map(({ marker, cause, file, line, column }): Setting => {
    const meant = cause.kind === 'misspelt' ? cause.meant : marker;
    const missing = `the marker \`${marker}\` is not registered`;
    return {
      kind: 'manual',
      file,
      line,
      column,
      missing,
      snippet: meant,
      reason: 'it looks like a misspelling',
    };
  });
  if (strict?.kind !== 'put' || !wrong) return [...lines, ...mended, ...(strict ? [strict] : [])];
  // pytest would refuse the file as it is.
  const reason =
    `strict markers are left off until \`${wrong.marker}\` ` +
    `(${path.basename(wrong.file)}:${String(wrong.line)}) is mended`;
  return [...lines, ...mended, { kind: 'left', name: strict.wanted.name, reason }];
}

/** The markers that lack nothing but a line. */
function registrable({ unregistered }: Suite): readonly string[] {
  return [...unregistered.values()].flatMap(({ marker, cause }) =>
    cause.kind === 'misspelt' ? [] : [marker],
  );
}

function isCollectedWith(
  { project: { directory } }: KnownProject,
  { project }: KnownProject,
  config: PytestConfig,
): boolean {
  return project.directory !== directory && collectsFrom(config, directory, project.directory);
}

/** What an inner configuration registers for its tests, an outer one has to register for them as well. */
function markersOfInner({ suite, config }: KnownProject): readonly string[] {
  const own = config ? [...registeredIn(config).keys()] : [];
  return [...registrable(suite), ...own.filter((name) => suite.markers.has(name))];
}
