import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { modelLoaders } from '../models/loaders.ts';
import { mayHoldModel, mayLoadModel, mayName } from './prefilter.ts';

describe('mayHoldModel', () => {
  it.each(modelLoaders.flatMap(({ modules, name }) => modules.map((module) => [module, name])))('passes what loads %s', (module) => {
    expect(mayLoadModel(`import { x } from '${module}';`)).toBe(true);
  });

  it('passes the names that options add', () => {
    expect(mayHoldModel('loadWeights("acme/huge")')).toBe(false);
    expect(mayHoldModel('loadWeights("acme/huge")', ['loadWeights'])).toBe(true);
  });

  it.each(['', 'import { test } from "vitest"; test("a", () => {});', 'fetch("https://example.com")'])('holds back %j', (text) => {
    expect(mayHoldModel(text)).toBe(false);
  });
});

describe('mayName', () => {
  const word = fc.stringMatching(/^[a-z][a-z\d]{0,5}$/);
  const separator = fc.constantFrom('/', '-', '.', ':', '_');

  it('sees a name wherever it stands, and put together at any separator', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, separator), { minLength: 1, maxLength: 4 }), word, fc.string(), (parts, last, rest) => {
        const name = parts.map((part) => part.join('')).join('') + last;
        const pieces = [...parts.map((part) => part.join('')), last].map((piece) => JSON.stringify(piece)).join(' + ');
        expect(mayName(`${rest}${name}`, name)).toBe(true);
        expect(mayName(`${name.toUpperCase()}${rest}`, name)).toBe(true);
        expect(mayName(`${rest}${pieces}`, name)).toBe(true);
      }),
    );
  });

  it('reads globs and the tag that stands for none', () => {
    expect(mayName('vidore/colpali-v1.2', 'vidore/col*')).toBe(true);
    expect(mayName('vidore/x', 'vidore/col*')).toBe(false);
    expect(mayName('model: "llama3"', 'llama3:latest')).toBe(true);
    expect(mayName('anything', '*')).toBe(true);
  });
});
