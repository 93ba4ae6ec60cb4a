/** What an option of pytest's configuration is to hold. */
export type Wanted =
  /** A value that stands for itself; of an option that is not set yet. */
  | { readonly kind: 'value'; readonly name: string; readonly value: string | number }
  /** A switch that is to be on; of an option that is not set yet. */
  | { readonly kind: 'flag'; readonly name: string }
  /** Lines that are to be there beside those that are. */
  | { readonly kind: 'lines'; readonly name: string; readonly entries: readonly string[] }
  /** Words that are to be there beside those that are, in front of them or behind. */
  | {
      readonly kind: 'words';
      readonly name: string;
      readonly entries: readonly string[];
      readonly isFirst?: boolean;
    };

/** Lines or words to be added to a list. */
export type WantedList = Extract<Wanted, { readonly entries: readonly string[] }>;

/** Whether a list is what is wanted. */
export function isList(wanted: Wanted): wanted is WantedList {
  return wanted.kind === 'lines' || wanted.kind === 'words';
}
