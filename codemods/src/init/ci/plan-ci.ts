import path from 'node:path';

import { listFolder } from '../../files/list-folder.ts';
import { toPosix } from '../../files/posix.ts';
import { pageAddress } from '../../page-address.ts';
import { addCheck, type CheckPlace, runsCheck } from '../add-check.ts';
import type { PartPlan } from '../part.ts';
import type { InitProject } from '../project.ts';
import { addToGitlab, gitlabLines } from './add-to-gitlab.ts';
import { githubWorkflow } from './github-workflow.ts';
import { findRepository, type Repository } from './host.ts';

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
  const present = listed.find(({ relative }) => runsCheck(path.join(root, relative), project));
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
  const folder = folderIn(project, root);
  const snippet = gitlabLines(folder).join('\n');
  const file = path.join(root, '.gitlab-ci.yml');
  const place: CheckPlace = {
    file,
    edit: (text) => (text === '' ? { text: `${snippet}\n` } : addToGitlab(text, folder)),
    snippet,
  };
  return { part: 'ci', ...addCheck(place, project) };
}

/** The folder that is set up, from the repository's root with `/`; nothing for the root itself. */
function folderIn({ folder }: InitProject, root: string): string {
  return toPosix(path.relative(root, folder));
}
