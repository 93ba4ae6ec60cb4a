import type { TSESTree } from '@typescript-eslint/utils';

import { resolveRelative } from '../resolve/module-file.ts';
import { oncePer } from '../resolve/once-per.ts';
import { loadedModule } from '../resolve/origin.ts';
import { setupTimeouts } from '../resolve/runner-config/setup-file.ts';
import type { Source } from '../resolve/source.ts';
import type { RunnerName } from '../settings.ts';
import { judge, type Limit } from './limit.ts';

/**
 * The timeout that a file of the project sets which the test file imports: `import './slow.js'`. Whether it does so at
 * once, or in a function or fixture that it offers, is not asked: in doubt it counts.
 */
export function* importedLimits(runner: RunnerName, source: Source, max: number): Generator<Limit> {
  if (runner === 'mocha' || runner === 'node') return;
  for (const file of importedFiles(source)) {
    for (const value of setupTimeouts(file, runner)) {
      const verdict = judge([value], { runner, max, shown: file });
      if (verdict.bounds) yield { level: 'file', verdict };
    }
  }
}

const importedFiles = oncePer((source: Source): readonly string[] =>
  source.ast.body.flatMap((statement) => {
    const module = importedBy(statement, source);
    return (module?.startsWith('.') ? resolveRelative(source.file, module) : undefined) ?? [];
  }),
);

function importedBy(statement: TSESTree.ProgramStatement, source: Source): string | undefined {
  switch (statement.type) {
    case 'ImportDeclaration':
      return statement.importKind === 'type' ? undefined : statement.source.value;
    case 'ExpressionStatement':
      return statement.expression.type === 'CallExpression' ? loadedModule(statement.expression, source) : undefined;
    case 'VariableDeclaration': {
      const init = statement.declarations[0].init;
      return init?.type === 'CallExpression' ? loadedModule(init, source) : undefined;
    }
    default:
      return undefined;
  }
}
