import { Linter, type Rule } from 'eslint';
import { expect, it } from 'vitest';

import { noLateSystemImports } from './index.ts';

/** Fixes code as `eslint --fix` does. */
function fixed(code: string): string {
  const config: Linter.Config = {
    files: ['**/*.*'],
    // The same rule by ESLint's own types.
    plugins: {
      cogniverse: { rules: { 'no-late-system-imports': noLateSystemImports as unknown as Rule.RuleModule } },
    },
    rules: { 'cogniverse/no-late-system-imports': 'error' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  };
  const { output, messages } = new Linter().verifyAndFix(code, config, { filename: 'case.test.ts' });
  expect(messages).toEqual([]);
  return output;
}

it('leaves a load alone for which it is turned off, when it moves others', () => {
  const code = `import x from 'x';
test('a', () => {
  process.getBuiltinModule('fs').statSync(x);
  // eslint-disable-next-line cogniverse/no-late-system-imports
  process.getBuiltinModule('os').cpus();
  /* eslint-disable cogniverse/no-late-system-imports */
  x();
  process.getBuiltinModule('url').parse(x);
  /* eslint-enable */
});
`;
  expect(fixed(code)).toBe(
    code
      .replace("import x from 'x';\n", "import x from 'x';\nimport * as fs from 'fs';\n")
      .replace("process.getBuiltinModule('fs')", 'fs'),
  );
});

it('leaves an import alone for which it is turned off, when it moves others', () => {
  const mock = "vi.mock('./a');\n";
  const kept = "// eslint-disable-next-line cogniverse/no-late-system-imports\nimport os from 'os';\n";
  expect(fixed(`${mock}${kept}import fs from 'fs';\n`)).toBe(`import fs from 'fs';\n\n${mock}${kept}`);
});
