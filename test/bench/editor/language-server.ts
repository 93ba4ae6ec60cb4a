import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import {
  ApplyWorkspaceEditRequest,
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeWatchedFilesNotification,
  ExitNotification,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  MessageType,
  type ProtocolConnection,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';

import { type EditorSettings, serverSettings } from './editor-settings.ts';
import { OpenDocument } from './open-document.ts';

const PROGRAM = path.join(
  path.dirname(createRequire(import.meta.url).resolve('vscode-langservers-extracted/package.json')),
  'bin/vscode-eslint-language-server',
);

/** What VS Code says of itself, as far as the server asks. */
const CAPABILITIES: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
    diagnostic: { dynamicRegistration: true },
    publishDiagnostics: { codeDescriptionSupport: true },
  },
};

/**
 * The language server of the ESLint extension for VS Code, which Neovim and Zed start as well, in a process of its
 * own, and the part of an editor that talks to it.
 */
export class LanguageServer {
  readonly connection: ProtocolConnection;
  /** What the server wrote into its output channel as an error or a warning, or showed to the user. */
  readonly complaints: string[] = [];
  /** Web pages that it opened. */
  readonly openedPages: string[] = [];
  readonly #process: ChildProcess;
  readonly #documents = new Map<string, OpenDocument>();

  private constructor(child: ChildProcess, connection: ProtocolConnection) {
    this.#process = child;
    this.connection = connection;
  }

  /**
   * Starts it as an editor does that opens a folder.
   *
   * @param root - The folder, absolute.
   */
  static async start(root: string, settings: EditorSettings): Promise<LanguageServer> {
    const child = spawn(process.execPath, [PROGRAM, '--stdio'], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
    const reader = new StreamMessageReader(child.stdout);
    const writer = new StreamMessageWriter(child.stdin);
    const server = new LanguageServer(child, createProtocolConnection(reader, writer));
    child.stderr.setEncoding('utf8').on('data', (text: string) => server.complaints.push(text));
    server.#answer(root, settings);
    const rootUri = pathToFileURL(root).href;
    await server.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol still asks for it
      rootUri: null,
      workspaceFolders: [{ uri: rootUri, name: path.basename(root) }],
      capabilities: CAPABILITIES,
    });
    await server.connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  /** The number of the server's process. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /**
   * Opens a file.
   *
   * @param file - Absolute.
   * @param languageId - VS Code's name of its language: `typescript`.
   */
  async open(file: string, languageId: string, text = readFileSync(file, 'utf8')): Promise<OpenDocument> {
    const document = await OpenDocument.open(this.connection, file, languageId, text);
    this.#documents.set(document.uri, document);
    return document;
  }

  /** Tells that a file which editors watch for ESLint was saved: its configuration, or a `package.json`. */
  async tellSaved(file: string): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: pathToFileURL(file).href, type: FileChangeType.Changed }],
    });
  }

  /** Calls a function each time that the server wants findings to be asked for again. */
  onRefresh(call: () => void): void {
    this.connection.onRequest(DiagnosticRefreshRequest.type, call);
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    await ended;
    this.connection.dispose();
  }

  /** Answers what the server asks of its editor. */
  #answer(root: string, settings: EditorSettings): void {
    const { connection } = this;
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ scopeUri = '' }) => serverSettings(settings, root, this.#documents.get(scopeUri))),
    );
    connection.onRequest(RegistrationRequest.type, () => undefined);
    connection.onRequest(DiagnosticRefreshRequest.type, () => undefined);
    connection.onRequest(ApplyWorkspaceEditRequest.type, async ({ edit }) => ({ applied: await this.#apply(edit) }));
    connection.onRequest('eslint/openDoc', ({ url }: { readonly url: string }) => {
      this.openedPages.push(url);
      return {};
    });
    for (const trouble of ['eslint/noConfig', 'eslint/noLibrary', 'eslint/probeFailed']) {
      connection.onRequest(trouble, () => {
        this.complaints.push(trouble);
        return {};
      });
    }
    connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
      if (type <= MessageType.Warning) this.complaints.push(message);
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.complaints.push(message);
    });
    connection.listen();
  }

  async #apply({ documentChanges = [] }: WorkspaceEdit): Promise<boolean> {
    for (const change of documentChanges) {
      if (!('edits' in change)) return false;
      const document = this.#documents.get(change.textDocument.uri);
      if (document?.version !== change.textDocument.version) return false;
      await document.apply(change.edits);
    }
    return true;
  }
}
