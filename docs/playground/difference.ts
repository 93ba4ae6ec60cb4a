/** The difference between two texts, shown line by line; loaded when it is asked for. */
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import { shownAs } from './editor.ts';

/** What the difference is shown of. */
export interface Difference {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** Shows a difference in an element; gives what takes it away again. */
export function showDifference(parent: HTMLElement, { file, before, after }: Difference): () => void {
  const view = new EditorView({
    parent,
    doc: after,
    extensions: [
      shownAs(file),
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ 'aria-label': 'What the fixes change' }),
      unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: {} }),
    ],
  });
  return () => {
    view.destroy();
  };
}
