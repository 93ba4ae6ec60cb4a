import { describe, expect, test } from 'vitest';

import { defaultPolicy, pythonStandardLibrary, telemetryEnvironment, threadEnvironment } from '../src/index.ts';

const variables = [...threadEnvironment, ...telemetryEnvironment];

function readers(name: string, language: 'python' | 'javascript', when: 'readBy' | 'readOnImport'): readonly string[] {
  return variables.find((variable) => variable.name === name)?.[when][language] ?? [];
}

describe("the guide's environment", () => {
  test("is the policy's", () => {
    expect(Object.keys(defaultPolicy.environment)).toEqual(variables.map(({ name }) => name));
  });

  test.each(variables)('$name is read by libraries that heed it', ({ readBy, readOnImport }) => {
    expect(readBy.python).toEqual(expect.arrayContaining([...readOnImport.python]));
    expect(readBy.javascript).toEqual(expect.arrayContaining([...readOnImport.javascript]));
    expect([...readBy.python, ...readBy.javascript]).not.toEqual([]);
  });

  test.each(variables)('$name has each reader once, by the name that an import has', ({ readBy }) => {
    for (const names of [readBy.python, readBy.javascript]) expect(names).toHaveLength(new Set(names).size);
    for (const name of readBy.python) expect(name).toMatch(/^[a-z_][a-z0-9_]*$/);
    const standard = new Set(pythonStandardLibrary.map(({ name }) => name));
    expect(readBy.python.filter((name) => standard.has(name))).toEqual([]);
  });

  test('knows what is fixed as a library is imported', () => {
    expect(readers('OMP_NUM_THREADS', 'python', 'readOnImport')).toEqual(
      expect.arrayContaining(['torch', 'numpy', 'sklearn', 'transformers', 'sentence_transformers']),
    );
    expect(readers('OPENBLAS_NUM_THREADS', 'python', 'readOnImport')).not.toContain('torch');
    expect(readers('MKL_NUM_THREADS', 'python', 'readOnImport')).toContain('torch');
    expect(readers('MKL_NUM_THREADS', 'python', 'readOnImport')).not.toContain('numpy');
    expect(readers('JAX_PLATFORMS', 'python', 'readOnImport')).toContain('jax');
    expect(readers('TF_NUM_INTRAOP_THREADS', 'javascript', 'readOnImport')).toContain('@tensorflow/tfjs-node');
  });

  test.each(['TOKENIZERS_PARALLELISM', 'TF_NUM_INTRAOP_THREADS', 'ANONYMIZED_TELEMETRY'])(
    '%s is read later than that',
    (name) => {
      expect(readers(name, 'python', 'readBy')).not.toEqual([]);
      expect(readers(name, 'python', 'readOnImport')).toEqual([]);
    },
  );
});
