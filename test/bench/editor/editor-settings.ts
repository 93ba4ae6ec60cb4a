import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { OpenDocument } from './open-document.ts';

/** What the `settings.json` of VS Code says, by the names of its settings. */
export type EditorSettings = Readonly<Record<string, unknown>>;

/** The languages that VS Code's extension asks the server about where `eslint.validate` names none. */
const PROBED: ReadonlySet<string> = new Set(['javascript', 'javascriptreact', 'typescript', 'typescriptreact']);

/** What the extension tells its server about a document: its settings, in the server's own names. */
export function serverSettings(settings: EditorSettings, root: string, document: OpenDocument | undefined): object {
  return {
    validate: document ? validation(settings, document.languageId) : 'off',
    packageManager: 'npm',
    useESLintClass: false,
    useRealpaths: false,
    experimental: {},
    codeActionOnSave: { mode: 'all' },
    format: false,
    quiet: false,
    onIgnoredFiles: 'off',
    options: {},
    rulesCustomizations: [],
    run: 'onType',
    problems: { shortenToSingleLine: false },
    nodePath: null,
    workspaceFolder: { uri: pathToFileURL(root).href, name: path.basename(root) },
    workingDirectory: document && workingDirectory(settings['eslint.workingDirectories'], root, document),
    codeAction: {
      disableRuleComment: settings['eslint.codeAction.disableRuleComment'] ?? {
        enable: true,
        location: 'separateLine',
        commentStyle: 'line',
      },
      showDocumentation: { enable: true },
    },
  };
}

function validation(settings: EditorSettings, languageId: string): 'on' | 'probe' | 'off' {
  const validated = settings['eslint.validate'];
  if (Array.isArray(validated)) return validated.includes(languageId) ? 'on' : 'off';
  return PROBED.has(languageId) ? 'probe' : 'off';
}

/** Of the folders that are named, the innermost one that holds the document; or a mode of finding it. */
function workingDirectory(entries: unknown, root: string, document: OpenDocument): object | undefined {
  if (!Array.isArray(entries)) return undefined;
  const file = fileURLToPath(document.uri);
  let mode: object | undefined;
  let innermost: string | undefined;
  for (const entry of entries as readonly unknown[]) {
    if (typeof entry === 'object' && entry !== null && 'mode' in entry) mode = entry;
    if (typeof entry !== 'string') continue;
    const directory = path.join(root, entry, path.sep);
    if (file.startsWith(directory) && directory.length > (innermost?.length ?? 0)) innermost = directory;
  }
  return innermost === undefined ? mode : { directory: innermost };
}
