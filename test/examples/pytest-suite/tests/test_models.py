"""Which models the tests load: one is refused by the guide, wherever its name comes from."""

import pytest
from page_search.embedder import load_embedder
from transformers import AutoModel, AutoTokenizer

REFERENCE_MODEL = "vidore/colpali-v1.2"


def test_the_reference_model_has_weights():
    assert AutoModel.from_pretrained(REFERENCE_MODEL) is not None


@pytest.mark.parametrize("model_name", ["hf-internal-testing/tiny-random-bert", "vidore/colpali-v1.2"])
def test_it_has_a_tokenizer(model_name):
    assert AutoTokenizer.from_pretrained(model_name) is not None


def test_the_environment_names_the_model(monkeypatch):
    monkeypatch.setenv("EMBEDDING_MODEL", "vidore/colpali-v1.2")


@pytest.mark.timeout(60)
async def test_a_model_that_is_not_there_is_named():
    with pytest.raises(OSError, match="no-such-model"):
        await load_embedder("vidore/no-such-model")
