import { pathToFileURL } from 'node:url';

import {
  type AnnotatedTextEdit,
  type CodeAction,
  CodeActionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  type ProtocolConnection,
  type Range,
  type SnippetTextEdit,
  type TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';

type Edit = TextEdit | AnnotatedTextEdit | SnippetTextEdit;

/** A file that an editor has open: its text, which may differ from the disk's, and what a server says of it. */
export class OpenDocument {
  readonly #connection: ProtocolConnection;
  readonly #text: TextDocument;

  private constructor(connection: ProtocolConnection, text: TextDocument) {
    this.#connection = connection;
    this.#text = text;
  }

  static async open(
    connection: ProtocolConnection,
    file: string,
    languageId: string,
    text: string,
  ): Promise<OpenDocument> {
    const document = TextDocument.create(pathToFileURL(file).href, languageId, 1, text);
    const { uri, version } = document;
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version, text },
    });
    return new OpenDocument(connection, document);
  }

  get uri(): string {
    return this.#text.uri;
  }

  get languageId(): string {
    return this.#text.languageId;
  }

  get version(): number {
    return this.#text.version;
  }

  get text(): string {
    return this.#text.getText();
  }

  /** Changes the text as typing does: tells the server only what is different. */
  async apply(edits: readonly Edit[]): Promise<void> {
    if (edits.length === 0) return;
    const changes = edits.map((edit) => {
      if (!('newText' in edit)) throw new TypeError('a snippet, which no editor was said to take');
      return { range: edit.range, text: edit.newText };
    });
    // All places are meant in the text before: from the last one to the first, none moves another.
    const contentChanges = changes.sort(
      (a, b) => this.#text.offsetAt(b.range.start) - this.#text.offsetAt(a.range.start),
    );
    TextDocument.update(this.#text, contentChanges, this.version + 1);
    const { uri, version } = this;
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  /** Replaces the first place that says something. */
  async replace(what: string, by: string): Promise<void> {
    await this.apply([{ range: this.rangeOf(what), newText: by }]);
  }

  /**
   * The first place that says something.
   *
   * @throws {RangeError} where there is none.
   */
  rangeOf(what: string): Range {
    const start = this.text.indexOf(what);
    if (start === -1) throw new RangeError(`the text has no ${JSON.stringify(what)}`);
    return { start: this.#text.positionAt(start), end: this.#text.positionAt(start + what.length) };
  }

  /** What the text says in a range. */
  textIn(range: Range): string {
    return this.#text.getText(range);
  }

  /** Asks for the findings in the text as it is now. */
  async findings(): Promise<readonly Diagnostic[]> {
    const report = await this.#connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: this.uri },
    });
    return report.kind === DocumentDiagnosticReportKind.Full ? report.items : [];
  }

  /** What the light bulb at a finding offers. */
  quickFixes(finding: Diagnostic): Promise<readonly CodeAction[]> {
    return this.#actions(finding.range, [finding], undefined);
  }

  /** What "fix on save" does before it saves. */
  async fixAll(): Promise<void> {
    const everywhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    for (const { edit } of await this.#actions(everywhere, [], ['source.fixAll.eslint'])) {
      for (const change of edit?.documentChanges ?? []) if ('edits' in change) await this.apply(change.edits);
    }
  }

  /** Chooses an action; its edits come back by way of the server. */
  async run({ command }: CodeAction): Promise<void> {
    if (!command) throw new TypeError('the action has no command');
    await this.#connection.sendRequest(ExecuteCommandRequest.type, {
      command: command.command,
      arguments: command.arguments ?? [],
    });
  }

  async close(): Promise<void> {
    await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: this.uri } });
  }

  async #actions(
    range: Range,
    diagnostics: readonly Diagnostic[],
    only: string[] | undefined,
  ): Promise<readonly CodeAction[]> {
    const textDocument = { uri: this.uri };
    const context = { diagnostics: [...diagnostics], ...(only && { only }) };
    const actions = await this.#connection.sendRequest(CodeActionRequest.type, { textDocument, range, context });
    return (actions ?? []).filter((action): action is CodeAction => typeof action.command !== 'string');
  }
}
