/** Links that keep what stands in the playground: its state as JSON, deflated, in the part of a URL after `#`. */
import { type State, stateOf } from './state.ts';

const PREFIX = '#code=';
/** What a link may unpack to: far beyond any test file, and nothing that fills a browser's memory. */
const LONGEST = 2_000_000;

/** The hash of a link that keeps a state. */
export async function hashOf(state: State): Promise<string> {
  const packed = await through(new TextEncoder().encode(JSON.stringify(state)), new CompressionStream('deflate-raw'));
  const base64 = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(''));
  return PREFIX + base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The state that a hash keeps; `undefined` where it keeps none, or is cut off. */
export async function stateIn(hash: string): Promise<State | undefined> {
  if (!hash.startsWith(PREFIX)) return undefined;
  try {
    const text = atob(hash.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/'));
    const packed = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const bytes = await through(packed, new DecompressionStream('deflate-raw'));
    return stateOf(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    length += part.value.length;
    if (length > LONGEST) throw new Error('too long');
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
