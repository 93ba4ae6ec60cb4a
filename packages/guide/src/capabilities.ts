/** How to find out whether something that tests need is there. All that is named has to be. */
export interface CapabilityProbe {
  /** Something answers here: `http:` and `https:` with a status below 500, `tcp://host:port` by accepting. */
  readonly url?: string | undefined;
  /** A program, with its arguments, that ends with 0. */
  readonly command?: readonly string[] | undefined;
  /** An environment variable that is set and not empty. */
  readonly environment?: string | undefined;
  /** A model, or a glob of names, in the cache of the Hugging Face hub. */
  readonly model?: string | undefined;
}

/** The keys of a {@link CapabilityProbe}. */
export const capabilityProbeKeys = ['url', 'command', 'environment', 'model'] as const;

/** Whether an address is one that a {@link CapabilityProbe} can ask. */
export function isProbeUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, port } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' || (protocol === 'tcp:' && port !== '');
}
