import { numbers, phrase } from './phrases.ts';
import { Random } from './random.ts';

/** The share of generated files that hold a practice, between 0 and 1. */
export interface Shares {
  /** System modules loaded inside a test. */
  readonly lateImports: number;
  /** Modules of the project loaded inside a test, which is nothing to report. */
  readonly localLoads: number;
  readonly models: number;
  readonly workers: number;
}

/**
 * Writes a Vitest file of an imagined search service: some kilobytes of tests, most of them quick, some
 * asynchronous. The same seed always gives the same text.
 */
export function generateTestFile(seed: number, shares: Shares): string {
  const random = new Random(seed);
  const late = random.chance(shares.lateImports);
  const local = random.chance(shares.localLoads);
  const models = random.chance(shares.models);
  const workers = random.chance(shares.workers);
  const special = [
    ...(late ? LATE_IMPORTS : []),
    ...(local ? [localLoad] : []),
    ...(models ? [modelTest] : []),
  ];
  const suites = Array.from({ length: random.between(2, 4) }, () => suite(random, special));
  return [
    "import { resolve } from 'node:path';",
    ...(workers ? ["import { Worker } from 'node:worker_threads';"] : []),
    '',
    ...(models ? ["import { AutoModel } from '@huggingface/transformers';"] : []),
    "import { afterEach, describe, expect, test } from 'vitest';",
    '',
    "import { createIndex, embed, type Page } from '../src/search.js';",
    '',
    "const root = resolve(import.meta.dirname, '..');",
    'const pages: Page[] = [];',
    '',
    'afterEach(() => {',
    '  pages.length = 0;',
    '});',
    '',
    ...(workers ? worker() : []),
    ...suites,
  ].join('\n');
}

function suite(random: Random, special: readonly Writer[]): string {
  const options = random.chance(0.3) ? ', { timeout: 60_000 }' : '';
  const plain = Array.from({ length: random.between(5, 9) }, () => random.pick(PLAIN_TESTS)(random));
  const others = special.filter(() => random.chance(0.5)).map((write) => write(random));
  return `describe('${phrase(random)}'${options}, () => {\n${[...plain, ...others].join('\n')}});\n`;
}

type Writer = (random: Random) => string;

const PLAIN_TESTS: readonly [Writer, ...Writer[]] = [
  (random) => `  test('${phrase(random)}', () => {
    const metric = '${random.pick(['dot', 'cosine'])}';
    const index = createIndex({ dimensions: ${random.between(2, 512)}, metric });
    pages.push({ name: '${phrase(random)}', row: [${numbers(random)}] });
    index.add(pages);
    expect(index.size).toBe(1);
    expect(index.nearest([${numbers(random)}])?.name).toBe(pages[0]?.name);
  });
`,
  (random) => `  test('${phrase(random)}', async () => {
    const rows = await embed(['${phrase(random)}', '${phrase(random)}']);
    for (const row of rows) {
      expect(row.length).toBeGreaterThan(${random.between(1, 9)});
    }
  }, ${random.pick(['5_000', '30_000', '2 * 60_000'])});
`,
  (random) => `  test.each([
    ['${phrase(random)}', ${random.between(0, 99)}],
    ['${phrase(random)}', ${random.between(0, 99)}],
  ])('counts the words of %s', (text, rank) => {
    const words = text.split(' ').map((word) => ({ word, rank, path: \`\${root}/\${word}.json\` }));
    expect(words).toHaveLength(3);
    expect(words.filter(({ path }) => path.startsWith(root))).toEqual(words);
  });
`,
  (random) => `  test('${phrase(random)}', async () => {
    const index = createIndex({ dimensions: ${random.between(2, 512)} });
    await expect(index.open(\`\${root}/${random.between(1, 99)}.json\`)).rejects.toThrow('${phrase(random)}');
  });
`,
];

const LATE_IMPORTS: readonly Writer[] = [
  (random) => `  test('${phrase(random)}', async () => {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(\`\${root}/${random.between(1, 99)}.json\`, '[${numbers(random)}]');
    expect(pages).toEqual([]);
  }, 5_000);
`,
  (random) => `  test('${phrase(random)}', async () => {
    const os = await import('node:os');
    expect(createIndex({ threads: os.availableParallelism() }).size).toBe(0);
  }, 5_000);
`,
  (random) => `  test('${phrase(random)}', () => {
    const { createHash } = require('node:crypto');
    expect(createHash('sha256').update('${phrase(random)}').digest('hex')).toHaveLength(64);
  });
`,
];

function localLoad(random: Random): string {
  return `  test('${phrase(random)}', async () => {
    const search = await import('../src/search.js');
    expect(search.createIndex({ dimensions: ${random.between(2, 512)} }).size).toBe(0);
  }, 5_000);
`;
}

function modelTest(random: Random): string {
  const model = random.pick([
    'vidore/colsmol-500m',
    'vidore/colpali-v1.2',
    'hf-internal-testing/tiny-random-bert',
  ]);
  return `  test('${phrase(random)}', async () => {
    const model = await AutoModel.from_pretrained('${model}');
    expect(model.config).toBeDefined();
  }, 60_000);
`;
}

function worker(): string[] {
  return ["test('a worker starts', () => {", "  new Worker('./worker.js').unref();", '});', ''];
}
