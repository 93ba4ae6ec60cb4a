import type { TSESTree } from '@typescript-eslint/utils';

import { staticName } from '../resolve/syntax.ts';
import { addItem } from './add-item.ts';
import type { SourceText } from './source-text.ts';
import type { TextEdit } from './text-edit.ts';

/** The property of an object literal that has a name. */
export function propertyNamed(object: TSESTree.ObjectExpression, name: string): TSESTree.Property | undefined {
  return object.properties.findLast(
    (property): property is TSESTree.Property =>
      property.type === 'Property' && staticName(property.key, property.computed) === name,
  );
}

/** The edit that sets a property of an object literal: in place of the value it has, else after the others. */
export function setProperty(
  object: TSESTree.ObjectExpression,
  name: string,
  value: string,
  source: SourceText,
): TextEdit {
  const present = propertyNamed(object, name);
  const added = `${name}: ${value}`;
  if (present) {
    return present.shorthand ? { range: present.range, text: added } : { range: present.value.range, text: value };
  }
  const last = object.properties.at(-1);
  if (!last) {
    const start = object.range[0] + 1;
    const inside = source.text.slice(start, object.range[1] - 1);
    return { range: [start, start], text: inside.startsWith(' ') ? ` ${added}` : ` ${added} ` };
  }
  return addItem(last.range, added, source);
}
