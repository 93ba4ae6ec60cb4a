/** The code editor: CodeMirror with what the rules found marked in the text. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';

import type { Edit, Finding } from './engine/protocol.ts';

/** What is asked of an editor. */
export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly file: string;
  /** What a screen reader calls it. */
  readonly label: string;
  /** What is shown where there is no text. */
  readonly hint?: string | undefined;
  readonly onChange: (text: string) => void;
  /** A fix or suggestion was chosen in the text. */
  readonly onEdit?: (edit: Edit) => void;
}

/** An editor on the page. */
export interface Editor {
  /** Replaces the text, where it is another one. */
  setText(text: string): void;
  setFile(file: string): void;
  /** Marks findings in the text that they are about. */
  setFindings(findings: readonly Finding[]): void;
  /** Selects a part of the text, scrolls to it and moves the focus there. */
  reveal(from: number, to: number): void;
  close(): void;
}

/** What shows a text, whether it can be edited or not. */
export function shownAs(file: string): Extension[] {
  return [lineNumbers(), EditorView.lineWrapping, syntaxHighlighting(classHighlighter), languageFor(file)];
}

function languageFor(file: string): Extension {
  if (file.endsWith('.py')) return python();
  if (file.endsWith('.json')) return json();
  if (!/\.[cm]?[jt]sx?$/.test(file)) return [];
  return javascript({ typescript: file.slice(file.lastIndexOf('.')).includes('ts'), jsx: file.endsWith('x') });
}

/** Puts an editor on the page. */
export function createEditor({ parent, text, file, label, hint, onChange, onEdit }: EditorOptions): Editor {
  const language = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        language.of(shownAs(file)),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        indentOnInput(),
        hint === undefined ? [] : placeholder(hint),
        // Tab moves on to the next control, as everywhere on the page.
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setText(next) {
      const change = changeBetween(view.state.doc.toString(), next);
      if (change) view.dispatch({ changes: change });
    },
    setFile(next) {
      view.dispatch({ effects: language.reconfigure(shownAs(next)) });
    },
    setFindings(findings) {
      const length = view.state.doc.length;
      const inside = findings.filter(({ to }) => to <= length);
      view.dispatch(setDiagnostics(view.state, inside.map((finding) => diagnosticOf(finding, onEdit))));
    },
    reveal(from, to) {
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
      view.focus();
    },
    close() {
      view.destroy();
    },
  };
}

/** The part in which two texts differ, so that the rest keeps its cursor and marks. */
function changeBetween(before: string, after: string): { from: number; to: number; insert: string } | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

function diagnosticOf(finding: Finding, onEdit: EditorOptions['onEdit']): Diagnostic {
  const { fix, suggestions, from, to, message, rule } = finding;
  const edits = [...(fix ? [{ text: 'Fix', edit: fix }] : []), ...suggestions];
  return {
    from,
    to,
    severity: 'error',
    message,
    ...(rule !== undefined && { source: rule }),
    actions: onEdit ? edits.map(({ text, edit }) => ({ name: text, apply: () => { onEdit(edit); } })) : [],
  };
}
