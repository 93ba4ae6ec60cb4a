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
    name: 'JAX_PLATFORM_NAME',
    value: 'cpu',
    reason:
      'JAX otherwise looks for an accelerator, reserves its memory and starts the threads that drive it.',
  },
];
