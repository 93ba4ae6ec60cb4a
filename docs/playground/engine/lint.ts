/** Runs the rules over one file of a project in memory. */
import type { Linter as LinterType } from 'eslint';
import { Linter } from 'eslint/universal';
import cogniverse from 'eslint-plugin-cogniverse';
import { loadProjectPolicy } from 'eslint-plugin-cogniverse/project';

import { configurationOf, languageOf } from './configuration.ts';
import type { Settings } from './protocol.ts';
import { removeFolder, writeFiles } from './shims/fs.ts';

/** Where the project lies. The rules keep what they read of it for a while, so a changed one lies elsewhere. */
let root = '/project-0';
let written = '';
let projects = 0;

function place(files: Settings['files']): void {
  const text = JSON.stringify(files);
  if (written === text) return;
  removeFolder(root);
  projects += 1;
  root = `/project-${projects}`;
  written = text;
  const present = Object.entries(files).filter(([, content]) => content.trim() !== '');
  writeFiles(Object.fromEntries(present.map(([name, content]) => [`${root}/${name}`, content])));
  // Where a repository ends, the rules look no further up.
  writeFiles({ [`${root}/.git/HEAD`]: '' });
}

/** A linter and what its methods take to lint a file. */
interface Prepared {
  readonly linter: Linter;
  readonly configuration: LinterType.Config[];
  readonly filename: string;
}

async function prepare(settings: Settings): Promise<Prepared> {
  const names = [settings.file, ...Object.keys(settings.files)];
  const languages = names.map(languageOf);
  const parser = languages.includes('javascript') ? (await import('./typescript.ts')).parser : undefined;
  if (languageOf(settings.file) === 'text') await import('./text.ts');
  place(settings.files);
  return {
    linter: new Linter({ cwd: root }),
    configuration: configurationOf(settings, cogniverse, parser),
    filename: `${root}/${settings.file}`,
  };
}

/**
 * What ESLint says of a text.
 *
 * @throws {Error} where the policy or another setting is not valid.
 */
export async function lint(code: string, settings: Settings): Promise<LinterType.LintMessage[]> {
  const { linter, configuration, filename } = await prepare(settings);
  // Rules read it only where the code gives them a reason to.
  loadProjectPolicy(root);
  return linter.verify(code, configuration, { filename }).map(namedFromRoot);
}

/** The text with every fix applied that ESLint would apply. */
export async function fix(code: string, settings: Settings): Promise<string> {
  const { linter, configuration, filename } = await prepare(settings);
  return linter.verifyAndFix(code, configuration, { filename }).output;
}

/** A text that names files of the project by their path from its root. */
export function fromRoot(text: string): string {
  return text.replaceAll(`${root}/`, '').replaceAll(root, '.');
}

function namedFromRoot(message: LinterType.LintMessage): LinterType.LintMessage {
  return { ...message, message: fromRoot(message.message) };
}
