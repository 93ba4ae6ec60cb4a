import { describe, expect, it } from 'vitest';

import { renderPage } from '../src/explain/render-page.ts';
import { EXPLAINED, rulePage } from '../src/explain/rule-pages.ts';
import { Project } from './support/project.ts';

const ADDRESS = 'https://github.com/cogniverse/test-toolkit/blob/main/docs/rules/a.md';
const ESCAPE = '\u001B[';

function rendered(markdown: string, width = 40): string {
  return renderPage(markdown, { width, colour: false, address: ADDRESS });
}

describe('explain', () => {
  it.each(EXPLAINED)('shows %s, as its page has it', (rule) => {
    const shown = renderPage(rulePage(rule), { width: 80, colour: false, address: ADDRESS });
    expect(shown).toMatch(new RegExp(`^${rule}\n=+\n\n`));
    for (const heading of ['Why', 'Bad', 'Good', 'Options']) expect(shown).toContain(`\n${heading}\n---`);
    expect(shown).not.toMatch(/<!--|-->|\]\(|&lt;|&quot;|^\|/m);
  });

  it('says where the page is, too', () => {
    const { stdout, exitCode } = new Project().run(['explain', 'xdist-by-file']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^xdist-by-file\n=+\n\n/);
    expect(stdout).toContain(
      '\nThis page: https://github.com/cogniverse/test-toolkit/blob/main/docs/rules/xdist-by-file.md\n',
    );
  });

  it('lists all rules', () => {
    const { stdout, exitCode } = new Project().run(['explain']);
    expect(exitCode).toBe(0);
    for (const rule of EXPLAINED) expect(stdout).toMatch(new RegExp(`^${rule} +[A-Z]`, 'm'));
  });

  it.each([
    ['require-async-timout', 'Did you mean require-async-timeout?'],
    ['cogniverse/unique-tenant-id', 'Did you mean unique-tenant-ids?'],
    ['timeout', 'Did you mean require-async-timeout?'],
    ['nonsense', 'cogniverse-codemod explain lists all rules'],
  ])('says of %s: %s', (name, hint) => {
    const { stderr, exitCode } = new Project().run(['explain', name]);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`Unknown rule ${JSON.stringify(name)}. ${hint}\n`);
  });

  it('knows a rule by its full name, and a command for one', () => {
    const project = new Project();
    expect(project.run(['explain', 'cogniverse/allowed-models']).stdout).toMatch(/^allowed-models\n/);
    expect(project.run(['explain', 'fix-imports']).stderr).toBe(
      'fix-imports is a command, not a rule: cogniverse-codemod fix-imports --help\n',
    );
  });
});

describe('renderPage', () => {
  it('wraps words, and not code', () => {
    expect(
      rendered(
        'One two three four five six seven eight nine.\n\n```js\nconst a = "a line that is longer than forty";\n\nb();\n```\n',
      ),
    ).toBe(
      'One two three four five six seven eight\nnine.\n\n    const a = "a line that is longer than forty";\n\n    b();\n',
    );
  });

  it('keeps tables within the width', () => {
    const table =
      '| Option | Meaning |\n| --- | --- |\n| `max` | The longest timeout that counts as one at all |\n';
    expect(rendered(table)).toBe(
      'Option  Meaning\n──────  ────────────────────────────────\n`max`   The longest timeout that counts\n        as one at all\n',
    );
  });

  it('lists the addresses of links once, and characters as they are', () => {
    expect(
      rendered('- **A** & <b>: [the policy](../policy.md#a), [again](../policy.md#a), [here](#here)\n'),
    ).toBe(
      '• A & : the policy, again, here\n\nthe policy: https://github.com/cogniverse/test-toolkit/blob/main/docs/policy.md#a\n',
    );
  });

  it('colours only where asked', () => {
    expect(rendered('# A\n\n`b`')).not.toContain(ESCAPE);
    expect(renderPage('# A\n\n`b`', { width: 40, colour: true, address: ADDRESS })).toContain(
      `${ESCAPE}36mb`,
    );
  });
});
