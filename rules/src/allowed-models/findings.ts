import { checkModel, type ModelPolicy, type ModelVerdict } from '@cogniverse/guide';

import type { Place } from '../models/place.ts';
import { isLoadable, modelNameOf, routedName } from './model-names.ts';

/** A text that an expression can be. */
export interface Text<Node> {
  readonly node: Node;
  /** Left out where the file does not state it. */
  readonly text?: string;
  /** The export of another file that states it, where that is known. */
  readonly stated?: { readonly file: string; readonly path: readonly string[] };
}

/** A model's name that is refused or on no list, with the expression that states it. */
export interface Finding<Node> {
  readonly node: Node;
  readonly name: string;
  /** The expression is the name, and nothing beside it. */
  readonly isWhole: boolean;
  readonly place: Place;
  readonly isPinned: boolean;
  readonly verdict: Exclude<ModelVerdict, { kind: 'allowed' }>;
}

/** Collects the names that a file gives to loaders and fields: each once, however many places it reaches. */
export class Findings<Node, Value> {
  readonly #policy: ModelPolicy;
  readonly #textsIn: (values: readonly Value[]) => readonly Text<Node>[];
  readonly #onUnknown: ((unknown: Text<Node>, place: Place) => void) | undefined;
  readonly #found = new Map<Node, Finding<Node>>();
  readonly #subjects = new Set<Node>();

  /**
   * @param textsIn - The texts that values hold, those in lists and objects included.
   * @param onUnknown - Told of each expression that is put in a place but that the file does not state.
   */
  constructor(
    policy: ModelPolicy,
    textsIn: (values: readonly Value[]) => readonly Text<Node>[],
    onUnknown?: (unknown: Text<Node>, place: Place) => void,
  ) {
    this.#policy = policy;
    this.#textsIn = textsIn;
    this.#onUnknown = onUnknown;
  }

  /** Adds the names among some values, those in lists and objects included. */
  add(values: readonly Value[], place: Place): void {
    for (const found of this.#textsIn(values)) {
      const { node, text } = found;
      if (text === undefined) {
        this.#onUnknown?.(found, place);
        continue;
      }
      const name = modelNameOf(text);
      if (name === undefined) continue;
      const routed = this.#routed(name, place);
      if (routed) this.addName(node, routed.name, routed.place, false);
      else this.addName(node, name, place, name === text);
    }
  }

  /** The model behind a prefix that says who runs it, unless the policy speaks of the name as it stands. */
  #routed(text: string, place: Place): { readonly name: string; readonly place: Place } | undefined {
    const routed = routedName(text);
    const mayBeRouted = place.form === undefined || place.form === 'routed';
    if (!routed || !mayBeRouted || this.#verdictOn(text, place).kind !== 'unlisted') return undefined;
    return { name: routed.name, place: place.form === undefined ? place : { ...place, form: routed.form } };
  }

  /** Adds one name that an expression states, whole or as a part of it. */
  addName(node: Node, name: string, place: Place, isWhole: boolean): void {
    const verdict = this.#verdictOn(name, place);
    if (verdict.kind === 'allowed') return;
    if (verdict.kind === 'unlisted' && (place.form === undefined || !isLoadable(name, place.form))) return;
    const known = this.#found.get(node);
    const isPinned = place.isPinned || known?.isPinned === true;
    const strongest = known && (known.place.kind !== 'field' || place.kind === 'field') ? known.place : place;
    this.#found.set(node, { node, name, isWhole, place: strongest, isPinned, verdict });
  }

  #verdictOn(name: string, { owner }: Place): ModelVerdict {
    const verdict = checkModel(name, this.#policy);
    if (verdict.kind !== 'unlisted' || owner === undefined) return verdict;
    const sameModel = name.startsWith(`${owner}/`) ? name.slice(owner.length + 1) : `${owner}/${name}`;
    return name.includes('/') && sameModel.includes('/') ? verdict : checkModel(sameModel, this.#policy);
  }

  /** Notes that names are what a test is about: where they reach no loader, they stay. */
  addSubjects(values: readonly Value[]): void {
    for (const { node } of this.#textsIn(values)) this.#subjects.add(node);
  }

  /** What was found. */
  all(): readonly Finding<Node>[] {
    return [...this.#found.values()].filter(
      ({ node, place }) => place.kind !== 'field' || !this.#subjects.has(node),
    );
  }
}
