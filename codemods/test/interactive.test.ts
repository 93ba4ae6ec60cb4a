import { describe, expect, it } from 'vitest';

import { processFile } from '../src/engine/process-file.ts';
import { COMMANDS } from '../src/commands/commands.ts';
import type { ProposedChange } from '../src/interactive/change.ts';
import { fixChosen } from '../src/interactive/fix-chosen.ts';
import type { CodemodName } from '../src/structural/codemod-names.ts';
import { mendChosen } from '../src/structural/mend-chosen.ts';
import { FIX_ALL } from './support/job.ts';

const FILE = '/project/test/suite.test.ts';

/** What comes out of a text whose changes are answered in turn; further ones are declined. */
interface Reviewed {
  readonly text: string;
  /** The first line that each change was asked for. */
  readonly asked: readonly number[];
  readonly changes: readonly ProposedChange[];
  readonly count: number;
  /** The lines of what is left. */
  readonly left: readonly number[];
}

async function review(
  text: string,
  answers: readonly boolean[],
  codemod?: CodemodName,
): Promise<Reviewed> {
  const changes: ProposedChange[] = [];
  const decide = (change: ProposedChange): Promise<boolean> => {
    changes.push(change);
    return Promise.resolve(answers[changes.length - 1] ?? false);
  };
  const rules = COMMANDS.find(({ name }) => name === (codemod ?? 'fix'))?.rules ?? [];
  const job = { ...FIX_ALL, rules, ...(codemod && { codemod, isDemanded: true }) };
  const outcome = await processFile({ path: FILE, root: '/project', named: false, text }, job, async (request, name) => {
    if (name !== undefined) return mendChosen({ ...request, codemod: name }, decide);
    const fix = await fixChosen(request, decide);
    return { findings: request.linted, ...(fix && { fix }) };
  });
  if (outcome.kind !== 'linted') throw new Error(JSON.stringify(outcome));
  const { messages } = outcome.fix?.findings ?? outcome.findings;
  return {
    text: outcome.fix?.output ?? text,
    asked: changes.map(({ findings }) => findings[0]?.line ?? 0),
    changes,
    count: outcome.fix?.count ?? 0,
    left: messages.map(({ line }) => line),
  };
}

function tests(count: number): string {
  const one = (index: number): string => `it('${index}', async () => {\n  await run();\n});\n`;
  return `import { it } from 'vitest';\n${Array.from({ length: count }, (_, index) => one(index)).join('')}`;
}

describe('changes that are chosen', () => {
  it('are made, the others not, and each is asked about once', async () => {
    const { text, asked, count, left } = await review(tests(4), [true, false, false, true]);
    expect(asked).toEqual([2, 5, 8, 11]);
    expect(text).toBe(tests(4).replace(/(?<='0'[^]*?)\}\);/, '}, 30_000);').replace(/\}\);\n$/, '}, 30_000);\n'));
    expect([count, left]).toEqual([2, [5, 8]]);
  });

  it('leave the text alone where none is', async () => {
    const { text, asked, count } = await review(tests(2), [false, false]);
    expect([text, asked, count]).toEqual([tests(2), [2, 5], 0]);
  });

  it('are shown as they are made: the text before with those before, and after', async () => {
    const { changes } = await review(tests(1), [true]);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ before: tests(1), after: tests(1).replace('});', '}, 30_000);') });
  });

  it('that touch a chosen one are asked about once that one is made, and declined ones not again', async () => {
    const late = "import { it } from 'vitest';\nit('a', async () => {\n  const os = require('node:os');\n  await run(os);\n});\n";
    const both = await review(late, [true, true]);
    expect(both.asked).toHaveLength(2);
    expect(both.text).toMatch(/^import .*os.* from 'node:os';$/m);
    expect(both.text).toContain('}, 30_000);');
    const declined = await review(late, [true, false, true]);
    expect(declined.asked).toHaveLength(2);
    expect(declined.text).not.toContain('30_000');
  });

  it('that are one edit for several findings are asked about together', async () => {
    const text = [
      "import { it } from 'vitest';",
      "it('a', () => void require('node:os').tmpdir());",
      "it('b', () => void require('node:path').sep);",
      '',
    ].join('\n');
    const { changes, count, left } = await review(text, [true]);
    expect(changes.map(({ findings }) => findings.length)).toEqual([2]);
    expect([count, left]).toEqual([2, []]);
  });

  it('keep line ends and the byte order mark', async () => {
    const text = `\uFEFF${tests(2).replaceAll('\n', '\r\n')}`;
    expect((await review(text, [false, true])).text).toBe(text.replace(/\}\);\r\n$/, '}, 30_000);\r\n'));
  });
});

describe('changes by structure that are chosen', () => {
  const worker = (name: string): string =>
    `it('${name}', async () => {\n  const worker = new Worker(new URL('./w.js', import.meta.url));\n` +
    '  await worker.terminate();\n}, 1000);\n';
  const workers = `import { Worker } from 'node:worker_threads';\nimport { it } from 'vitest';\n${worker('a')}${worker('b')}`;

  it('are made for themselves, with one import', async () => {
    const second = await review(workers, [false, true], 'manage-threads');
    expect(second.asked).toEqual([4, 8]);
    expect(second.text).toContain(worker('a'));
    expect(second.text).toContain(worker('b').replace('new Worker', 'managedWorker'));
    expect([second.count, second.left]).toEqual([1, [5]]);
    const both = await review(workers, [true, true], 'manage-threads');
    expect(both.changes[1]?.before).toContain('managedWorker');
    expect(both.text.match(/@cogniverse\/test-setup/g)).toHaveLength(1);
    expect(both.left).toEqual([]);
  });

  it('are asked about together where one can not be made without the other', async () => {
    const ids = ['t-1', 't-1', 'u-1', 'u-1']
      .map((id, index) => `it('${index}', async () => {\n  await save({ tenantId: '${id}' });\n}, 1000);\n`)
      .join('');
    const text = `import { it } from 'vitest';\nimport { save } from './save.js';\n${ids}`;
    const { changes, text: output } = await review(text, [false, true], 'unique-ids');
    expect(changes.map(({ findings }) => findings.length)).toEqual([2, 2]);
    expect(output.match(/'t-1'/g)).toHaveLength(2);
    expect(output).not.toContain("'u-1'");
  });

  it('leave the text alone where none is', async () => {
    expect((await review(workers, [], 'manage-threads')).text).toBe(workers);
  });
});
