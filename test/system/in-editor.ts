import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { onTestFinished } from 'vitest';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol';

import type { EditorSettings } from '../bench/editor/editor-settings.ts';
import { LanguageServer } from '../bench/editor/language-server.ts';
import type { OpenDocument } from '../bench/editor/open-document.ts';
import { Project } from './project.ts';

/** Turns on all rules but one, for both languages. */
export const STRICT_CONFIG = `import parser from '@typescript-eslint/parser';
import cogniverse from 'eslint-plugin-cogniverse';
import { defineConfig } from 'eslint/config';

export default defineConfig(
  { files: ['**/*.ts'], extends: [cogniverse.configs.strict], languageOptions: { parser } },
  cogniverse.configs['python-strict'],
  { rules: { 'cogniverse/require-test-setup': 'off' } },
);
`;

const LANGUAGES: Readonly<Record<string, string>> = { '.js': 'javascript', '.py': 'python', '.ts': 'typescript' };

/** A project that is open in an editor. */
export interface EditedProject {
  readonly project: Project;
  readonly server: LanguageServer;
  /** Opens one of its files. */
  readonly open: (name: string) => Promise<OpenDocument>;
}

/** Makes a project below an installed one, and opens it in an editor until the end of the test. */
export async function editedProject(
  installed: string,
  files: Readonly<Record<string, string>>,
  settings: EditorSettings = {},
): Promise<EditedProject> {
  const project = await Project.of(installed, files);
  const server = await LanguageServer.start(project.directory, settings);
  onTestFinished(() => server.stop());
  const open = (name: string): Promise<OpenDocument> =>
    server.open(path.join(project.directory, name), LANGUAGES[path.extname(name)] ?? 'plaintext');
  return { project, server, open };
}

/** Types a few characters at a time, and asks for the findings after each, as an editor does. */
export async function typeBefore(document: OpenDocument, place: string, text: string): Promise<void> {
  for (const [characters] of text.matchAll(/[^]{1,6}/g)) {
    const { start } = document.rangeOf(place);
    await document.apply([{ range: { start, end: start }, newText: characters }]);
    await document.findings();
  }
}

/**
 * The finding of a rule.
 *
 * @throws {Error} where there is none, or another one.
 */
export async function onlyFinding(document: OpenDocument): Promise<Diagnostic> {
  const [finding, ...others] = await document.findings();
  if (!finding || others.length > 0) throw new Error(`found ${JSON.stringify(others)} beside ${JSON.stringify(finding)}`);
  return finding;
}

/** Chooses what the light bulb at a finding offers under a title. */
export async function choose(document: OpenDocument, finding: Diagnostic, title: string): Promise<CodeAction> {
  const actions = await document.quickFixes(finding);
  const action = actions.find((each) => each.title === title);
  if (!action) throw new Error(`${title} is not offered, but ${actions.map((each) => each.title).join(', ')}`);
  await document.run(action);
  return action;
}

/** The settings that stand under a heading of the page for VS Code. */
export async function settingsOfPage(heading: string): Promise<EditorSettings> {
  const page = await readFile(path.resolve(import.meta.dirname, '../../docs/editors/vscode.md'), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  return JSON.parse(/```json\n([^]*?)```/.exec(section ?? '')?.[1] ?? '') as EditorSettings;
}

/** The address of a rule's page. */
export function pageOf(rule: string): string {
  return `https://github.com/cogniverse/test-toolkit/blob/main/docs/rules/${rule}.md`;
}
