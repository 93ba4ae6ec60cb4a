import { describe, expect, it } from 'vitest';

import { holdsModel } from '../models/model-fields.ts';
import { hubIdInUrl, isLoadable, modelNameOf, routedName } from './model-names.ts';

describe('modelNameOf', () => {
  it.each([
    ['vidore/colpali-v1.2', 'vidore/colpali-v1.2'],
    ['bert-base-uncased', 'bert-base-uncased'],
    ['qwen2:7b', 'qwen2:7b'],
    ['hf.co/acme/tiny:Q4_0', 'hf.co/acme/tiny:Q4_0'],
    ['hf:acme/tiny/weights.gguf', 'acme/tiny'],
    ['hf:acme/tiny:Q4_0', 'acme/tiny'],
    ['huggingface:acme/tiny', 'acme/tiny'],
    ['./acme/tiny', undefined],
    ['../acme/tiny', undefined],
    ['/acme/tiny', undefined],
    ['~/acme/tiny', undefined],
    ['C:\\acme\\tiny', undefined],
    ['\\\\server\\tiny', undefined],
    ['file:///acme/tiny', undefined],
    ['https://acme.example/tiny', undefined],
    ['', undefined],
    [' ', undefined],
    ['localhost:11434', undefined],
    ['ollama.internal:11434/v1', undefined],
  ])('%s: %s', (text, name) => {
    expect(modelNameOf(text)).toBe(name);
  });
});

describe('isLoadable', () => {
  it.each(['acme/tiny', 'BAAI/bge-small-en-v1.5', 'Xenova/t5', 'a/b'])('the Hub could have %s', (name) => {
    expect(isLoadable(name, 'hub')).toBe(true);
  });

  it.each(['tiny', 'acme/', '/tiny', 'acme/tiny/file', 'acme/tiny:7b', 'models/tiny', 'acme/tiny.gguf', 'acme tiny/x', ''])(
    'the Hub could not have %s',
    (name) => {
      expect(isLoadable(name, 'hub')).toBe(false);
    },
  );

  it.each(['llama3', 'qwen2:0.5b', 'acme/tiny:latest', 'hf.co/acme/tiny:Q4_0'])('Ollama could run %s', (name) => {
    expect(isLoadable(name, 'tag')).toBe(true);
  });

  it.each(['', ' ', 'qwen3-coder:480b-cloud', 'a b', 'acme/tiny:a:b'])('Ollama could not run %s here', (name) => {
    expect(isLoadable(name, 'tag')).toBe(false);
  });
});

describe('names without an owner', () => {
  it.each(['bert-base-uncased', 'distilbert-base-uncased', 'gpt2', 'gpt2-medium', 't5-small', 'xlm-roberta-base', 'acme/tiny'])(
    'the Hub has %s',
    (name) => {
      expect(isLoadable(name, 'canonical')).toBe(true);
    },
  );

  it.each(['bertha', 'text-embedding-001', 'gpt-4o', 'models/bert', 't5x'])('the Hub has no %s', (name) => {
    expect(isLoadable(name, 'canonical')).toBe(false);
  });

  it.each(['all-MiniLM-L6-v2', 'acme/tiny'])('the owner may be left out of %s', (name) => {
    expect(isLoadable(name, 'owned')).toBe(true);
  });

  it.each(['model', 'output', 'a b'])('%s is none whose owner is left out', (name) => {
    expect(isLoadable(name, 'owned')).toBe(false);
  });
});

describe('routedName', () => {
  it.each([
    ['ollama/llama3:70b', { name: 'llama3:70b', form: 'tag' }],
    ['ollama_chat/qwen2', { name: 'qwen2', form: 'tag' }],
    ['ollama:llama3', { name: 'llama3', form: 'tag' }],
    ['vllm/acme/tiny', { name: 'acme/tiny', form: 'hub' }],
    ['openai/gpt-4o', undefined],
    ['hosted_vllm/acme/tiny', undefined],
    ['ollama', undefined],
    ['ollama/', undefined],
  ])('%s: %j', (text, expected) => {
    expect(routedName(text)).toEqual(expected);
  });
});

describe('hubIdInUrl', () => {
  it.each([
    ['https://huggingface.co/acme/tiny/resolve/main/config.json', 'acme/tiny'],
    ['https://hf.co/acme/tiny/raw/v2/README.md?download=true', 'acme/tiny'],
    ['https://huggingface.co/acme/tiny', undefined],
    ['https://huggingface.co/datasets/acme/resolve/main/a.png', undefined],
    ['https://huggingface.co/datasets/acme/images/resolve/main/a.png', undefined],
    ['https://example.com/acme/tiny/resolve/main/config.json', undefined],
  ])('%s: %s', (url, id) => {
    expect(hubIdInUrl(url)).toBe(id);
  });
});

describe('holdsModel', () => {
  it.each([
    'model', 'models', 'modelId', 'model_name', 'model-name', 'embeddingModel', 'COLPALI_MODEL', 'MODEL', 'MODELS_UNDER_TEST',
    'checkpoint', 'CHECKPOINTS', 'pretrainedModelNameOrPath', 'model2',
  ])('%s holds one', (name) => {
    expect(holdsModel(name)).toBe(true);
  });

  it.each(['remodel', 'modeling', 'id', 'name', 'modelTitle', 'modelDescription', 'model_provider', 'underlyingModelProviderName', 'modelType'])(
    '%s holds none',
    (name) => {
      expect(holdsModel(name)).toBe(false);
    },
  );
});
