import path from 'node:path';

import { messageOf } from '../../errors.ts';
import { listFolder } from '../../files/list-folder.ts';
import { toPosix } from '../../files/posix.ts';
import { UnusableFile } from '../../setup/draft-files.ts';
import { insertPair, parseYamlMap } from '../../setup/text/edit-yaml.ts';
import { applySplices, splitMark } from '../../setup/text/splice.ts';
import { pageAddress } from '../pages.ts';
import type { PartPlan } from '../part.ts';
import { type InitProject, programIn } from '../project.ts';
import { findRepository, type Repository } from './host.ts';
import { githubWorkflow, gitlabJob } from './jobs.ts';

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
      const text = `neither GitHub nor GitLab hosts this project, as far as can be seen. Recipes for any CI: ${pageAddress('ci.md')}`;
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
    return { part: 'ci', files: [], notes: [{ kind: 'present', text: `${present.relative} runs the check` }] };
  }
  const file = path.join(root, '.github/workflows/cogniverse.yml');
  files.create(file, githubWorkflow({ defaultBranch, folder: folderIn(project, root) }));
  return { part: 'ci', files: [file], notes: [] };
}

function planGitlab(project: InitProject, { root }: Repository): PartPlan {
  const { files } = project;
  const file = path.join(root, '.gitlab-ci.yml');
  const lines = gitlabJob({ program: programIn(project), folder: folderIn(project, root) });
  if (!files.has(file)) {
    files.create(file, `${lines.join('\n')}\n`);
    return { part: 'ci', files: [file], notes: [] };
  }
  if (textMatches(file, project)) {
    return { part: 'ci', files: [], notes: [{ kind: 'present', text: '.gitlab-ci.yml runs the check' }] };
  }
  const reason = addJob(file, lines, project);
  if (reason === undefined) return { part: 'ci', files: [file], notes: [] };
  const text = `.gitlab-ci.yml: ${reason}. Write there:`;
  return { part: 'ci', files: [], notes: [{ kind: 'manual', text, snippet: lines.join('\n') }] };
}

/** Adds a job behind everything else; why that can't be done, where it can't. */
function addJob(file: string, lines: readonly string[], { files }: InitProject): string | undefined {
  try {
    const { mark, body } = splitMark(files.read(file));
    const splices = insertPair(body, parseYamlMap(body), ['', ...lines]);
    if (typeof splices === 'string') return splices;
    files.edit(file, mark + applySplices(body, splices));
    return undefined;
  } catch (error) {
    return messageOf(error);
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
