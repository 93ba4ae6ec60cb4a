import { setupEntry } from '../registration.ts';
import type { Invocation } from './invocations.ts';
import { inScript, type RunnerContext, type Target } from './target.ts';

/** The scripts of a package that run `node --test`; `undefined` where there is none. */
export function nodeTargets(context: RunnerContext): readonly Target[] | undefined {
  const { invocations, owner } = context;
  if (invocations.length === 0) return undefined;
  return invocations.map((invocation) =>
    invocation.program === 'borp'
      ? viaOptions(context, invocation)
      : { kind: 'script', file: owner.manifest.file, invocation, flag: 'node' },
  );
}

/** A program that starts Node.js itself. */
function viaOptions(context: RunnerContext, call: Invocation): Target {
  const { file } = context.owner.manifest;
  if (call.words.some(({ text }) => text.includes(setupEntry('node')))) return { kind: 'present', file };
  return {
    kind: 'manual',
    ...inScript(context, call),
    snippet: `NODE_OPTIONS='--import ${setupEntry('node')}' ${call.words.map(({ text }) => text).join(' ')}`,
    reason: `the script "${call.script}" runs ${call.program}, which starts Node.js itself`,
  };
}
