"""A small search service over page embeddings."""
