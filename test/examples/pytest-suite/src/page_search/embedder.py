"""Embeddings of texts, by a model from the Hub."""

import asyncio

from transformers import AutoModel, AutoProcessor


class Embedder:
    def __init__(self, processor, network):
        self._processor = processor
        self._network = network

    async def embed(self, texts):
        """One row of numbers for each text."""
        inputs = self._processor(texts, return_tensors="pt")
        output = await asyncio.to_thread(self._network, **inputs)
        return output.last_hidden_state.mean(dim=1).tolist()


async def load_embedder(model):
    """Loads a model, or takes it from the cache once it was there."""
    processor = await asyncio.to_thread(AutoProcessor.from_pretrained, model)
    network = await asyncio.to_thread(AutoModel.from_pretrained, model)
    return Embedder(processor, network)
