import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

import { DENIED, doubted, SMALL, type ModelCases } from '../../../test/replaceable-model.ts';
import { testPythonFixes, testPythonRule } from '../../../test/python-rule-tester.ts';
import { allowedModels } from '../index.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'allowed-models-'));
mkdirSync(path.join(directory, '__snapshots__'));
writeFileSync(path.join(directory, '__snapshots__', 'test_a.ambr'), `# name: test_a\n  '${DENIED}'\n# ---\n`);
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const load = `M.from_pretrained("${DENIED}")`;
const loadSmall = `M.from_pretrained("${SMALL}")`;
const PARTS = 'the name is put together from parts';
const REVISION = 'the revision beside it belongs to the old model';
const namedIn = (line: number): string => `the model is also named in line ${line}`;

const cases: ModelCases = {
  valid: [],
  invalid: [
    // Everywhere in a file at once; comments and docstrings are left as they are.
    {
      code: `"""Loads ${DENIED}."""\n# ${DENIED}\ndef test_a():\n    """With ${DENIED}."""\n    ${load}\n    start({'model': '${DENIED}'})`,
      output: `"""Loads ${DENIED}."""\n# ${DENIED}\ndef test_a():\n    """With ${DENIED}."""\n    ${loadSmall}\n    start({'model': '${SMALL}'})`,
      errors: ['replaceable', 'replaceable'],
    },
    // An Ollama model's name may be that of a variable too.
    {
      code: 'import ollama\nllama3 = ollama.chat(model="llama3:latest")',
      options: [{ deny: { llama3: 'qwen2:0.5b' } }],
      output: 'import ollama\nllama3 = ollama.chat(model="qwen2:0.5b")',
      errors: ['replaceable'],
    },
    // A longer name is another model's.
    { code: `${load}\nlog("${DENIED}-merged")`, output: `${loadSmall}\nlog("${DENIED}-merged")`, errors: ['replaceable'] },
    // In brackets that end elsewhere, and after other text in the line.
    {
      code: `é = "🙂"; M.from_pretrained(  # big\n    (\n        '${DENIED}'\n    ),\n)`,
      output: `é = "🙂"; M.from_pretrained(  # big\n    (\n        '${SMALL}'\n    ),\n)`,
      errors: [{ messageId: 'replaceable', line: 3, column: 9 }],
    },
    // What speaks of the model elsewhere has to change with it.
    doubted(`${load}\nassert model.id == "${DENIED}"`, namedIn(2), [`${loadSmall}\nassert model.id == "${DENIED}"`]),
    doubted(`${load}\nassert "colpali-v1.2" in folder`, namedIn(2), [`${loadSmall}\nassert "colpali-v1.2" in folder`]),
    doubted(`${load}\nassert folder == f"{root}/colpali-v1.2"`, namedIn(2), [`${loadSmall}\nassert folder == f"{root}/colpali-v1.2"`]),
    doubted(`${load}\nclient.chat.assert_called_with(model="${DENIED}")`, namedIn(2), [
      `${loadSmall}\nclient.chat.assert_called_with(model="${DENIED}")`,
    ]),
    doubted(`SIZES = {"${DENIED}": 128}\n${load}`, namedIn(1), [`SIZES = {"${DENIED}": 128}\n${loadSmall}`]),
    doubted(`from typing import Literal\nmodel: Literal["${DENIED}"] = "${DENIED}"`, namedIn(2), [
      `from typing import Literal\nmodel: Literal["${DENIED}"] = "${SMALL}"`,
    ]),
    // A revision is one model's.
    doubted(`M.from_pretrained("${DENIED}", revision="a1b2c3")`, REVISION, [`M.from_pretrained("${SMALL}", revision="a1b2c3")`]),
    doubted(`start({"model": "${DENIED}", "revision": revision})`, REVISION, [`start({"model": "${SMALL}", "revision": revision})`]),
    {
      code: `M.from_pretrained("${DENIED}", revision=None, **options)`,
      output: `M.from_pretrained("${SMALL}", revision=None, **options)`,
      errors: ['replaceable'],
    },
    // Parts belong to the name alone, or do not.
    doubted(`M.from_pretrained('vidore/' 'colpali-v1.2')`, PARTS, [`M.from_pretrained('${SMALL}')`]),
    doubted(`M.from_pretrained(\n    "vidore/"\n    "colpali-v1.2"\n)`, PARTS, [`M.from_pretrained(\n    "${SMALL}"\n)`]),
    doubted(`M.from_pretrained('vidore/' + 'colpali-v1.2')`, PARTS, [`M.from_pretrained('${SMALL}')`]),
    doubted(`OWNER = "vidore"\nM.from_pretrained(OWNER + "/colpali-v1.2")`, PARTS, [`OWNER = "vidore"\nM.from_pretrained("${SMALL}")`]),
    doubted(`M.from_pretrained("%s/colpali-v1.2" % "vidore")`, PARTS, [`M.from_pretrained("${SMALL}")`]),
    doubted(`M.from_pretrained("{}/colpali-{}".format("vidore", "v1.2"))`, PARTS, [`M.from_pretrained("${SMALL}")`]),
    doubted(`M.from_pretrained("vidore\\x2fcolpali-v1.2")`, PARTS, [`M.from_pretrained("${SMALL}")`]),
    // Nothing is written into an f-string that has a value in it.
    {
      code: `VERSION = "1.2"\nM.from_pretrained(f"vidore/colpali-v{VERSION}")`,
      errors: [{ messageId: 'replaceable', suggestions: [] }],
    },
    { code: `M.from_pretrained(f"${DENIED}")`, output: `M.from_pretrained(f"${SMALL}")`, errors: ['replaceable'] },
    { code: `M.from_pretrained(rF'${DENIED}')`, output: `M.from_pretrained(rF'${SMALL}')`, errors: ['replaceable'] },
    { code: `M.from_pretrained(f"vidore/" "colpali-v1.2")`, errors: [{ messageId: 'replaceable', suggestions: [] }] },
    // Two rows for one model may say different things of it.
    doubted(
      `import pytest\n@pytest.mark.parametrize("model,n", [("${DENIED}", 1), ("${SMALL}", 2)])\ndef test_a(model, n): ...`,
      'its table then has two rows for one model',
      [`import pytest\n@pytest.mark.parametrize("model,n", [("${SMALL}", 1), ("${SMALL}", 2)])\ndef test_a(model, n): ...`],
    ),
    {
      code: `import pytest\n@pytest.mark.parametrize("model,n", [("${DENIED}", 1), ("acme/tiny-a", 2)])\ndef test_a(model, n): ...`,
      output: `import pytest\n@pytest.mark.parametrize("model,n", [("${SMALL}", 1), ("acme/tiny-a", 2)])\ndef test_a(model, n): ...`,
      errors: ['replaceable'],
    },
    // Two names of a set or an enumeration would be one.
    doubted(`MODELS = {"${DENIED}", "${SMALL}"}`, 'its set then has one model less', [`MODELS = {"${SMALL}", "${SMALL}"}`]),
    doubted(
      `from enum import Enum\nclass Model(str, Enum):\n    BIG = "${DENIED}"\n    SMALL = "${SMALL}"`,
      'two members of its enumeration are then one',
      [`from enum import Enum\nclass Model(str, Enum):\n    BIG = "${SMALL}"\n    SMALL = "${SMALL}"`],
    ),
    {
      code: `from enum import Enum\nclass Model(str, Enum):\n    BIG = "${DENIED}"\n    OTHER = "other"`,
      output: `from enum import Enum\nclass Model(str, Enum):\n    BIG = "${SMALL}"\n    OTHER = "other"`,
      errors: ['replaceable'],
    },
    // Nothing to replace it with, or no place to write it.
    { code: load, options: [{ deny: { [DENIED]: null } }], errors: [{ messageId: 'refused', suggestions: [] }] },
    { code: load, options: [{ deny: { [DENIED]: "it's `small`" } }], errors: [{ messageId: 'replaceable', suggestions: [] }] },
  ],
};

/** A file with snapshots beside it, and one without. */
const snapshots: ModelCases = {
  valid: [],
  invalid: [
    doubted(`${load}\nassert info == snapshot`, 'the model is also named in the snapshots of this file', [`${loadSmall}\nassert info == snapshot`], {
      filename: path.join(directory, 'test_a.py'),
    }),
    {
      code: `${load}\nassert info == snapshot`,
      filename: path.join(directory, 'test_b.py'),
      output: `${loadSmall}\nassert info == snapshot`,
      errors: ['replaceable'],
    },
  ],
};

testPythonRule('allowed-models: replacement', allowedModels, cases);
testPythonRule('allowed-models: snapshots', allowedModels, snapshots);
testPythonFixes(allowedModels, cases);
