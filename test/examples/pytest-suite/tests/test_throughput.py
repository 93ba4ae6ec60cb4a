"""Threads and pools made by hand outlive the test that made them."""

import threading
from concurrent.futures import ThreadPoolExecutor

from page_search.index import SearchIndex


def _fill(index, number):
    index.add([f"page {number}"], [[number]])


def test_threads_fill_one_index(index):
    threads = [threading.Thread(target=_fill, args=(index, number)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(index) == 4


def test_a_pool_answers():
    indexes = [SearchIndex() for _ in range(4)]
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(_fill, indexes, range(4)))
    assert [len(index) for index in indexes] == [1] * 4


def test_no_thread_is_left():
    assert threading.active_count() == 1
