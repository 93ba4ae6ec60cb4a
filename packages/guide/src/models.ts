import { isGlob, matchesGlob } from './name-pattern.ts';

/**
 * Which models tests may load. Names are Hugging Face ids or Ollama tags, or globs of them (`*`, `?`).
 */
export interface ModelPolicy {
  readonly allow: readonly string[];
  /** Refused names, each with the name to use instead, or `null`. */
  readonly deny: Readonly<Record<string, string | null>>;
}

/** What a policy says of one model name. `pattern` is the entry of `deny` that refuses it. */
export type ModelVerdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied'; readonly pattern: string; readonly replacement?: string }
  | { readonly kind: 'unlisted' };

/** One entry of the guide's model list. */
export interface GuideModel {
  /** A name or a glob. */
  readonly pattern: string;
  readonly verdict: 'allowed' | 'denied';
  readonly replacement?: string;
  readonly reason: string;
}

const randomWeights = 'a few hundred kilobytes of random weights, made for tests';
const tiny = 'the smallest of its family, tens of megabytes';

/** The guide's model list. */
export const guideModels: readonly GuideModel[] = [
  {
    pattern: 'vidore/colsmol-500m',
    verdict: 'allowed',
    reason: 'small (500 million parameters) and stable on a CPU',
  },
  {
    pattern: 'vidore/colpali-v1.2',
    verdict: 'denied',
    replacement: 'vidore/colsmol-500m',
    reason: 'loads slowly and crashes or hangs test processes with its threads',
  },
  { pattern: 'hf-internal-testing/*', verdict: 'allowed', reason: randomWeights },
  { pattern: 'onnx-internal-testing/*', verdict: 'allowed', reason: randomWeights },
  { pattern: 'optimum-internal-testing/*', verdict: 'allowed', reason: randomWeights },
  { pattern: 'peft-internal-testing/*', verdict: 'allowed', reason: randomWeights },
  { pattern: 'trl-internal-testing/*', verdict: 'allowed', reason: randomWeights },
  { pattern: 'sentence-transformers-testing/*', verdict: 'allowed', reason: randomWeights },
  { pattern: 'cross-encoder-testing/*', verdict: 'allowed', reason: tiny },
  { pattern: 'sparse-encoder-testing/*', verdict: 'allowed', reason: tiny },
  { pattern: '*/tiny-random-*', verdict: 'allowed', reason: randomWeights },
  { pattern: '*/*-tiny-random', verdict: 'allowed', reason: randomWeights },
  { pattern: '*/tiny-*', verdict: 'allowed', reason: tiny },
  { pattern: '*/*-tiny', verdict: 'allowed', reason: tiny },
  { pattern: '*/*-tiny.en', verdict: 'allowed', reason: tiny },
  { pattern: '*/*-tiny-*', verdict: 'allowed', reason: tiny },
];

/** The guide's model list as a policy. */
export const guideModelPolicy: ModelPolicy = {
  allow: guideModels.filter(({ verdict }) => verdict === 'allowed').map(({ pattern }) => pattern),
  deny: Object.fromEntries(
    guideModels
      .filter(({ verdict }) => verdict === 'denied')
      .map(({ pattern, replacement }) => [pattern, replacement ?? null]),
  ),
};

/**
 * Looks a model name up in a policy.
 *
 * Case does not count. An entry without `*` or `?` is the whole name; an Ollama name without a tag is its
 * tag `latest`, in the policy as in the code, so `qwen2` covers `qwen2:latest` and not `qwen2:7b`, and
 * `qwen2:*` covers all three.
 *
 * Precedence: among the entries that match, the most exact one decides: a name before any glob, and of
 * two globs the one with more literal characters. Where an entry of `allow` and one of `deny` are equally
 * exact, `deny` wins.
 *
 * @param name - The name as it stands in the code.
 * @param policy - The lists to look it up in.
 */
export function checkModel(name: string, policy: ModelPolicy): ModelVerdict {
  const allowed = mostExact(name, policy.allow);
  const denied = mostExact(name, Object.keys(policy.deny));
  if (denied !== undefined && exactness(denied) >= exactness(allowed)) {
    const replacement = policy.deny[denied];
    return { kind: 'denied', pattern: denied, ...(typeof replacement === 'string' && { replacement }) };
  }
  return { kind: allowed === undefined ? 'unlisted' : 'allowed' };
}

/** Whether two entries of a policy are the same one: equal but for case and the tag `latest`. */
export function isSameModel(first: string, second: string): boolean {
  return comparable(first) === comparable(second);
}

function mostExact(name: string, patterns: readonly string[]): string | undefined {
  let best: string | undefined;
  for (const pattern of patterns) {
    if (exactness(pattern) > exactness(best) && matches(name, pattern)) {
      best = pattern;
    }
  }
  return best;
}

function exactness(pattern: string | undefined): number {
  if (pattern === undefined) {
    return -1;
  }
  return isGlob(pattern) ? pattern.replace(/[*?]/g, '').length : Infinity;
}

function matches(name: string, pattern: string): boolean {
  if (!isGlob(pattern)) {
    return isSameModel(name, pattern);
  }
  const glob = pattern.toLowerCase();
  const plain = comparable(name);
  if (matchesGlob(glob, plain)) {
    return true;
  }
  // Most names with an owner are Hugging Face ids, which have no tags: `*:latest` is not meant for them.
  const mayHaveTag = !plain.includes('/') || glob.includes('/');
  return mayHaveTag && !/:[^/]*$/.test(plain) && matchesGlob(glob, `${plain}:latest`);
}

function comparable(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/:latest$/, '');
}
