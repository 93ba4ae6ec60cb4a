"""System modules are imported while the tests already run."""

import pytest
from page_search.index import SearchIndex


@pytest.fixture
def file():
    import os, tempfile

    descriptor, name = tempfile.mkstemp(suffix=".json")
    os.close(descriptor)
    yield name
    os.unlink(name)


def test_an_index_is_written_and_read_again(file, index):
    index.add(["cover", "imprint"], [[0.9, 0.1], [0.2, 0.8]])
    index.save(file)
    assert len(SearchIndex.open(file)) == 2


def test_a_broken_file_is_refused(file):
    from json import JSONDecodeError
    from pathlib import Path as P

    P(file).write_text('{"cover": ', encoding="utf-8")
    with pytest.raises(JSONDecodeError):
        SearchIndex.open(file)


def test_a_lock_keeps_others_out(file):
    try:
        import fcntl
    except ImportError:
        pytest.skip("no file locks here")
    with open(file, encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
