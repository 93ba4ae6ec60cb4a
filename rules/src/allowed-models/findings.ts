import { checkModel, type ModelPolicy, type ModelVerdict } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { followBindings } from '../resolve/bindings.ts';
import {
  elementValues,
  propertyNames,
  propertyValues,
  type ObjectValue,
  type StaticValue,
} from '../resolve/static-value.ts';
import type { NameForm } from './loaders.ts';
import { describesModel, holdsModel } from './model-fields.ts';
import { isLoadable, modelNameOf } from './model-names.ts';

/** Where a model's name ends up. */
export interface Place {
  readonly kind: 'load' | 'url' | 'field';
  /** For people: `pipeline()`, `modelId`. */
  readonly label: string;
  /** What a name looks like that is loaded from afar; left out where names on no list are fine. */
  readonly form?: NameForm;
  /** A setting beside the name belongs to this one model. */
  readonly isPinned: boolean;
  /** The test that imports the name and puts it there, as a path from the root; left out in the file itself. */
  readonly test?: string;
}

/** A model's name that is refused or on no list, with the expression that states it. */
export interface Finding {
  readonly node: TSESTree.Node;
  readonly name: string;
  /** The expression is the name, and nothing beside it. */
  readonly isWhole: boolean;
  readonly place: Place;
  readonly isPinned: boolean;
  readonly verdict: Exclude<ModelVerdict, { kind: 'allowed' }>;
}

const MAX_DEPTH = 6;
/** An object with more keys is data. */
const MAX_KEYS = 1_000;

/** Collects the names that a file gives to loaders and fields: each once, however many places it reaches. */
export class Findings {
  readonly #policy: ModelPolicy;
  readonly #onUnknown: ((node: TSESTree.Node, place: Place) => void) | undefined;
  readonly #found = new Map<TSESTree.Node, Finding>();
  readonly #subjects = new Set<TSESTree.Node>();

  /** @param onUnknown - Told of each expression that is put in a place but that the file does not state. */
  constructor(policy: ModelPolicy, onUnknown?: (node: TSESTree.Node, place: Place) => void) {
    this.#policy = policy;
    this.#onUnknown = onUnknown;
  }

  /** Adds the names among some values, those in lists and objects included. */
  add(values: readonly StaticValue[], place: Place): void {
    for (const { node, text } of textsIn(values)) {
      if (text === undefined) {
        this.#onUnknown?.(node, place);
        continue;
      }
      const name = modelNameOf(text);
      if (name !== undefined) this.addName(node, name, place, name === text);
    }
  }

  /** Adds one name that an expression states, whole or as a part of it. */
  addName(node: TSESTree.Node, name: string, place: Place, isWhole: boolean): void {
    const verdict = checkModel(name, this.#policy);
    if (verdict.kind === 'allowed') return;
    if (verdict.kind === 'unlisted' && (place.form === undefined || !isLoadable(name, place.form))) return;
    const known = this.#found.get(node);
    const isPinned = place.isPinned || known?.isPinned === true;
    const strongest = known && (known.place.kind !== 'field' || place.kind === 'field') ? known.place : place;
    this.#found.set(node, { node, name, isWhole, place: strongest, isPinned, verdict });
  }

  /** Notes that names are what a test is about: where they reach no loader, they stay. */
  addSubjects(values: readonly StaticValue[]): void {
    for (const { node } of textsIn(values)) this.#subjects.add(node);
  }

  /** What was found. */
  all(): readonly Finding[] {
    return [...this.#found.values()].filter(
      ({ node, place }) => place.kind !== 'field' || !this.#subjects.has(node),
    );
  }
}

interface Text {
  readonly node: TSESTree.Node;
  /** Left out where the file does not state it. */
  readonly text?: string;
}

function textsIn(values: readonly StaticValue[], depth = 0): readonly Text[] {
  if (depth > MAX_DEPTH) return [];
  return values.flatMap((value): readonly Text[] => {
    switch (value.kind) {
      case 'constant':
        return typeof value.value === 'string' ? [{ node: value.node, text: value.value }] : [];
      case 'array':
        return elementValues(value, options).flatMap((element) => textsIn(element, depth + 1));
      case 'object':
        return nameKeys(value).flatMap((key) => textsIn(propertyValues(value, key, options), depth + 1));
      case 'unknown':
        return [{ node: value.node }];
      case 'function':
        return [];
    }
  });
}

/** The keys of an object that hold names: those that say so, or else all that do not say otherwise. */
function nameKeys(object: ObjectValue): readonly string[] {
  const names = propertyNames(object, options);
  const keys = names.length > MAX_KEYS ? [] : names.filter((name) => !describesModel(name));
  const telling = keys.filter(holdsModel);
  return telling.length > 0 ? telling : keys;
}

const options = { followBindings };
