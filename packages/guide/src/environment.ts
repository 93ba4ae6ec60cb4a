/** Libraries: the names that Python imports at the top (`sklearn`), and names of npm packages. */
export interface EnvironmentReaders {
  readonly python: readonly string[];
  readonly javascript: readonly string[];
}

/** A variable that has to be set before a model library is loaded. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
  /** The libraries that heed the variable, themselves or through what they load. */
  readonly readBy: EnvironmentReaders;
  /** Those of them whose import reads it once and for all: what is set later changes nothing. */
  readonly readOnImport: EnvironmentReaders;
}

/** Their import loads numpy, and with it OpenBLAS. */
const LOADING_NUMPY = [
  'numpy',
  'accelerate',
  'chromadb',
  'datasets',
  'diffusers',
  'faiss',
  'jax',
  'lightgbm',
  'numba',
  'numexpr',
  'pandas',
  'peft',
  'scipy',
  'sentence_transformers',
  'sklearn',
  'tensorflow',
  'transformers',
  'xgboost',
];

/** Their import loads torch, and with it OpenMP and MKL. */
const LOADING_TORCH = [
  'torch',
  'accelerate',
  'colpali_engine',
  'diffusers',
  'peft',
  'sentence_transformers',
  'timm',
  'torchaudio',
  'torchvision',
];

const LOADING_OPENMP = [...new Set([...LOADING_NUMPY, ...LOADING_TORCH])];
const LOADING_TOKENIZERS = ['tokenizers', 'transformers', 'sentence_transformers'];
const LOADING_HUB = [
  'huggingface_hub',
  'accelerate',
  'datasets',
  'diffusers',
  'peft',
  'sentence_transformers',
  'tokenizers',
  'transformers',
];
const NONE: EnvironmentReaders = { python: [], javascript: [] };

/** The guide's single-threaded mode: what keeps native thread pools out of a test process. */
export const threadEnvironment: readonly EnvironmentVariable[] = [
  {
    name: 'TOKENIZERS_PARALLELISM',
    value: 'false',
    reason: 'Hugging Face tokenizers deadlock when a process that has used their thread pool forks.',
    readBy: { python: LOADING_TOKENIZERS, javascript: ['tokenizers'] },
    readOnImport: NONE,
  },
  {
    name: 'OMP_NUM_THREADS',
    value: '1',
    reason:
      'OpenMP starts a thread per core in every test process; torch may crash while they are torn down.',
    readBy: { python: LOADING_OPENMP, javascript: ['faiss-node'] },
    readOnImport: { python: LOADING_OPENMP, javascript: ['faiss-node'] },
  },
  {
    name: 'MKL_NUM_THREADS',
    value: '1',
    reason: 'Intel MKL keeps a thread pool of its own beside the one of OpenMP.',
    readBy: { python: LOADING_OPENMP, javascript: [] },
    // MKL alone reads it when it is used first, but torch asks it as it is loaded.
    readOnImport: { python: LOADING_TORCH, javascript: [] },
  },
  {
    name: 'OPENBLAS_NUM_THREADS',
    value: '1',
    reason: 'OpenBLAS, which numeric libraries ship with, starts a thread per core when it is loaded.',
    readBy: { python: LOADING_NUMPY, javascript: [] },
    readOnImport: { python: LOADING_NUMPY, javascript: [] },
  },
  {
    name: 'VECLIB_MAXIMUM_THREADS',
    value: '1',
    reason: "vecLib, Apple's BLAS in Accelerate, spreads over all cores of a Mac.",
    readBy: { python: LOADING_OPENMP, javascript: [] },
    readOnImport: NONE,
  },
  {
    name: 'NUMEXPR_NUM_THREADS',
    value: '1',
    reason: 'NumExpr keeps a thread pool of its own, which does not survive a fork.',
    readBy: { python: ['numexpr'], javascript: [] },
    readOnImport: { python: ['numexpr'], javascript: [] },
  },
  {
    name: 'TF_NUM_INTRAOP_THREADS',
    value: '1',
    reason: 'TensorFlow splits one operation over a pool with a thread per core.',
    readBy: { python: ['tensorflow'], javascript: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'] },
    readOnImport: { python: [], javascript: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'] },
  },
  {
    name: 'TF_NUM_INTEROP_THREADS',
    value: '1',
    reason: 'TensorFlow runs operations beside each other in a second pool.',
    readBy: { python: ['tensorflow'], javascript: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'] },
    readOnImport: { python: [], javascript: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'] },
  },
  {
    name: 'JAX_PLATFORM_NAME',
    value: 'cpu',
    reason:
      'JAX otherwise looks for an accelerator, reserves its memory and starts the threads that drive it.',
    readBy: { python: ['jax', 'flax'], javascript: [] },
    readOnImport: { python: ['jax', 'flax'], javascript: [] },
  },
  {
    name: 'JAX_PLATFORMS',
    value: 'cpu',
    reason: 'It is what JAX asks first which platforms to start at all, accelerators among them.',
    readBy: { python: ['jax', 'flax'], javascript: [] },
    readOnImport: { python: ['jax', 'flax'], javascript: [] },
  },
];

/** What keeps libraries from sending telemetry, which they do in threads that outlive a test. */
export const telemetryEnvironment: readonly EnvironmentVariable[] = [
  {
    name: 'MEM0_TELEMETRY',
    value: 'false',
    reason: 'mem0 reports to PostHog, in Python from a thread for each of its objects.',
    readBy: { python: ['mem0'], javascript: ['mem0ai'] },
    readOnImport: { python: ['mem0'], javascript: ['mem0ai'] },
  },
  {
    name: 'ANONYMIZED_TELEMETRY',
    value: 'false',
    reason: 'Chroma and Browser Use report to PostHog unless it says no.',
    readBy: { python: ['chromadb', 'browser_use'], javascript: [] },
    readOnImport: NONE,
  },
  {
    name: 'HF_HUB_DISABLE_TELEMETRY',
    value: '1',
    reason: 'huggingface_hub reports the libraries in use from a thread of its own.',
    readBy: { python: LOADING_HUB, javascript: [] },
    readOnImport: { python: ['datasets', 'transformers'], javascript: [] },
  },
  {
    name: 'DO_NOT_TRACK',
    value: '1',
    reason: 'It is the word that Hugging Face and many other tools agree on.',
    readBy: { python: LOADING_HUB, javascript: [] },
    readOnImport: { python: ['datasets', 'transformers'], javascript: [] },
  },
];
