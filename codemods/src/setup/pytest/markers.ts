import { defaultPolicy, type Policy } from '@cogniverse/guide';
import type { PytestConfig } from 'eslint-plugin-cogniverse/registration';

/** What is known of markers beside their names. */
export interface MarkerTexts {
  readonly policy: Policy;
  /** Configurations of the same project, which may describe a marker that one of them leaves out. */
  readonly configs: readonly PytestConfig[];
}

/** The markers that a configuration registers, with their lines. */
export function registeredIn(config: PytestConfig): ReadonlyMap<string, string> {
  return new Map(
    config.lines('markers').flatMap((line): [string, string][] => {
      const name = /^\w+/.exec(line)?.[0];
      return name === undefined ? [] : [[name, line]];
    }),
  );
}

/**
 * The line that registers a marker: with the words of the project's policy, else with those of another
 * configuration of the project, else with the guide's, else with its name made into words.
 */
export function markerLine(name: string, { policy, configs }: MarkerTexts): string {
  const own = policy.markers[name];
  const guide = defaultPolicy.markers[name];
  if (own !== undefined && own !== guide) return `${name}: ${own}`;
  const other = configs.map((config) => registeredIn(config).get(name)).find((line) => line !== undefined);
  return other ?? `${name}: ${guide ?? inWords(name)}`;
}

function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim();
  const [, capability] = /^requires (.+)$/.exec(words) ?? [];
  return capability === undefined ? words : `needs ${capability}`;
}
