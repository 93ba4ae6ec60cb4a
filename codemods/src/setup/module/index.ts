import {
  findRegistration,
  parseSource,
  type RegistrationQuestion,
  type Site,
  type Verdict,
} from 'eslint-plugin-cogniverse/registration';

import type { Registration } from '../registration.ts';
import type { Manual, ModuleResult } from './result.ts';

export type { ModuleResult } from './result.ts';

const MARK = '\uFEFF';
/** More places than any configuration has. */
const MAX_SITES = 200;
/** Where the entry goes, as it is written by hand. */
const SNIPPETS = {
  vitest: (entry: string) => `test: { setupFiles: [${entry}] }`,
  jest: (entry: string) => `setupFilesAfterEnv: [${entry}]`,
  mocha: (entry: string) => `require: [${entry}]`,
  playwright: (entry: string) => `import ${entry};`,
};

/**
 * Registers the set-up in the text of a configuration module, whatever shape it has: where the rule
 * `require-test-setup` would report it, and so that the rule is silent. Nothing is written or run; what the module
 * imports from files beside it is read.
 *
 * @param text - The whole text, with its byte order mark if it has one.
 * @param fileName - Absolute path.
 */
export async function registerInModule(
  text: string,
  fileName: string,
  registration: Registration,
): Promise<ModuleResult> {
  const { runner, entry, runnerMajor, registered } = registration;
  if (runner === 'node') return { kind: 'unneeded', reason: 'node:test has no configuration modules' };
  const body = text.startsWith(MARK) ? text.slice(MARK.length) : text;
  const snippet = SNIPPETS[runner](`'${entry}'`);
  const manual = (offset: number, reason: string): Manual => ({
    kind: 'manual',
    ...placeOf(body, offset),
    snippet,
    reason,
  });

  const asked = { runner, major: runnerMajor, isRegistered: (file: string) => registered.has(file) };
  const verdict = verdictOn(body, fileName, asked);
  if (!verdict) return manual(0, 'it has a syntax error');
  const { state, places, reason = 'it configures no tests' } = verdict;
  if (state === 'registered') return { kind: 'present' };
  if (state === 'unneeded') return { kind: 'unneeded', reason };
  const [first] = places;
  // What names the entry in a way that is not understood was made so by somebody.
  if (!first)
    return body.includes(entry) ? { kind: 'present' } : manual(0, 'its projects are made when it runs');
  const sites = places.map(({ site }) => site);
  const refused = sites.find(isManual);
  const isDoubtful = !places.some(({ certain }) => certain);
  if (refused) return { ...manual(refused.node.range[0], refused.reason), isDoubtful };

  // Loaded late: ts-morph takes longer to load than all else.
  const { writeSite } = await import('./write-site.ts');
  let output = body;
  let [site] = inOrder(verdict);
  for (let count = 0; site; count += 1) {
    const written = isManual(site) || count > MAX_SITES ? undefined : writeSite(output, fileName, site, entry);
    const rest = written === undefined ? undefined : verdictOn(written, fileName, asked);
    if (written === undefined || !rest)
      return manual(first.site.node.range[0], 'no edit would register it everywhere');
    output = written;
    // What was written may be what another place takes over: the places are looked for again.
    [site] = inOrder(rest);
  }
  const mark = text.slice(0, text.length - body.length);
  return { kind: 'edited', text: mark + output, certain: !isDoubtful };
}

/** The sites in the order of the text. */
function inOrder({ places }: Verdict): readonly Site[] {
  return places.map(({ site }) => site).toSorted((a, b) => a.node.range[0] - b.node.range[0]);
}

function verdictOn(body: string, fileName: string, asked: RegistrationQuestion): Verdict | undefined {
  const source = parseSource(fileName, body);
  return source && findRegistration(source, asked);
}

function isManual(site: Site): site is Extract<Site, { kind: 'manual' }> {
  return site.kind === 'manual';
}

/** Line and column of an offset, from 1. */
function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
