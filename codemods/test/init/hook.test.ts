import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { addToLefthook } from '../../src/init/hook/add-to-lefthook.ts';
import { addToPreCommit } from '../../src/init/hook/add-to-pre-commit.ts';

const OURS = '- repo: https://github.com/cogniverse/test-toolkit\n';
const COMMAND = 'npx cogniverse-codemod check --staged';

it('writes what the page on hooks shows', () => {
  const page = readFileSync(new URL('../../../docs/hook.md', import.meta.url), 'utf8');
  const [, version = ''] = /rev: v([\d.]+)/.exec(page) ?? [];
  const preCommit = addToPreCommit('repos:\n  - repo: a\n', version);
  expect(page).toContain(
    'text' in preCommit ? preCommit.text.replace('  - repo: a\n', '') : preCommit.reason,
  );
  const lefthook = addToLefthook('', COMMAND);
  expect(page).toContain('text' in lefthook ? lefthook.text : lefthook.reason);
});

describe('addToPreCommit', () => {
  it('writes as the other repositories are written', () => {
    const flat = "repos:\n- repo: https://a\n  rev: '1'\n  hooks:\n  - id: a  # why\n";
    expect(addToPreCommit(flat, '1.2.3')).toEqual({
      text: `${flat}${OURS}  rev: v1.2.3\n  hooks:\n  - id: cogniverse-check\n`,
    });
    const spaced = 'repos:\n  - repo: a\n    hooks:\n      - id: a\n\n  - repo: b\n    hooks:\n      - id: b';
    expect(addToPreCommit(spaced, '1.2.3')).toEqual({
      text: `${spaced}\n\n  ${OURS}    rev: v1.2.3\n    hooks:\n      - id: cogniverse-check\n`,
    });
  });

  it('writes in front of what follows, and behind the comments of the last one', () => {
    const text =
      'repos:\r\n  - repo: a\r\n    hooks:\r\n      - id: a\r\n      # - id: b\r\n\r\nexclude: c\r\n';
    expect(addToPreCommit(text, '1.2.3')).toEqual({
      text: text.replace(
        '\r\n\r\nexclude',
        `\r\n  ${OURS.replace('\n', '\r\n')}    rev: v1.2.3\r\n    hooks:\r\n      - id: cogniverse-check\r\n\r\nexclude`,
      ),
    });
  });

  it('leaves what it can not write into', () => {
    expect(addToPreCommit('repos: []\n', '1.2.3')).toEqual({ reason: 'it lists no `repos`' });
    expect(addToPreCommit('repos: [{ repo: a }]\n', '1.2.3')).toEqual({
      reason: 'the list stands in brackets',
    });
  });
});

describe('addToLefthook', () => {
  it.each([
    [
      'no hook',
      'pre-push:\n  jobs:\n    - run: a\n',
      `pre-commit:\n  jobs:\n    - name: cogniverse\n      run: ${COMMAND}\n`,
    ],
    [
      'jobs',
      'pre-commit:\n  parallel: true\n  jobs:\n    - name: a\n      run: b\n',
      `    - name: cogniverse\n      run: ${COMMAND}\n`,
    ],
    [
      'commands',
      'pre-commit:\n  commands:\n    a:\n      run: b\n',
      `    cogniverse:\n      run: ${COMMAND}\n`,
    ],
  ])('adds to %s', (_, before, added) => {
    expect(addToLefthook(before, COMMAND)).toEqual({ text: before + added });
  });
});
