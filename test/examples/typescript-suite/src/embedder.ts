import { AutoModel, AutoProcessor } from '@huggingface/transformers';

/** A list of page or query embeddings, one row each. */
export type Embeddings = readonly (readonly number[])[];

export interface Embedder {
  embed(texts: readonly string[]): Promise<Embeddings>;
  dispose(): Promise<void>;
}

/** Loads a model from the Hub, or from the cache once it was there. */
export async function loadEmbedder(model: string): Promise<Embedder> {
  const processor = await AutoProcessor.from_pretrained(model);
  const network = await AutoModel.from_pretrained(model);
  return {
    async embed(texts) {
      const { last_hidden_state } = await network(await processor(texts));
      return last_hidden_state.mean(1).tolist();
    },
    async dispose() {
      await network.dispose();
    },
  };
}
