import { Linter, type Rule } from 'eslint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { PARSERS, type ParserName } from '../../test/parsers.ts';
import { noLateSystemImports } from './index.ts';
import { mayHoldSystemImport } from './prefilter.ts';

const PARSER_NAMES: readonly ParserName[] = ['espree', 'typescript', 'oxc'];

function config(parser: ParserName, filename: string): Linter.Config {
  return {
    files: ['**/*.*'],
    // The same rule by ESLint's own types.
    plugins: { cogniverse: { rules: { rule: noLateSystemImports as unknown as Rule.RuleModule } } },
    rules: { 'cogniverse/rule': 'error' },
    languageOptions: { ...PARSERS[parser], sourceType: filename.endsWith('.cjs') ? 'commonjs' : 'module' },
  };
}

const modules = ['fs', 'node:fs', 'os', 'path', 'node:events', 'url'] as const;
const module = fc.constantFrom(...modules);
const exportNames: Readonly<Record<string, string>> = {
  fs: 'statSync',
  os: 'cpus',
  path: 'join',
  events: 'once',
  url: 'parse',
};
const bare = (name: string): string => name.replace('node:', '');
const exported = (name: string): string => exportNames[bare(name)] ?? '';

/** A statement in a function that loads a module, by the way in which the file loads them. */
const load = (value: (name: string) => string): fc.Arbitrary<string> =>
  fc.oneof(
    module.map((name) => `const ${bare(name)} = ${value(name)}`),
    module.map((name) => `const { ${exported(name)} } = ${value(name)}`),
    module.map((name) => `let { ${exported(name)}: taken, ...rest } = ${value(name)}`),
    module.map((name) => `const first = 1, ${bare(name)} = ${value(name)}`),
    module.map((name) => `use(${value(name)}.${exported(name)})`),
    module.map((name) => value(name)),
    module.map((name) => `const { ${exported(name)} } = ${value(name)} // why`),
    module.map((name) => `// eslint-disable-next-line\n  const ${bare(name)} = ${value(name)}`),
  );

const other = fc.constantFrom(
  'use(1)',
  '',
  '// A comment',
  '/* another */ use(2)',
  'const text = `\n\n  a`',
  'use([3])',
);

interface Layout {
  readonly filename: string;
  readonly value: (name: string) => string;
  readonly header: fc.Arbitrary<string>;
}

const layouts: readonly Layout[] = [
  {
    filename: 'case.test.cjs',
    value: (name) => `require('${name}')`,
    header: fc.constantFrom(
      '',
      '#!/usr/bin/env node\n',
      '/* A licence */\n\n',
      "'use strict'\n",
      "'use strict'\n\n// First\nconst use = require('use')\n",
      "const fs = require('fs')\nconst { cpus } = require('os') // cores\n",
      'const path = start()\n',
    ),
  },
  {
    filename: 'case.test.mjs',
    value: (name) => `(await import('${name}'))`,
    header: fc.constantFrom(
      '',
      '// @ts-check\n',
      "import use from 'use'\n",
      "import use from 'use'\nimport { statSync } from 'node:fs'\n\n",
      "import {\n  cpus,\n  EOL,\n} from 'os'\nimport * as url from 'url'\n",
      "import fs from 'fs'; import path from 'path'\nvi.mock('./a')\n",
    ),
  },
];

const file = fc.constantFrom(...layouts).chain(({ filename, value, header }) => {
  const body = fc.array(fc.oneof(load(value), other), { minLength: 1, maxLength: 5 });
  return fc.record({
    filename: fc.constant(filename),
    header,
    bodies: fc.array(body, { minLength: 1, maxLength: 4 }),
    semicolons: fc.boolean(),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    bom: fc.boolean(),
    endsInLineBreak: fc.boolean(),
  });
});

type File = typeof file extends fc.Arbitrary<infer Value> ? Value : never;

function write({ header, bodies, semicolons, lineBreak, bom, endsInLineBreak }: File): string {
  const end = semicolons ? ';' : '';
  const statement = (text: string): string => {
    if (text === '' || text.startsWith('// A')) return text;
    const [code = '', comment] = text.split(' // why');
    const guard = !semicolons && code.startsWith('(') ? ';' : '';
    return guard + code + end + (comment === undefined ? '' : ' // why');
  };
  const tests = bodies.map((body, index) => {
    const lines = body.map((text) => `  ${statement(text)}\n`).join('');
    return `test('${index}', async () => {\n${lines}})${end}\n`;
  });
  const code = header.replaceAll(/(['\])])\n/g, `$1${end}\n`) + tests.join('');
  const ended = endsInLineBreak ? code : code.trimEnd();
  return (bom ? '\uFEFF' : '') + ended.replaceAll('\n', lineBreak);
}

/** The lines that no load stands in, which a fix has to leave as they are. */
function otherLines(code: string): readonly string[] {
  return linesOf(code).filter(
    (line) => line.trim() !== '' && !/require\(|import\b|from '|^\s*(?:cpus|EOL),|\/\/ why/.test(line),
  );
}

function linesOf(code: string): readonly string[] {
  return code.replace('\uFEFF', '').split(/\r?\n/);
}

/** Whether texts stand in a list, in their order. */
function areIn(texts: readonly string[], list: readonly string[]): boolean {
  let index = 0;
  for (const text of list) if (text === texts[index]) index++;
  return index === texts.length;
}

describe.each(PARSER_NAMES)('fixes under %s', (parser) => {
  it('parse, end, leave other lines and line ends alone', () => {
    fc.assert(
      fc.property(file, (made) => {
        const code = write(made);
        const linter = new Linter();
        const options = config(parser, made.filename);
        const messages = linter.verify(code, options, { filename: made.filename });
        // A name can be declared twice in a generated function.
        fc.pre(!messages.some(({ fatal }) => fatal));
        if (messages.length > 0) expect(mayHoldSystemImport(code)).toBe(true);
        const { output, messages: rest } = linter.verifyAndFix(code, options, { filename: made.filename });
        expect(
          rest.filter(({ fatal }) => fatal),
          output,
        ).toEqual([]);
        expect(
          rest.filter(({ fix }) => fix),
          output,
        ).toEqual([]);
        expect(linter.verifyAndFix(output, options, { filename: made.filename }).output).toBe(output);
        expect(areIn(otherLines(code), linesOf(output)), `${code}\n=>\n${output}`).toBe(true);
        expect(output.startsWith('\uFEFF')).toBe(made.bom);
        expect(/\r?\n$/.test(output)).toBe(/\r?\n$/.test(code));
        if (code.includes('\n')) expect(/(?<!\r)\n/.test(output)).toBe(made.lineBreak === '\n');
        for (const suggestion of messages.flatMap(({ suggestions = [] }) => suggestions)) {
          const text = code.replace('\uFEFF', '');
          const [start, end] = suggestion.fix.range;
          const suggested = text.slice(0, start) + suggestion.fix.text + text.slice(end);
          expect(
            linter.verify(suggested, options, { filename: made.filename }).filter(({ fatal }) => fatal),
            suggested,
          ).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
