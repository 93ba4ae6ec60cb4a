import { testPrefilter, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { threadEnvBeforeImports, type MessageId } from './index.ts';
import { maySetVariableLate } from './prefilter.ts';

const SET = "process.env.TF_NUM_INTRAOP_THREADS = '1';";

const cases: RuleCases<MessageId, []> = {
  valid: [
    // No library of the file reads it as it is loaded.
    `import { test } from 'vitest';\n${SET}`,
    `import { pipeline } from '@huggingface/transformers';\nprocess.env.MKL_NUM_THREADS = '1';`,
    `vi.hoisted(() => { process.env.OMP_NUM_THREADS = '1'; }); import ort from 'onnxruntime-node';`,
    // In time.
    `${SET}\nconst tf = require('@tensorflow/tfjs-node');`,
    `${SET}\nconst tf = await import('@tensorflow/tfjs-node');`,
    `import { vi } from 'vitest';\nimport * as tf from '@tensorflow/tfjs-node';\nvi.hoisted(() => {\n  ${SET}\n});`,
    // Loaded later, or never.
    `${SET}\nit('a', async () => {\n  const tf = await import('@tensorflow/tfjs-node');\n});`,
    { code: `import type { Tensor } from '@tensorflow/tfjs-node';\n${SET}`, ...typed },
    { code: `import { type Tensor } from '@tensorflow/tfjs-node';\n${SET}`, ...typed },
    `import { vi } from 'vitest';\nimport tf from '@tensorflow/tfjs-node';\nvi.mock('@tensorflow/tfjs-node');\n${SET}`,
    // Tests may be about the variable, and hooks put it back.
    `import { Memory } from 'mem0ai';\nit('a', () => {\n  process.env.MEM0_TELEMETRY = 'false';\n});`,
    `import { Memory } from 'mem0ai';\nafterEach(() => {\n  process.env.MEM0_TELEMETRY = before;\n});`,
    `import { Memory } from 'mem0ai';\nbeforeEach(() => {\n  vi.resetModules();\n  process.env.MEM0_TELEMETRY = 'false';\n});`,
    `import { Memory } from 'mem0ai';\ndelete process.env.MEM0_TELEMETRY;\nconsole.log(process.env.MEM0_TELEMETRY);`,
    `import { Memory } from 'mem0ai';\nconst env = { ...process.env };\nenv.MEM0_TELEMETRY = 'false';`,
    `import { Memory } from 'mem0ai';\nfunction quiet(process) {\n  process.env.MEM0_TELEMETRY = 'false';\n}\nquiet({ env: {} });`,
    // TypeScript as CommonJS keeps the order.
    { code: `${SET}\nimport * as tf from '@tensorflow/tfjs-node';`, filename: 'a.test.ts', ...typed },
    { code: `import tf from '@tensorflow/tfjs-node';\n${SET}`, filename: 'src/a.js', settings: { cogniverse: { scope: 'tests' } } },
  ],
  invalid: [
    {
      code: `import * as tf from '@tensorflow/tfjs-node';\n\n${SET}\n`,
      errors: [
        {
          messageId: 'lateByHoisting',
          data: { names: 'TF_NUM_INTRAOP_THREADS', library: '@tensorflow/tfjs-node' },
          line: 3,
        },
      ],
    },
    { code: `${SET}\nimport * as tf from '@tensorflow/tfjs-node';`, filename: 'a.test.mjs', errors: ['lateByHoisting'] },
    {
      code: `${SET}\nimport { test } from 'vitest';\nimport tf from '@tensorflow/tfjs-node';\ntest('a', () => {});`,
      errors: ['lateByHoisting'],
    },
    { code: `import faiss from 'faiss-node';\nprocess.env['OMP_NUM_THREADS'] ??= '1';`, errors: ['lateByHoisting'] },
    {
      code: `import { env } from 'node:process';\nimport 'faiss-node';\nenv.OMP_NUM_THREADS = '1';`,
      errors: ['lateByHoisting'],
    },
    {
      code: `import { Memory } from 'mem0ai/oss';\nObject.assign(process.env, { MEM0_TELEMETRY: 'false', A: 'b' });`,
      errors: [{ messageId: 'lateByHoisting', data: { names: 'MEM0_TELEMETRY', library: 'mem0ai/oss' } }],
    },
    {
      code: `import { vi, beforeAll } from 'vitest';\nimport { Memory } from 'mem0ai';\nbeforeAll(() => {\n  vi.stubEnv('MEM0_TELEMETRY', 'false');\n});`,
      errors: ['lateByHoisting'],
    },
    {
      code: `import { Memory } from 'mem0ai';\ndescribe('memory', () => {\n  process.env.MEM0_TELEMETRY = 'false';\n});`,
      errors: ['lateByHoisting'],
    },
    {
      code: `const tf = require('@tensorflow/tfjs-node');\n${SET}`,
      errors: [{ messageId: 'late', data: { names: 'TF_NUM_INTRAOP_THREADS', library: '@tensorflow/tfjs-node', line: 1 } }],
      sourceType: 'commonjs',
    },
    { code: `const tf = await import('@tensorflow/tfjs-node');\n${SET}`, errors: ['late'] },
    {
      code: `beforeAll(() => {\n  process.env.OMP_NUM_THREADS = '1';\n});\nimport { pipeline } from '@huggingface/transformers';`,
      errors: [
        {
          messageId: 'belowImport',
          data: { names: 'OMP_NUM_THREADS', library: '@huggingface/transformers', line: 4 },
          line: 2,
        },
      ],
    },
    {
      code: `import ort from 'onnxruntime-node';\nObject.assign(process.env, { OMP_NUM_THREADS: '1', A: '' });`,
      errors: ['belowImport'],
    },
    {
      code: `const { Tokenizer } = require('tokenizers');\nprocess.env.TOKENIZERS_PARALLELISM = 'false';`,
      errors: ['belowImport'],
      sourceType: 'commonjs',
    },
    { code: `export * from 'mem0ai';\nprocess.env.MEM0_TELEMETRY = 'false';`, errors: ['lateByHoisting'] },
  ],
};

testRule('thread-env-before-imports', threadEnvBeforeImports, cases);
testPrefilter(maySetVariableLate, cases);
