import type { Py } from '@cogniverse/eslint-python';

import type { PythonSource } from '../../resolve/python/source.ts';
import {
  dictEntries,
  elementValues,
  keyOf,
  type PyEntry,
  type PyValue,
} from '../../resolve/python/static-value.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import type { Findings, Text } from '../findings.ts';
import { nameKeys } from '../../models/model-fields.ts';

/** The findings of a Python file. */
export type PythonFindings = Findings<Py.expr, PyValue>;

const MAX_DEPTH = 6;
/** A dict with more keys is data. */
const MAX_KEYS = 1_000;

/**
 * The texts that values hold, those in lists and dicts included; a dict's by the keys that hold names. What another
 * file states has no text here.
 */
export function textsIn(values: readonly PyValue[], source: PythonSource, depth = 0): readonly Text<Py.expr>[] {
  if (depth > MAX_DEPTH) return [];
  return values.flatMap((value): readonly Text<Py.expr>[] => {
    switch (value.kind) {
      case 'constant':
        return typeof value.value === 'string' ? [textOf(value.node, value.value, value.source, source)] : [];
      case 'sequence':
        return elementValues(value).flatMap((element) => textsIn(element, source, depth + 1));
      case 'dict':
        return telling(dictEntries(value)).flatMap((entry) => textsIn(entry.value, source, depth + 1));
      case 'unknown':
        return [{ node: value.node }];
    }
  });
}

function textOf(node: Py.expr, text: string, from: PythonSource, source: PythonSource): Text<Py.expr> {
  if (from === source) return { node, text };
  const path = exportOf(node);
  return path ? { node, stated: { file: from.file, path } } : { node };
}

/** The constant of a module that an expression is the value of, or a part of it: `['MODELS', 'large']`. */
function exportOf(node: Py.expr): readonly string[] | undefined {
  const keys: string[] = [];
  let below: Py.Node = node;
  for (const above of ancestorsOf(node)) {
    if (above.nodeType === 'Dict') {
      const key = above.keys[above.values.findIndex((value) => value === below)];
      if (key?.nodeType === 'Constant' && key.valueType === 'str') keys.unshift(key.value);
    }
    const targets =
      above.nodeType === 'Assign' ? above.targets : above.nodeType === 'AnnAssign' ? [above.target] : undefined;
    if (targets) {
      const [target] = targets;
      return target?.nodeType === 'Name' ? [target.id, ...keys] : undefined;
    }
    below = above;
  }
  return undefined;
}

function telling(entries: readonly PyEntry[]): readonly PyEntry[] {
  if (entries.length > MAX_KEYS) return [];
  const keys = new Set(nameKeys(entries.flatMap((entry) => keyOf(entry) ?? [])));
  return entries.filter((entry) => keys.has(keyOf(entry) ?? ''));
}
