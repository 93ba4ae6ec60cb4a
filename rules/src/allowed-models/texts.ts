import type { TSESTree } from '@typescript-eslint/utils';

import { followBindings } from '../resolve/bindings.ts';
import {
  elementValues,
  propertyNames,
  propertyValues,
  type ObjectValue,
  type StaticValue,
} from '../resolve/static-value.ts';
import type { Findings, Text } from './findings.ts';
import { nameKeys } from '../models/model-fields.ts';

/** The findings of a JavaScript file. */
export type JavaScriptFindings = Findings<TSESTree.Node, StaticValue>;

const MAX_DEPTH = 6;
/** An object with more keys is data. */
const MAX_KEYS = 1_000;
const options = { followBindings };

/** The texts that values hold, those in lists and objects included; an object's by the keys that hold names. */
export function textsIn(values: readonly StaticValue[], depth = 0): readonly Text<TSESTree.Node>[] {
  if (depth > MAX_DEPTH) return [];
  return values.flatMap((value): readonly Text<TSESTree.Node>[] => {
    switch (value.kind) {
      case 'constant':
        return typeof value.value === 'string' ? [{ node: value.node, text: value.value }] : [];
      case 'array':
        return elementValues(value, options).flatMap((element) => textsIn(element, depth + 1));
      case 'object':
        return keysOf(value).flatMap((key) => textsIn(propertyValues(value, key, options), depth + 1));
      case 'unknown':
        return [{ node: value.node }];
      case 'function':
        return [];
    }
  });
}

function keysOf(object: ObjectValue): readonly string[] {
  const names = propertyNames(object, options);
  return names.length > MAX_KEYS ? [] : nameKeys(names);
}
