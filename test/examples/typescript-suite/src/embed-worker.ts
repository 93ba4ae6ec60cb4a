import { parentPort } from 'node:worker_threads';

import { loadEmbedder } from './embedder.ts';

const embedder = await loadEmbedder('vidore/colsmol-500m');
parentPort?.on('message', async (texts: string[]) => parentPort?.postMessage(await embedder.embed(texts)));
