import path from 'node:path';

import { messageOf } from '../../errors.ts';
import { listFolder } from '../../files/list-folder.ts';
import { toPosix } from '../../files/posix.ts';
import { UnusableFile } from '../../setup/draft-files.ts';
import type { Edited } from '../hook/add-to-pre-commit.ts';
import { pageAddress } from '../pages.ts';
import type { PartPlan } from '../part.ts';
import type { InitProject } from '../project.ts';
import { addToGitlab, gitlabLines } from './add-to-gitlab.ts';
import { githubWorkflow } from './github-workflow.ts';
import { findRepository, type Repository } from './host.ts';

const OURS = /cogniverse-codemod|cogniverse\/test-toolkit/;

/** Plans the job that runs the check in CI, where the project is hosted. */
export async function planCiJob(project: InitProject): Promise<PartPlan> {
  const repository = await findRepository(project);
  switch (repository?.host) {
    case 'github':
      return planGithub(project, repository);
    case 'gitlab':
      return planGitlab(project, repository);
    default: {
      const text =
        'neither GitHub nor GitLab hosts this project, as far as can be seen. ' +
        `Recipes for any CI: ${pageAddress('ci.md')}`;
      return { part: 'ci', files: [], notes: [{ kind: 'skipped', text }] };
    }
  }
}

async function planGithub(project: InitProject, { root, defaultBranch }: Repository): Promise<PartPlan> {
  const { files } = project;
  const listed = await listFolder(root, {
    glob: '.github/workflows/*',
    accepts: (relative) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(relative),
  });
  const present = listed.find(({ relative }) => textMatches(path.join(root, relative), project));
  if (present) {
    return {
      part: 'ci',
      files: [],
      notes: [{ kind: 'present', text: `${present.relative} runs the check` }],
    };
  }
  const file = path.join(root, '.github/workflows/cogniverse.yml');
  files.create(file, githubWorkflow({ defaultBranch, folder: folderIn(project, root) }));
  return { part: 'ci', files: [file], notes: [] };
}

function planGitlab(project: InitProject, { root }: Repository): PartPlan {
  const { files } = project;
  const file = path.join(root, '.gitlab-ci.yml');
  const folder = folderIn(project, root);
  const lines = gitlabLines(folder);
  if (!files.has(file)) {
    files.create(file, `${lines.join('\n')}\n`);
    return { part: 'ci', files: [file], notes: [] };
  }
  if (textMatches(file, project)) {
    return { part: 'ci', files: [], notes: [{ kind: 'present', text: '.gitlab-ci.yml runs the check' }] };
  }
  const edited = tryToAdd(file, folder, project);
  if ('text' in edited) {
    files.edit(file, edited.text);
    return { part: 'ci', files: [file], notes: [] };
  }
  const text = `.gitlab-ci.yml: ${edited.reason}. Write there:`;
  return { part: 'ci', files: [], notes: [{ kind: 'manual', text, snippet: lines.join('\n') }] };
}

function tryToAdd(file: string, folder: string, { files }: InitProject): Edited {
  try {
    return addToGitlab(files.read(file), folder);
  } catch (error) {
    return { reason: messageOf(error) };
  }
}

function textMatches(file: string, { files }: InitProject): boolean {
  try {
    return OURS.test(files.read(file));
  } catch (error) {
    // What can't be read says nothing.
    if (error instanceof UnusableFile) return false;
    throw error;
  }
}

/** The folder that is set up, from the repository's root with `/`; nothing for the root itself. */
function folderIn({ folder }: InitProject, root: string): string {
  return toPosix(path.relative(root, folder));
}
