import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkModel, defaultPolicy, type ModelPolicy } from '../src/index.ts';
import { matchesGlob } from '../src/name-pattern.ts';

function kind(name: string, policy: Partial<ModelPolicy>): string {
  return checkModel(name, { allow: [], deny: {}, ...policy }).kind;
}

describe("the guide's models", () => {
  test('refuses the large one and names the small one', () => {
    expect(checkModel('vidore/colpali-v1.2', defaultPolicy.models)).toEqual({
      kind: 'denied',
      pattern: 'vidore/colpali-v1.2',
      replacement: 'vidore/colsmol-500m',
    });
  });

  test.each([
    ['Vidore/ColPali-v1.2', 'denied'],
    ['vidore/colpali-v1.2-merged', 'unlisted'],
    ['vidore/colpali-v1.2-merged-tiny', 'allowed'],
    ['openai/whisper-tiny.en', 'allowed'],
    ['sshleifer/tiny-gpt2', 'allowed'],
    ['TinyLlama/TinyLlama-1.1B-Chat-v1.0', 'unlisted'],
    ['vidore/colpali-v1.3', 'unlisted'],
    ['vidore/ColSmol-500M', 'allowed'],
    ['hf-internal-testing/tiny-random-BertModel', 'allowed'],
    ['Xenova/tiny-random-mistral', 'allowed'],
    ['onnx-internal-testing/x', 'allowed'],
    ['tiny-random-bert', 'unlisted'],
    ['meta-llama/Llama-3-8B', 'unlisted'],
    ['constructor', 'unlisted'],
    ['__proto__', 'unlisted'],
    ['', 'unlisted'],
  ])('%s is %s', (name, verdict) => {
    expect(checkModel(name, defaultPolicy.models).kind).toBe(verdict);
  });
});

describe('Ollama tags', () => {
  test.each([
    ['qwen2', 'qwen2', 'allowed'],
    ['qwen2', 'qwen2:latest', 'allowed'],
    ['qwen2', 'qwen2:7b', 'unlisted'],
    ['qwen2:latest', 'qwen2', 'allowed'],
    ['qwen2:7b', 'Qwen2:7B', 'allowed'],
    ['qwen2:7b', 'qwen2', 'unlisted'],
    ['qwen2:*', 'qwen2', 'allowed'],
    ['qwen2:*', 'qwen2:latest', 'allowed'],
    ['qwen2:*', 'qwen2:0.5b', 'allowed'],
    ['qwen2:*', 'qwen2.5:0.5b', 'unlisted'],
    ['*:latest', 'qwen2', 'allowed'],
    ['*:latest', 'vidore/colsmol-500m', 'unlisted'],
    ['someone/qwen2:*', 'someone/qwen2', 'allowed'],
    ['localhost:5000/qwen2:*', 'localhost:5000/qwen2', 'allowed'],
    ['qwen2:?b', 'qwen2:7b', 'allowed'],
    ['qwen2:?b', 'qwen2:72b', 'unlisted'],
  ])('the entry %s makes %s %s', (entry, name, verdict) => {
    expect(kind(name, { allow: [entry] })).toBe(verdict);
  });
});

describe('precedence', () => {
  test('of equally exact entries deny wins', () => {
    expect(kind('a/b', { allow: ['a/b'], deny: { 'A/b': null } })).toBe('denied');
    expect(kind('a/b', { allow: ['a/*'], deny: { '*/b': null } })).toBe('denied');
  });

  test('a name wins over a glob, a longer glob over a shorter one', () => {
    expect(kind('a/b', { allow: ['a/b'], deny: { 'a/*': null, '*': null } })).toBe('allowed');
    expect(kind('a/b', { allow: ['a/*'], deny: { 'a/b': null } })).toBe('denied');
    expect(kind('a/tiny-b', { allow: ['a/tiny-*'], deny: { 'a/*': null } })).toBe('allowed');
  });

  test('the most exact refusal gives the replacement', () => {
    const policy = { allow: [], deny: { '*': null, 'a/*': 'a/small', 'a/b': 'a/tiny' } };
    expect(checkModel('a/b', policy)).toEqual({ kind: 'denied', pattern: 'a/b', replacement: 'a/tiny' });
    expect(checkModel('a/c', policy)).toEqual({ kind: 'denied', pattern: 'a/*', replacement: 'a/small' });
    expect(checkModel('b/c', policy)).toEqual({ kind: 'denied', pattern: '*' });
  });
});

describe('globs', () => {
  test('match what the same regular expression matches', () => {
    const letters = constantFrom('a', 'b', '*', '?', '/', '.');
    const inRegExp = new Map<string, string>([
      ['*', '[^]*'],
      ['?', '[^]'],
      ['.', '\\.'],
    ]);
    assert(
      property(array(letters, { maxLength: 8 }), array(letters, { maxLength: 8 }), (pattern, name) => {
        const source = pattern.map((letter) => inRegExp.get(letter) ?? letter).join('');
        expect(matchesGlob(pattern.join(''), name.join(''))).toBe(
          new RegExp(`^${source}$`).test(name.join('')),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test('take no time even where a regular expression would backtrack', () => {
    const start = performance.now();
    expect(matchesGlob('*a'.repeat(40) + 'b', 'a'.repeat(5000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
