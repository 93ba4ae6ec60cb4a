"""What all tests share. The module that stands in for the page store is registered too late."""

import pytest
from page_search.index import SearchIndex


class _Store:
    def pages(self):
        return []


def _register_store():
    import sys
    from types import SimpleNamespace

    sys.modules["page_store"] = SimpleNamespace(Store=_Store)


_register_store()


@pytest.fixture
def index():
    return SearchIndex()
