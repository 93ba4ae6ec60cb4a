/** The name of the worker's file, which its content decides; `bundle.mjs` writes it. */
import { readFileSync } from 'node:fs';

interface Engine {
  readonly worker: string;
}

declare const data: Engine;
export { data };

export default {
  watch: ['../public/engine/manifest.json'],
  load([manifest = '']: readonly string[]): Engine {
    const { worker } = JSON.parse(readFileSync(manifest, 'utf8')) as Engine;
    return { worker };
  },
};
