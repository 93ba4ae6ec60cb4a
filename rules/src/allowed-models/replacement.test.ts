import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

import { DENIED, doubted, SMALL, type ModelCases } from '../../test/replaceable-model.ts';
import { testFixes, testPrefilter, testRule, typed } from '../../test/rule-tester.ts';
import { allowedModels } from './index.ts';
import { mayHoldModel } from './prefilter.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'allowed-models-'));
mkdirSync(path.join(directory, '__snapshots__'));
writeFileSync(path.join(directory, '__snapshots__', 'a.test.ts.snap'), `exports[\`a 1\`] = \`"${DENIED}"\`;\n`);
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const load = `await ColModel.from_pretrained('${DENIED}');`;
const loadSmall = `await ColModel.from_pretrained('${SMALL}');`;
const namedIn = (line: number): string => `the model is also named in line ${line}`;

const cases: ModelCases = {
  valid: [],
  invalid: [
    // Everywhere in a file at once; titles and comments are left as they are.
    {
      code: `// ${DENIED}\ntest('loads ${DENIED}', async () => { ${load} start({ "model": "${DENIED}" }); });`,
      output: `// ${DENIED}\ntest('loads ${DENIED}', async () => { ${loadSmall} start({ "model": "${SMALL}" }); });`,
      errors: ['replaceable', 'replaceable'],
    },
    // An Ollama model's name may be that of a variable too.
    {
      code: 'import ollama from "ollama"; const llama3 = await ollama.chat({ model: "llama3" });',
      options: [{ deny: { llama3: 'qwen2:0.5b' } }],
      output: 'import ollama from "ollama"; const llama3 = await ollama.chat({ model: "qwen2:0.5b" });',
      errors: ['replaceable'],
    },
    {
      code: 'import ollama from "ollama"; await ollama.chat({ model: "llama3:latest" });',
      options: [{ deny: { llama3: 'qwen2:0.5b' } }],
      output: 'import ollama from "ollama"; await ollama.chat({ model: "qwen2:0.5b" });',
      errors: ['replaceable'],
    },
    // A longer name is another model's.
    {
      code: `${load} log('${DENIED}-merged');`,
      output: `${loadSmall} log('${DENIED}-merged');`,
      errors: ['replaceable'],
    },
    // What speaks of the model elsewhere has to change with it.
    doubted(`${load}\nexpect(model.id).toBe('${DENIED}');`, namedIn(2), [`${loadSmall}\nexpect(model.id).toBe('${DENIED}');`]),
    doubted(`${load}\nexpect(dir).toContain('colpali-v1.2');`, namedIn(2), [`${loadSmall}\nexpect(dir).toContain('colpali-v1.2');`]),
    doubted(`${load}\nexpect(load).toHaveBeenCalledWith({ model: '${DENIED}' });`, namedIn(2), [
      `${loadSmall}\nexpect(load).toHaveBeenCalledWith({ model: '${DENIED}' });`,
    ]),
    doubted(`${load}\nexpect(info).toMatchInlineSnapshot(\`{ "id": "${DENIED}" }\`);`, namedIn(2), [
      `${loadSmall}\nexpect(info).toMatchInlineSnapshot(\`{ "id": "${DENIED}" }\`);`,
    ]),
    doubted(`const DIMS = { '${DENIED}': 128 };\n${load}`, namedIn(1), [`const DIMS = { '${DENIED}': 128 };\n${loadSmall}`]),
    doubted(`type Id = '${DENIED}';\nconst MODEL: Id = '${DENIED}';`, namedIn(1), [`type Id = '${DENIED}';\nconst MODEL: Id = '${SMALL}';`], typed),
    // A revision is one model's.
    doubted(`await ColModel.from_pretrained('${DENIED}', { revision: 'a1b2c3' });`, 'the revision beside it belongs to the old model', [
      `await ColModel.from_pretrained('${SMALL}', { revision: 'a1b2c3' });`,
    ]),
    doubted(`start({ model: '${DENIED}', revision });`, 'the revision beside it belongs to the old model', [`start({ model: '${SMALL}', revision });`]),
    {
      code: `await ColModel.from_pretrained('${DENIED}', { ...options, revision: 'main' });`,
      output: `await ColModel.from_pretrained('${SMALL}', { ...options, revision: 'main' });`,
      errors: ['replaceable'],
    },
    doubted(
      `const ID = '${DENIED}'; await ColModel.from_pretrained(ID, { revision: 'a1' }); await AutoProcessor.from_pretrained(ID);`,
      'the revision beside it belongs to the old model',
      [`const ID = '${SMALL}'; await ColModel.from_pretrained(ID, { revision: 'a1' }); await AutoProcessor.from_pretrained(ID);`],
    ),
    {
      code: `await ColModel.from_pretrained('${DENIED}', { ...options });`,
      output: `await ColModel.from_pretrained('${SMALL}', { ...options });`,
      errors: ['replaceable'],
    },
    // The parts of a name belong to it alone, or do not.
    doubted(`await ColModel.from_pretrained('vidore/' + 'colpali-v1.2');`, 'the name is put together from parts', [
      `await ColModel.from_pretrained('${SMALL}');`,
    ]),
    doubted('const OWNER = "vidore"; await ColModel.from_pretrained(`${OWNER}/colpali-v1.2`);', 'the name is put together from parts', [
      `const OWNER = "vidore"; await ColModel.from_pretrained(\`${SMALL}\`);`,
    ]),
    // One doubt about a model is a doubt about it everywhere in the file.
    doubted(`await AutoProcessor.from_pretrained('${DENIED}');\nawait ColModel.from_pretrained('${DENIED}', { revision: 'a1' });`, 'the revision beside it belongs to the old model', [
      `await AutoProcessor.from_pretrained('${SMALL}');\nawait ColModel.from_pretrained('${DENIED}', { revision: 'a1' });`,
      `await AutoProcessor.from_pretrained('${DENIED}');\nawait ColModel.from_pretrained('${SMALL}', { revision: 'a1' });`,
    ]),
    // The keys of an object are looked up elsewhere.
    doubted(`const DIMS = { '${DENIED}': 128 }; for (const id in DIMS) await ColModel.from_pretrained(id);`, 'it is a key that is looked up elsewhere', [
      `const DIMS = { '${SMALL}': 128 }; for (const id in DIMS) await ColModel.from_pretrained(id);`,
    ]),
    // Nothing to replace it with, or no place to write it.
    { code: load, options: [{ deny: { [DENIED]: null } }], errors: [{ messageId: 'refused', suggestions: [] }] },
    { code: load, options: [{ deny: { [DENIED]: "it's `small`" } }], errors: [{ messageId: 'replaceable', suggestions: [] }] },
    {
      code: `import { resolveModelFile } from 'node-llama-cpp'; await resolveModelFile('hf:${DENIED}/a.gguf');`,
      errors: [{ messageId: 'replaceable', suggestions: [] }],
    },
    {
      code: 'import ollama from "ollama"; const M = { llama3: 1 }; for (const model in M) await ollama.chat({ model });',
      options: [{ deny: { llama3: 'qwen2:0.5b' } }],
      errors: [{ messageId: 'replaceable', suggestions: [] }],
    },
  ],
};

/** A file with snapshots beside it, and one without. */
const snapshots: ModelCases = {
  valid: [],
  invalid: [
    doubted(`${load} expect(info).toMatchSnapshot();`, 'the model is also named in the snapshots of this file', [`${loadSmall} expect(info).toMatchSnapshot();`], {
      filename: path.join(directory, 'a.test.ts'),
    }),
    {
      code: `${load} expect(info).toMatchSnapshot();`,
      filename: path.join(directory, 'b.test.ts'),
      output: `${loadSmall} expect(info).toMatchSnapshot();`,
      errors: ['replaceable'],
    },
  ],
};

testRule('allowed-models: replacement', allowedModels, cases);
testRule('allowed-models: snapshots', allowedModels, snapshots);
testFixes(allowedModels, cases);
testPrefilter(mayHoldModel, cases);
