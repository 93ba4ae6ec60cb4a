"""Models load in async tests that nothing bounds, or nothing that works."""

import pytest
from page_search.embedder import load_embedder

SLOW = 3 * 60


async def test_two_texts():
    embedder = await load_embedder("vidore/colsmol-500m")
    assert len(await embedder.embed(["a cat", "a dog"])) == 2


@pytest.mark.parametrize("text", ["", " ", "\n"])
async def test_a_blank_text(text):
    embedder = await load_embedder("vidore/colsmol-500m")
    assert len(await embedder.embed([text])) == 1


@pytest.mark.timeout(SLOW)
async def test_a_long_text():
    embedder = await load_embedder("vidore/colsmol-500m")
    assert len(await embedder.embed(["word " * 10_000])) == 1


@pytest.mark.timeout(0)
async def test_a_whole_book():
    embedder = await load_embedder("vidore/colsmol-500m")
    assert len(await embedder.embed(["word " * 1_000_000])) == 1


class TestBatches:
    pytestmark = pytest.mark.timeout(SLOW)

    async def test_many_texts(self):
        embedder = await load_embedder("intfloat/e5-small-v2")
        assert len(await embedder.embed(["a word"] * 64)) == 64

    @pytest.mark.timeout(method="thread")
    async def test_mixed_lengths(self):
        embedder = await load_embedder("intfloat/e5-small-v2")
        assert len(await embedder.embed(["a word", "word " * 500])) == 2
