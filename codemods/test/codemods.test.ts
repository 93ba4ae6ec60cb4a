import { describe, expect, it } from 'vitest';

import { Project } from './support/project.ts';

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

/** What a command makes of a file. */
function after(command: string, text: string, ...args: string[]): string {
  const project = new Project({ 'test/a.test.ts': text });
  project.run([command, ...args]);
  return project.read('test/a.test.ts');
}

const SUITE = `#!/usr/bin/env node
/** @jest-environment node */
import { AutoModel } from '@huggingface/transformers';
import { expect, it } from 'vitest';

it('loads 🦙', async () => {
  // The reader comes late.
  const fs = await import('node:fs');
  const model = await AutoModel.from_pretrained('vidore/colpali-v1.2');
  expect(fs.existsSync(model.path)).toBe(true); // stays
});
`;

describe('each codemod does its own', () => {
  it('fix-imports', () => {
    const fixed = after('fix-imports', SUITE);
    expect(fixed).toMatch(/^#!\/usr\/bin\/env node\n\/\*\* @jest-environment node \*\/\nimport /);
    expect(fixed).toMatch(/^import \* as fs from 'node:fs';$/m);
    expect(fixed).not.toContain('await import');
    expect(fixed).toContain('colpali');
    expect(fixed).toMatch(/\n\}\);\n$/);
  });

  it('add-timeouts', () => {
    const fixed = after('add-timeouts', SUITE);
    const [limit] = fixed.split('\n').filter((line) => !SUITE.split('\n').includes(line));
    expect(limit).toMatch(/\d/);
    expect(fixed).toContain('await import');
    expect(fixed).toContain('colpali');
  });

  it('replace-models', () => {
    expect(after('replace-models', SUITE)).toBe(SUITE.replace('colpali-v1.2', 'colsmol-500m'));
  });

  it('fix: all of them, and where they meet, one after the other', () => {
    const meeting = SUITE.replace(
      "const fs = await import('node:fs');\n  const model =",
      "const fs = await import('node:fs'), model =",
    );
    for (const text of [SUITE, meeting]) {
      const fixed = after('fix', text);
      expect(fixed).toMatch(/^import \* as fs from 'node:fs';$/m);
      expect(fixed).toContain('colsmol-500m');
      expect(fixed).not.toContain('await import');
    }
  });

  it.each(['fix-imports', 'add-timeouts', 'replace-models', 'fix'])(
    '%s keeps line ends and byte order mark',
    (command) => {
      expect(after(command, `\uFEFF${crlf(SUITE)}`)).toBe(`\uFEFF${crlf(after(command, SUITE))}`);
    },
  );
});

describe('--unsafe', () => {
  it('applies suggestions too', () => {
    const clash = `import { it } from 'vitest';

const fs = 'taken';
it('reads', async () => {
  const { readFile } = await import('node:fs/promises');
  await readFile(fs);
  {
    const fs = await import('node:fs');
    fs.existsSync('a');
  }
}, 1_000);
`;
    const safe = after('fix-imports', clash);
    expect(safe).toContain("await import('node:fs');");
    expect(after('fix-imports', clash, '--unsafe')).not.toContain('await import');
  });
});

describe('--jobs', () => {
  it('makes no difference but in time', () => {
    const files = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`t${index}.test.ts`, SUITE]));
    const [one, four] = ['1', '4'].map((jobs) =>
      new Project(files).run(['check', '--format', 'github', '--jobs', jobs]),
    );
    expect(one?.stdout).toBe(four?.stdout);
    expect(one?.stdout.split('\n').length).toBeGreaterThan(300);
  });
});
