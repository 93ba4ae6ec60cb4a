import type { NameForm } from './loaders.ts';

/** Where a model's name ends up. */
export interface Place {
  readonly kind: 'load' | 'url' | 'field';
  /** For people: `pipeline()`, `modelId`. */
  readonly label: string;
  /** What a name looks like that is loaded from afar; left out where names on no list are fine. */
  readonly form?: NameForm;
  /** Whose model a name without an owner is: `sentence-transformers`. */
  readonly owner?: string;
  /** A setting beside the name belongs to this one model. */
  readonly isPinned: boolean;
  /** The test that imports the name and puts it there, as a path from the root; left out in the file itself. */
  readonly test?: string;
}
