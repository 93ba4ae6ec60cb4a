import { CacheableLoads, type CacheableLoad, type TextEdit } from 'eslint-plugin-cogniverse/editing';

import type { Finding, RuleNode, StructuralCodemod, StructuralEdit, StructuralFile } from '../codemod.ts';
import { namedImport } from '../named-import.ts';
import { cachedCall } from './cached-call.ts';

const MODULE = '@cogniverse/test-setup';
const NAME = 'getOrLoadModel';

/** Has models that tests load for themselves loaded once and kept. */
export const cacheModels: StructuralCodemod = { rule: 'prefer-cached-models', edit };

function edit({ linted, findings }: StructuralFile): StructuralEdit {
  const { source, text, visitorKeys } = linted;
  const loads = new CacheableLoads({ source, text: text.text, visitorKeys });
  const left = new Map<Finding, string>();
  const judged = new Map<Finding, CacheableLoad>();
  for (const finding of findings) {
    const call = callOf(finding);
    const verdict = call ? loads.judge(call) : 'the call is not to be found';
    if (typeof verdict === 'string') left.set(finding, verdict);
    else judged.set(finding, verdict);
  }
  leaveWithOthers(judged, left, loads);
  const named = namedImport(linted, MODULE, NAME, [...judged.values()].map(({ call }) => call));
  if (named.kind === 'impossible') {
    for (const finding of judged.keys()) left.set(finding, named.reason);
    return { edits: [], left };
  }
  const edits: TextEdit[] = judged.size > 0 ? [...named.edits] : [];
  for (const load of judged.values()) edits.push(...cachedCall(load, named.local, linted));
  return { edits, left };
}

/** A load that is repeated because of another one stays where that one has to: it would be the only one then. */
function leaveWithOthers(
  judged: Map<Finding, CacheableLoad>,
  left: Map<Finding, string>,
  loads: CacheableLoads,
): void {
  const isRepeated = ({ message }: Finding): boolean => message.messageId === 'again';
  const staying = [...left.keys()].filter(isRepeated);
  for (const [finding, { call }] of [...judged]) {
    const other = staying.find((stays) => {
      const otherCall = callOf(stays);
      return otherCall !== undefined && loads.areSame(call, otherCall);
    });
    if (!other) continue;
    judged.delete(finding);
    left.set(finding, `the load of the same model in line ${other.message.line} stays as it is`);
  }
}

/** The call whose beginning, up to its callee's end, a finding underlines. */
function callOf({ node, range }: Finding): CacheableLoad['call'] | undefined {
  for (let call: RuleNode | undefined = node; call; call = call.parent) {
    if (call.type !== 'CallExpression' && call.type !== 'NewExpression') continue;
    if (call.range[0] === range[0] && call.callee.range[1] === range[1]) return call;
  }
  return undefined;
}
