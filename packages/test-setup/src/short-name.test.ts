import { describe, expect, it } from 'vitest';

import { shortName } from './short-name.ts';

describe('shortName', () => {
  it('is sixteen digits, the same for the same text', () => {
    expect(shortName('probe ollama')).toMatch(/^[\da-f]{16}$/);
    expect(shortName('probe ollama')).toBe(shortName('probe ollama'));
  });

  it('tells texts apart that differ in little', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => `4711 ${index} /project/a key ${index % 7}`);
    expect(new Set(texts.map(shortName)).size).toBe(texts.length);
  });
});
