import { describe, expect, it } from 'vitest';

import { mayHoldPythonModel, mayLoadPythonModel } from './prefilter.ts';

describe('mayLoadPythonModel', () => {
  it.each([
    'Model.from_pretrained(name)',
    'import sentence_transformers',
    'from langchain_community.llms import Ollama',
    'get_or_load_model(name, config, logger)',
    'st = importorskip("sentence_transformers")',
  ])('passes %s', (text) => {
    expect(mayLoadPythonModel(text)).toBe(true);
  });

  it.each(['control.start()', 'import whisperers', 'x_from_pretrained_y = 1', 'model = "acme/huge"'])('holds back %s', (text) => {
    expect(mayLoadPythonModel(text)).toBe(false);
  });
});

describe('mayHoldPythonModel', () => {
  it.each(['MODEL = "x"', 'start(embedding_model="x")', 'checkpoint = 1', 'url = "https://huggingface.co/x"'])('passes %s', (text) => {
    expect(mayHoldPythonModel(text)).toBe(true);
  });

  it('holds back what names neither a model nor a loader', () => {
    expect(mayHoldPythonModel('def test_a():\n    assert 1 + 1 == 2\n')).toBe(false);
    expect(mayHoldPythonModel('Encoder("x")')).toBe(false);
    expect(mayHoldPythonModel('Encoder("x")', ['Encoder'])).toBe(true);
  });
});
