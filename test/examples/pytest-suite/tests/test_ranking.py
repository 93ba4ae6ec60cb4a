"""Keeps all four practices: nothing to report."""

import os
import threading

import pytest
import pytest_asyncio
from page_search.embedder import load_embedder
from page_search.index import SearchIndex

MODEL = "vidore/colsmol-500m"

pytestmark = [pytest.mark.timeout(120)]


@pytest_asyncio.fixture
async def embedder():
    yield await load_embedder(MODEL)
    assert [t for t in threading.enumerate() if t.name.startswith("ranking")] == []


async def test_it_finds_the_page_that_speaks_of_the_query(embedder, index):
    pages = ["invoice for March", "menu of the canteen"]
    index.add(pages, await embedder.embed(pages))
    [query] = await embedder.embed(["what is for lunch?"])
    assert index.nearest(query) == "menu of the canteen"


def test_it_survives_being_saved(tmp_path, index):
    file = os.path.join(tmp_path, "ranking.json")
    index.add(["a"], [[1, 0]])
    index.save(file)
    assert SearchIndex.open(file).nearest([1, 0]) == "a"


def test_an_empty_index_knows_nothing(index):
    assert index.nearest([1]) is None
