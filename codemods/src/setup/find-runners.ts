import path from 'node:path';

import type { DraftFiles } from './draft-files.ts';
import type { ProjectPackage } from './find-packages.ts';
import { type Runner, RUNNERS } from './registration.ts';
import { invocationsIn, runnerOf } from './runners/invocations.ts';
import { jestTargets } from './runners/jest.ts';
import { mochaTargets } from './runners/mocha.ts';
import { nodeTargets } from './runners/node.ts';
import { playwrightTargets } from './runners/playwright.ts';
import { isFolder, majorOf, type RunnerContext, type RunnerUse, type Target } from './runners/target.ts';
import { vitestTargets } from './runners/vitest.ts';

/** The packages that bring a runner, the one that its version is asked of first. */
export const RUNNER_PACKAGES: Readonly<Record<Runner, readonly string[]>> = {
  vitest: ['vitest'],
  jest: ['jest', 'jest-cli', '@jest/core'],
  mocha: ['mocha', 'ts-mocha'],
  node: [],
  playwright: ['@playwright/test', '@playwright/experimental-ct-react', '@playwright/experimental-ct-vue'],
};

const FINDERS: Readonly<Record<Runner, Finder>> = {
  vitest: vitestTargets,
  jest: jestTargets,
  mocha: mochaTargets,
  node: nodeTargets,
  playwright: playwrightTargets,
};

type Found = readonly Target[] | undefined;
type Finder = (context: RunnerContext, files: DraftFiles) => Found | Promise<Found>;

/** The runners that a package uses, and where each takes its set-up from. Nothing is run. */
export async function findRunners(
  owner: ProjectPackage,
  root: string,
  files: DraftFiles,
): Promise<readonly RunnerUse[]> {
  // A script may change to a folder that is only built later.
  const invocations = invocationsIn(owner.manifest.scripts).filter(({ folder }) =>
    isFolder(path.resolve(owner.directory, folder)),
  );
  const uses: (RunnerUse & { readonly isGuess: boolean })[] = [];
  for (const runner of RUNNERS) {
    const [name] = RUNNER_PACKAGES[runner];
    const context: RunnerContext = {
      owner,
      root,
      invocations: invocations.filter(({ program }) => runnerOf(program) === runner),
      major: name === undefined ? undefined : majorOf(name, owner.directory, root),
      isDependency: owner.manifest.dependsOn(RUNNER_PACKAGES[runner]),
    };
    const targets = await FINDERS[runner](context, files);
    if (!targets) continue;
    const isGuess = context.invocations.length === 0 && targets.every(({ kind }) => kind === 'create');
    uses.push({ runner, owner, major: context.major, targets: withoutDoubt(targets), isGuess });
  }
  // What is a dependency alone, beside a runner that is called or configured, is there for another purpose.
  const isCertain = uses.some(({ isGuess }) => !isGuess);
  return isCertain ? uses.filter(({ isGuess }) => !isGuess) : uses;
}

/** Where all that is there is in doubt, the set-up is missing. */
function withoutDoubt(targets: readonly Target[]): readonly Target[] {
  const isInDoubt = targets.every((target) => target.kind === 'manual' && target.isDoubtful === true);
  return isInDoubt ? targets.map((target) => ({ ...target, isDoubtful: false })) : targets;
}
