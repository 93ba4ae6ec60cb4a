/** A variable that has to be set before a model library is loaded. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

/** The guide's single-threaded mode: what keeps native thread pools out of a test process. */
export const threadEnvironment: readonly EnvironmentVariable[] = [
  {
    name: 'TOKENIZERS_PARALLELISM',
    value: 'false',
    reason: 'Hugging Face tokenizers deadlock when a process that has used their thread pool forks.',
  },
  {
    name: 'OMP_NUM_THREADS',
    value: '1',
    reason:
      'OpenMP starts a thread per core in every test process; torch may crash while they are torn down.',
  },
  {
    name: 'MKL_NUM_THREADS',
    value: '1',
    reason: 'Intel MKL keeps a thread pool of its own beside the one of OpenMP.',
  },
  {
    name: 'OPENBLAS_NUM_THREADS',
    value: '1',
    reason: 'OpenBLAS, which numeric libraries ship with, starts a thread per core when it is loaded.',
  },
  {
    name: 'VECLIB_MAXIMUM_THREADS',
    value: '1',
    reason: "vecLib, Apple's BLAS in Accelerate, spreads over all cores of a Mac.",
  },
  {
    name: 'NUMEXPR_NUM_THREADS',
    value: '1',
    reason: 'NumExpr keeps a thread pool of its own, which does not survive a fork.',
  },
  {
    name: 'TF_NUM_INTRAOP_THREADS',
    value: '1',
    reason: 'TensorFlow splits one operation over a pool with a thread per core.',
  },
  {
    name: 'TF_NUM_INTEROP_THREADS',
    value: '1',
    reason: 'TensorFlow runs operations beside each other in a second pool.',
  },
  {
    name: 'JAX_PLATFORM_NAME',
    value: 'cpu',
    reason:
      'JAX otherwise looks for an accelerator, reserves its memory and starts the threads that drive it.',
  },
  {
    name: 'JAX_PLATFORMS',
    value: 'cpu',
    reason: 'It is what JAX asks first which platforms to start at all, accelerators among them.',
  },
];

/** What keeps libraries from sending telemetry, which they do in threads that outlive a test. */
export const telemetryEnvironment: readonly EnvironmentVariable[] = [
  {
    name: 'MEM0_TELEMETRY',
    value: 'false',
    reason: 'mem0 reports to PostHog, in Python from a thread for each of its objects.',
  },
  {
    name: 'ANONYMIZED_TELEMETRY',
    value: 'false',
    reason: 'Chroma and Browser Use report to PostHog unless it says no.',
  },
  {
    name: 'HF_HUB_DISABLE_TELEMETRY',
    value: '1',
    reason: 'huggingface_hub reports the libraries in use from a thread of its own.',
  },
  {
    name: 'DO_NOT_TRACK',
    value: '1',
    reason: 'It is the word that Hugging Face and many other tools agree on.',
  },
];
