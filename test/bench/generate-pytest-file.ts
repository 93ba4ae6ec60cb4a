import { numbers, phrase } from './phrases.ts';
import { Random } from './random.ts';

/**
 * The share of files that hold a practice. Late imports and threads are as common as in the tests of a public
 * project with 672 Python files, models as in the TypeScript suite.
 */
const SHARES = { lateImports: 0.25, models: 0.18, threads: 0.035 };

/**
 * Writes a pytest file of an imagined search service: some kilobytes of tests, most of them quick, some
 * asynchronous. The same seed always gives the same text.
 */
export function generatePytestFile(seed: number): string {
  const random = new Random(seed);
  const models = random.chance(SHARES.models);
  const threads = random.chance(SHARES.threads);
  const special = [
    ...(random.chance(SHARES.lateImports) ? LATE_IMPORTS : []),
    ...(models ? [modelTest] : []),
    ...(threads ? [threadTest] : []),
  ];
  const names = new Names();
  const classes = Array.from({ length: random.between(2, 4) }, () => testClass(random, names, special));
  return [
    `"""Tests of ${phrase(random)}."""`,
    '',
    'import json',
    'import os',
    ...(threads ? ['import threading'] : []),
    '',
    'import pytest',
    ...(models ? ['from transformers import AutoModel'] : []),
    'from search import create_index, embed',
    '',
    'ROOT = os.path.dirname(__file__)',
    '',
    '',
    '@pytest.fixture(autouse=True)',
    'def pages():',
    '    found = []',
    '    yield found',
    '    found.clear()',
    '',
    ...classes,
  ].join('\n');
}

/** Makes every test's name its own. */
class Names {
  #count = 0;

  next(random: Random): string {
    this.#count += 1;
    return `test_${phrase(random).replaceAll(' ', '_')}_${this.#count}`;
  }
}

type Writer = (random: Random, name: string) => string;

function testClass(random: Random, names: Names, special: readonly Writer[]): string {
  const mark = random.chance(0.3) ? '    pytestmark = pytest.mark.timeout(60)\n\n' : '';
  const plain = Array.from({ length: random.between(5, 9) }, () => random.pick(PLAIN_TESTS));
  const others = special.filter(() => random.chance(0.5));
  const tests = [...plain, ...others].map((write) => write(random, names.next(random)));
  const name = phrase(random).replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `\nclass Test${name}:\n${mark}${tests.join('\n')}`;
}

const PLAIN_TESTS: readonly [Writer, ...Writer[]] = [
  (random, name) => `    def ${name}(self, pages):
        metric = "${random.pick(['dot', 'cosine'])}"
        index = create_index(dimensions=${random.between(2, 512)}, metric=metric)
        pages.append({"name": "${phrase(random)}", "row": [${numbers(random)}]})
        index.add(pages)
        assert len(index) == 1
        assert index.nearest([${numbers(random)}])["name"] == pages[0]["name"]
`,
  (random, name) => `    @pytest.mark.timeout(${random.pick(['5', '30', '2 * 60'])})
    async def ${name}(self):
        rows = await embed(["${phrase(random)}", "${phrase(random)}"])
        for row in rows:
            assert len(row) > ${random.between(1, 9)}, f"{row!r} of {len(rows)}"
`,
  (random, name) => `    @pytest.mark.parametrize(
        ("text", "rank"),
        [("${phrase(random)}", ${random.between(0, 99)}), ("${phrase(random)}", ${random.between(0, 99)})],
    )
    def ${name}(self, text, rank):
        words = [{"word": word, "rank": rank, "path": f"{ROOT}/{word}.json"} for word in text.split()]
        assert len(words) == 3
        assert [word for word in words if word["path"].startswith(ROOT)] == words
`,
  (random, name) => `    async def ${name}(self, tmp_path):
        index = create_index(dimensions=${random.between(2, 512)})
        with pytest.raises(ValueError, match="${phrase(random)}"):
            await index.open(tmp_path / "${random.between(1, 99)}.json")
`,
];

const LATE_IMPORTS: readonly Writer[] = [
  (random, name) => `    def ${name}(self, tmp_path, pages):
        from pathlib import Path

        Path(tmp_path / "${random.between(1, 99)}.json").write_text("[${numbers(random)}]")
        assert pages == []
`,
  (random, name) => `    def ${name}(self):
        import time

        started = time.monotonic()
        assert create_index(dimensions=${random.between(2, 512)}) is not None
        assert time.monotonic() - started < ${random.between(1, 9)}
`,
  (random, name) => `    def ${name}(self):
        import hashlib, json

        digest = hashlib.sha256(json.dumps("${phrase(random)}").encode()).hexdigest()
        assert len(digest) == 64
`,
];

function modelTest(random: Random, name: string): string {
  const model = random.pick([
    'vidore/colsmol-500m',
    'vidore/colpali-v1.2',
    'hf-internal-testing/tiny-random-bert',
  ]);
  return `    def ${name}(self):
        model = AutoModel.from_pretrained("${model}")
        assert model.config is not None
`;
}

function threadTest(_random: Random, name: string): string {
  return `    def ${name}(self, pages):
        thread = threading.Thread(target=pages.clear)
        thread.start()
        thread.join()
`;
}
