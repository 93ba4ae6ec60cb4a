import { nearMiss } from '../../resolve/near-miss.ts';
import { isTestMember } from '../../resolve/test-calls/vocabulary.ts';
import type { RunnerName } from '../../settings.ts';

const MEMBERS: Readonly<Record<RunnerName, readonly string[]>> = {
  vitest: 'only skip todo concurrent sequential shuffle fails each for runIf skipIf extend'.split(' '),
  jest: 'only skip todo concurrent failing each'.split(' '),
  mocha: ['only', 'skip'],
  node: ['only', 'skip', 'todo'],
  playwright: 'only skip fixme fail serial parallel extend'.split(' '),
};
const ALL = Object.values(MEMBERS).flat();
/** Members of some runner that are near to those. */
const OTHERS = new Set([
  'step',
  'slow',
  'use',
  'info',
  'expect',
  'timeout',
  'retries',
  'configure',
  'mock',
  'abort',
]);

const known = new Map<string, boolean>();

/** Whether a name is no member of any runner's test functions, but is near to one. */
export function mayBeMisspelt(name: string): boolean {
  if (isTestMember(name) || OTHERS.has(name)) return false;
  let isNear = known.get(name);
  if (isNear === undefined) {
    isNear = ALL.some((member) => nearMiss(name, [member]) !== undefined);
    known.set(name, isNear);
  }
  return isNear;
}

/** The member of a runner's test functions that a name was meant to be, if that is sure. */
export function meantMember(name: string, runner: RunnerName): string | undefined {
  return mayBeMisspelt(name) ? nearMiss(name, MEMBERS[runner]) : undefined;
}

const CHAIN = /\b(?:test|it|describe|suite)((?:\s*\.\s*\w+)+)/g;
/** What may give a test function another name. */
const RENAMED = new RegExp(
  [
    String.raw`\b(?:test|it|describe|suite)(?:\s+as\s|\s*:\s*\w+\s*[,}])`,
    String.raw`=\s*(?:\w+\s*\.\s*)?(?:test|it|describe|suite)\b`,
    String.raw`\bextend\s*\(`,
  ].join('|'),
);
const ANY_CHAIN = /[\w$]((?:\s*\.\s*\w+)+)/g;

/** Whether a text can hold a member of a test function that is misspelt. */
export function mayMisspellMember(text: string): boolean {
  for (const [, chain = ''] of text.matchAll(RENAMED.test(text) ? ANY_CHAIN : CHAIN)) {
    if (chain.split('.').some((name) => mayBeMisspelt(name.trim()))) return true;
  }
  return false;
}
