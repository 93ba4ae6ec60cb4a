/** The ESLint configuration that settings of the playground mean, here and in Node. */
import type plugin from 'eslint-plugin-cogniverse';
import type { Linter } from 'eslint';

import type { Settings } from './protocol.ts';

const JAVASCRIPT = /\.[cm]?[jt]sx?$/;

/** What reads a file. */
export type Language = 'javascript' | 'python' | 'text';

/** What reads a file, by its name: the files around the tests are text to the rules. */
export function languageOf(file: string): Language {
  if (JAVASCRIPT.test(file)) return 'javascript';
  return file.endsWith('.py') ? 'python' : 'text';
}

/**
 * The configuration for one file.
 *
 * @param settings - What the page says.
 * @param cogniverse - The plugin.
 * @param parser - What reads TypeScript, where the file needs it.
 * @throws {Error} where the rules are not JSON.
 */
export function configurationOf(
  settings: Settings,
  cogniverse: typeof plugin,
  parser: Linter.Parser | undefined,
): Linter.Config[] {
  const language = languageOf(settings.file);
  return [
    { files: ['**/*.{js,mjs,cjs,jsx}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
    ...(parser ? [{ files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser } }] : []),
    ...presetFor(language, settings.preset, cogniverse),
    {
      // ESLint takes a file for one to be linted only where a pattern says more than "all files".
      files: [`**/${escaped(settings.file.slice(settings.file.lastIndexOf('/') + 1))}`],
      plugins: { cogniverse },
      ...(language !== 'javascript' && { language: `cogniverse/${language}` }),
      settings: settings.runner === 'auto' ? {} : { cogniverse: { runner: settings.runner } },
      rules: rulesIn(settings.rules),
    },
  ];
}

/** A name as a glob pattern that means it alone. */
function escaped(name: string): string {
  return name.replaceAll(/[\\*?[\]{}()!+@]/g, '\\$&');
}

function presetFor(
  language: Language,
  preset: Settings['preset'],
  { configs }: typeof plugin,
): readonly Linter.Config[] {
  if (preset === 'none') return [];
  if (language === 'text') return configs.project;
  if (language === 'python') return preset === 'strict' ? configs['python-strict'] : configs.python;
  return configs[preset];
}

function rulesIn(text: string): Linter.RulesRecord {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Linter.RulesRecord;
  } catch (cause) {
    throw new Error(`The rules are not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
