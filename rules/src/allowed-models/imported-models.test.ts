import path from 'node:path';

import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { makeProject } from '../../test/project.ts';
import { eslintRule } from '../../test/rule-tester.ts';
import type { ImportedModel, LoadedExport, ModelExchange } from './imported-models.ts';
import { allowedModels } from './index.ts';

const DENIED = 'vidore/colpali-v1.2';
const load = 'await AutoModel.from_pretrained';

interface Linted {
  readonly messages: readonly Linter.LintMessage[];
  readonly importedModels: readonly ImportedModel[];
}

/** Lints a file of a project with a parser that offers an exchange. */
function lint(root: string, name: string, code: string, loadedExports: readonly LoadedExport[] = []): Linted {
  const cogniverse: ModelExchange = { loadedExports, importedModels: [] };
  const parser: Linter.Parser = {
    parseForESLint: (text, options: typescriptParser.ParserOptions) => {
      const result = typescriptParser.parseForESLint(text, options);
      // ESLint's types of trees and scopes mean the same as typescript-eslint's.
      return { ...result, services: { cogniverse } } as unknown as Linter.ESLintParseResult;
    },
  };
  const messages = new Linter({ cwd: root }).verify(
    code,
    {
      files: ['**/*.ts'],
      plugins: { test: { rules: { 'allowed-models': eslintRule(allowedModels) } } },
      rules: { 'test/allowed-models': 'error' },
      languageOptions: { parser },
      settings: { cogniverse: { scope: 'tests' } },
    },
    { filename: path.join(root, name) },
  );
  return { messages, importedModels: cogniverse.importedModels };
}

describe('what a test imports a model by', () => {
  const told = (code: string): readonly string[] => {
    const root = makeProject({ 'src/ids.ts': '', 'src/more/index.js': '' });
    return lint(root, 'test/a.test.ts', code).importedModels.map(({ file, path: keys, place }) =>
      [path.relative(root, file), ...keys, place.kind, place.test].join(' '),
    );
  };

  it.each([
    [`import { ID } from '../src/ids'; ${load}(ID);`, 'src/ids.ts ID load test/a.test.ts'],
    [`import { ID as id } from '../src/ids.js'; ${load}(a ? id : 'b/c');`, 'src/ids.ts ID load test/a.test.ts'],
    [`import id from '../src/more'; ${load}(id);`, 'src/more/index.js default load test/a.test.ts'],
    [`import * as ids from '../src/ids'; ${load}(ids.large.v1);`, 'src/ids.ts large v1 load test/a.test.ts'],
    [`const ids = require('../src/ids'); ${load}(ids.ID);`, 'src/ids.ts ID load test/a.test.ts'],
    [`import { ID } from '../src/ids'; for (const id of [ID]) ${load}(id);`, 'src/ids.ts ID load test/a.test.ts'],
    ["import { ID } from '../src/ids'; start({ modelId: ID });", 'src/ids.ts ID field test/a.test.ts'],
  ])('is told: %s', (code, expected) => {
    expect(told(code)).toEqual([expected]);
  });

  it.each([
    `import { ID } from '@acme/ids'; ${load}(ID);`,
    `import { ID } from './nowhere'; ${load}(ID);`,
    `import * as ids from '../src/ids'; ${load}(ids);`,
    `import { idOf } from '../src/ids'; ${load}(idOf('large'));`,
    `import { ID } from '../src/ids'; ${load}(\`acme/\${ID}\`);`,
    `import { ID } from '../src/ids'; vi.mock('../src/ids'); ${load}(ID);`,
    `import { ID } from '../src/ids'; await expect(Model.from_pretrained(ID)).rejects.toThrow();`,
    "import { ID } from '../src/ids'; expect(config).toEqual({ modelId: ID });",
    "import { ID } from '../src/ids'; start({ id: ID });",
  ])('is not told: %s', (code) => {
    expect(told(code)).toEqual([]);
  });

  it('is not told by a file that is no test', () => {
    const root = makeProject({ 'src/ids.ts': '' });
    expect(lint(root, 'src/a.ts', `import { ID } from './ids'; ${load}(ID);`).importedModels).toEqual([]);
  });
});

describe('an export that a test elsewhere loads a model by', () => {
  const place = { kind: 'load', label: 'pipeline()', form: 'hub', isPinned: false, test: 'test/a.test.ts' } as const;
  const code = `export const IDS = { large: '${DENIED}', huge: 'acme/huge' };\nexport const MODEL = '${DENIED}';\n`;
  const messagesFor = (...loadedExports: readonly LoadedExport[]): readonly Linter.LintMessage[] =>
    lint(makeProject({}), 'src/ids.ts', code, loadedExports).messages;

  it('is reported in a file that is no test, and nothing beside it', () => {
    const names = ['IDS.huge', 'IDS.none', 'IDS', 'X'];
    const messages = messagesFor(...names.map((name) => ({ path: name.split('.'), place })));
    expect(messages).toEqual([
      expect.objectContaining({
        messageId: 'unlisted',
        line: 1,
      }),
    ]);
    expect(messages[0]?.message).toContain("'acme/huge' reaches `pipeline()` in test/a.test.ts");
    expect(messagesFor({ path: ['MODEL'], place })).toEqual([
      expect.objectContaining({ messageId: 'replaceable', line: 2 }),
    ]);
    expect(messagesFor()).toEqual([]);
  });

  it('is fixed, unless there is a doubt', () => {
    const whole = `export const ID = '${DENIED}';\n`;
    const messageFor = (text: string, changes: object = {}): Linter.LintMessage | undefined =>
      lint(makeProject({}), 'src/ids.ts', text, [{ path: ['ID'], place: { ...place, ...changes } }]).messages[0];
    expect(messageFor(whole)).toHaveProperty('fix');
    for (const doubtful of [
      messageFor(whole, { isPinned: true }),
      messageFor(whole, { kind: 'field', label: 'modelId' }),
      messageFor(`${whole}export const PAGE = 'https://huggingface.co/${DENIED}';\n`),
    ]) {
      expect(doubtful).not.toHaveProperty('fix');
      expect(doubtful).toHaveProperty('suggestions');
    }
  });
});
