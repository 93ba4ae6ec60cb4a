import { checkModel, type CapabilityProbe, type Policy } from '@cogniverse/guide';

import { plainName } from '../resolve/capability-marker.ts';

/** What a test needs that is not there on every machine. */
export interface Need<Node> {
  /** The name of the capability: `ollama`. */
  readonly capability: string;
  /** What needs it, as a clause: `ollama.chat() asks the Ollama server`. */
  readonly what: string;
  readonly node: Node;
}

/** Where a service answers. */
export interface Address {
  readonly host: string;
  readonly port: string;
}

/** The capabilities that the set-up knows by itself, as far as an address or a model tells them. */
const KNOWN: Readonly<Record<string, CapabilityProbe>> = {
  ollama: { url: 'http://localhost:11434' },
  colpali: { model: 'vidore/col*' },
};

/** The capability of an accelerator, which no address or model tells. */
export const GPU = 'gpu';

/** The capability of a running Ollama server. */
export const OLLAMA = 'ollama';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443', 'redis:': '6379' };
const THIS_MACHINE = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|host\.docker\.internal)$/;

/** The capabilities of a project: the guide's, and what its policy adds or says anew. */
export class Capabilities {
  readonly #probes: ReadonlyMap<string, CapabilityProbe>;

  constructor({ capabilities }: Policy) {
    const own = Object.entries(capabilities).map(([name, probe]) => [plainName(name), probe] as const);
    this.#probes = new Map([...Object.entries(KNOWN), ...own]);
  }

  /** Whether a name is one that can be required. */
  isKnown(name: string): boolean {
    return name === GPU || this.#probes.has(name);
  }

  /** The capability that a service at an address is. */
  at(address: Address): string | undefined {
    return this.#find(({ url }) => {
      const own = url === undefined ? undefined : addressOf(url);
      return own?.port === address.port && isSameHost(own.host, address.host);
    });
  }

  /** The capability that a model is loaded with. */
  ofModel(model: string): string | undefined {
    return this.#find(
      (probe) =>
        probe.model !== undefined && checkModel(model, { allow: [probe.model], deny: {} }).kind === 'allowed',
    );
  }

  #find(matches: (probe: CapabilityProbe) => boolean): string | undefined {
    for (const [name, probe] of this.#probes) if (matches(probe)) return name;
    return undefined;
  }
}

/** The host and port of an address; `undefined` for what is none. */
export function addressOf(url: string): Address | undefined {
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const { protocol, hostname, port } = new URL(url);
  const stated = port === '' ? DEFAULT_PORTS[protocol] : port;
  return stated === undefined || hostname === '' ? undefined : { host: hostname, port: stated };
}

function isSameHost(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase() || (THIS_MACHINE.test(one) && THIS_MACHINE.test(other));
}
