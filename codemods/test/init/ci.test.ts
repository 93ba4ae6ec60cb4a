import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { addToGitlab } from '../../src/init/ci/add-to-gitlab.ts';
import { githubWorkflow } from '../../src/init/ci/github-workflow.ts';

const REMOTE = '  - remote: https://raw.githubusercontent.com/cogniverse/test-toolkit/v0/gitlab/lint.yml\n';

it('writes the workflow that the page on CI shows', () => {
  const page = readFileSync(new URL('../../../docs/ci.md', import.meta.url), 'utf8');
  expect(page).toContain(githubWorkflow({ defaultBranch: 'main', folder: '' }));
  expect(page).toContain(REMOTE);
});

describe('addToGitlab', () => {
  it.each([
    ['nothing', '', '', `include:\n${REMOTE}`],
    ['jobs', 'build:\n  script: make\n', '', `\ninclude:\n${REMOTE}`],
    ['a list of includes', 'include:\n  - local: a.yml\n', '', REMOTE],
    [
      'other stages, and a folder',
      'stages: [build, lint]\n',
      'web',
      `\ninclude:\n${REMOTE}\ncogniverse:\n  stage: lint\n  variables:\n    COGNIVERSE_PATHS: web\n`,
    ],
  ])('adds the template to %s', (_, before, folder, added) => {
    expect(addToGitlab(before, folder)).toEqual({ text: before + added });
  });

  it('leaves what is no list', () => {
    expect(addToGitlab('include: a.yml\n', '')).toEqual({ reason: '`include` is no list' });
  });
});
