import { isProbeUrl, type CapabilityProbe } from '@cogniverse/guide/runtime';

import { debug } from '../debug.ts';
import { currentPolicy } from '../policy.ts';
import { threadState } from '../realm.ts';
import { cachedOutcome, type Outcome } from './cached-outcome.ts';
import { type Check, knownCapability, knownNames } from './known-capabilities.ts';
import { probe } from './probe.ts';
import { currentSkip } from './skip.ts';

/**
 * Something that a test needs: a name (`'ollama'`, `'ollama:qwen2:0.5b'`, `'colpali'`, `'gpu'`, one of the
 * policy's `capabilities` or of `defineCapability`, each also as the marker `requires_…`), or what to look
 * for.
 */
export type Capability = string | CapabilityProbe;

/** Finds out whether something is there: `true`, or `false` or the reason why it is not. */
export type CapabilityCheck = () => boolean | string | Promise<boolean | string>;

/** Whether what was required is there; `reason` says what is missing. */
export type Requirement =
  | { readonly available: true; readonly reason: undefined }
  | { readonly available: false; readonly reason: string };

const state = threadState('capabilities', () => ({
  defined: new Map<string, CapabilityProbe | CapabilityCheck>(),
}));

/**
 * Skips what runs without something that it needs, with the reason.
 *
 * In a test or a hook it skips the test, or the tests that the hook is for, where something is missing.
 * While a file is loaded, as in `const ollama = await requires('ollama')` at its top, it says what it found:
 * `describe.skipIf(!ollama.available)`.
 *
 * What it found holds for a minute, in this process and in the others of the same run. A look takes five
 * seconds at most.
 *
 * @param capabilities - All of them have to be there.
 * @throws {TypeError} If a name is not known.
 */
export async function requires(...capabilities: readonly [Capability, ...Capability[]]): Promise<Requirement> {
  const skip = currentSkip();
  const looked = capabilities.map(resolve).map(async ({ label, look }) => {
    const reason = await look();
    debug(() => `requires ${label}: ${reason ?? 'there'}`);
    return reason === undefined ? [] : [`needs ${label}: ${reason}`];
  });
  const missing = (await Promise.all(looked)).flat();
  if (missing.length === 0) return { available: true, reason: undefined };
  const reason = missing.join('; ');
  skip?.(reason);
  return { available: false, reason };
}

/**
 * Gives a name to something that tests need, for `requires`. Where a file has modules of its own, as in
 * Vitest and Jest, the name holds for that file; `capabilities` of the policy hold for all.
 *
 * @param name - Letters, digits, `_`, `-` and `.`.
 * @param found - What to look for, or a function that looks.
 */
export function defineCapability(name: string, found: CapabilityProbe | CapabilityCheck): void {
  if (!/^[\w.-]+$/.test(name)) {
    throw new TypeError(`defineCapability: "${name}" is no name; use letters, digits, "_", "-" and ".".`);
  }
  if (typeof found !== 'function') checkProbe(found, `defineCapability("${name}")`);
  state.defined.set(plainName(name), found);
}

/** Forgets what `defineCapability` defined, at the end of a file whose modules end with it. */
export function forgetCapabilities(): void {
  state.defined.clear();
}

interface Look {
  readonly label: string;
  readonly look: () => Promise<Outcome>;
}

function resolve(capability: Capability): Look {
  if (typeof capability !== 'string') {
    checkProbe(capability, 'requires()');
    const label = capability.url ?? capability.command?.join(' ') ?? capability.environment ?? capability.model;
    return { label: label ?? '', look: lookFor(capability) };
  }
  const name = plainName(capability);
  const { capabilities } = currentPolicy();
  const found =
    state.defined.get(name) ??
    Object.entries(capabilities).find(([key]) => plainName(key) === name)?.[1] ??
    knownCapability(name);
  if (found === undefined) {
    const names = [...knownNames, ...Object.keys(capabilities), ...state.defined.keys()].join(', ');
    throw new TypeError(
      `requires("${capability}"): not known. Known here: ${names}. Add it to "capabilities" in the policy, ` +
        `or with defineCapability("${name}", …).`,
    );
  }
  if (typeof found !== 'function') return { label: name, look: lookFor(found) };
  return { label: name, look: () => cachedOutcome(name, () => limited(found), state.defined.has(name)) };
}

function lookFor(found: CapabilityProbe): () => Promise<Outcome> {
  return () => cachedOutcome(JSON.stringify(found), () => probe(found));
}

/** How long a function may look, in milliseconds. */
const LIMIT = 5000;

async function limited(check: CapabilityCheck | Check): Promise<Outcome> {
  const signal = AbortSignal.timeout(LIMIT);
  const late = new Promise<string>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(`no result after ${LIMIT / 1000} s`);
    });
  });
  try {
    const found = await Promise.race([check(), late]);
    if (found === true || found === undefined) return undefined;
    return found === false || found === '' ? 'it is not there' : found;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function plainName(name: string): string {
  return name.replace(/^requires_/, '');
}

function checkProbe(found: CapabilityProbe, where: string): void {
  const { url, command, environment, model } = found;
  if (url === undefined && command === undefined && environment === undefined && model === undefined) {
    throw new TypeError(`${where}: says nothing to look for. Give any of url, command, environment, model.`);
  }
  if (url !== undefined && !isProbeUrl(url)) {
    throw new TypeError(
      `${where}: "${url}" is no address to ask. Write "http://localhost:8080/health" or "tcp://localhost:5432".`,
    );
  }
}
