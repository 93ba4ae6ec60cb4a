import { expect, test } from 'vitest';

import { uniqueId } from './unique-id.ts';

test('ids are letters, digits and _, with the worker inside, and all different', () => {
  const ids = Array.from({ length: 1000 }, () => uniqueId('tenant'));
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^tenant_w[a-z\d]+_[a-z\d]{14}_[a-z\d]+$/);
});

test.each([
  ['Kunde Nr. 5', 'Kunde_Nr__5_w'],
  ['übung-a', '_bung_a_w'],
  ['', 'id_w'],
])('the prefix %j becomes %s', (prefix, start) => {
  expect(uniqueId(prefix)).toMatch(new RegExp(`^${start}`));
  expect(uniqueId(prefix)).toMatch(/^\w+$/);
});
