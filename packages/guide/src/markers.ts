/** A label that selects or skips tests. */
export interface Marker {
  readonly name: string;
  readonly description: string;
}

/** The guide's markers: pytest marks, and tags of the same names in Vitest and Playwright. */
export const markers: readonly Marker[] = [
  { name: 'unit', description: 'needs neither a network, a service nor a model; runs in milliseconds' },
  { name: 'integration', description: 'uses several parts together, or a real service' },
  { name: 'slow', description: 'takes more than a few seconds; left out of the quick run' },
  { name: 'requires_ollama', description: 'needs a running Ollama server with the model pulled' },
  { name: 'requires_colpali', description: 'loads a ColPali model, from the cache or the hub' },
  { name: 'requires_gpu', description: 'needs an accelerator' },
  { name: 'asyncio', description: 'runs on an asyncio event loop (pytest-asyncio)' },
  { name: 'timeout', description: 'ends the test with a failure after so many seconds (pytest-timeout)' },
];
