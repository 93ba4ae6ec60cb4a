import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { guideText } from '../guide-text.mjs';

it('the guide of the plugin is that of the rules (npx pnpm@10.34.8 --filter @cogniverse/pytest-setup generate)', () => {
  const file = path.join(import.meta.dirname, '../src/pytest_cogniverse/guide.json');
  expect(readFileSync(file, 'utf8')).toBe(guideText());
});
