import { describe, expect, it } from 'vitest';

import { layouts } from '../../../../test/system/pytest-layouts.ts';
import { Project } from '../../support/project.ts';
import { setUp } from '../plan-of.ts';

describe('a layout is set up as it is written, and once', () => {
  it.each(layouts)('$name', async ({ files, after }) => {
    const project = new Project(files).commit();
    const { problems } = await setUp(project);
    expect(problems).toEqual([]);
    for (const [name, texts] of Object.entries(after)) {
      const text = project.read(name);
      for (const expected of texts) expect(text).toContain(expected);
      // Nothing of what was there is gone, and a line end is what it was.
      const before = files[name] ?? '';
      expect(text.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
      if (before.includes('\r\n')) expect(text.replaceAll('\r\n', '')).not.toContain('\n');
      expect(withoutNew(before, text)).toBe(before);
    }
  });
});

/** A text as far as another one holds it, in its order. */
function withoutNew(before: string, after: string): string {
  let found = 0;
  for (const character of after) if (before.startsWith(character, found)) found += character.length;
  return before.slice(0, found);
}
