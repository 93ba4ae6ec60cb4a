import { setupEntry } from '../registration.ts';
import type { Invocation } from './invocations.ts';
import { inScript, type RunnerContext, type Target } from './target.ts';

/** The scripts of a package that run `node --test`; `undefined` where there is none. */
export function nodeTargets(context: RunnerContext): readonly Target[] | undefined {
  const { invocations, owner } = context;
  if (invocations.length === 0) return undefined;
  const direct = invocations.filter(({ program }) => program === 'node');
  const others = invocations.filter(({ program }) => program !== 'node');
  return [
    ...direct.map((invocation): Target => ({
      kind: 'script',
      file: owner.manifest.file,
      invocation,
      flag: 'node',
    })),
    ...(others.length > 0 ? [viaOptions(context, others)] : []),
  ];
}

/** Scripts with a program that starts Node.js itself, which takes the set-up from the environment. */
function viaOptions(context: RunnerContext, calls: readonly Invocation[]): Target {
  const { manifest } = context.owner;
  const missing = calls.filter(({ words }) => !words.some(({ text }) => text.includes(setupEntry('node'))));
  const [first] = missing;
  if (!first) return { kind: 'present', file: manifest.file };
  const names = [...new Set(missing.map(({ script }) => script))];
  const scripts =
    names.length > 1
      ? `${names.length} scripts, the first of them "${first.script}", run`
      : `the script "${first.script}" runs`;
  const crossEnv = manifest.dependsOn(['cross-env']) ? 'cross-env ' : '';
  return {
    kind: 'manual',
    ...inScript(context, first),
    snippet: `${crossEnv}NODE_OPTIONS="--import ${setupEntry('node')}" ${first.word.text} ...`,
    reason: `${scripts} ${first.program}, which starts Node.js itself and takes the set-up from the environment`,
  };
}
