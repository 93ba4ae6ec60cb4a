"""Models that are loaded once, by callers of all kinds."""

import asyncio
import threading
import time

import pytest

from pytest_cogniverse import RefusedModelError
from pytest_cogniverse import get_or_load_model as load


def in_threads(number, work):
    """What a function gives in each of several threads."""
    results = []
    threads = [threading.Thread(target=lambda: results.append(work())) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == number
    return results


class Loader:
    """Loads slowly, counts, and fails as often as it is told to."""

    def __init__(self, failures=0):
        self.loads = 0
        self.failures = failures

    def begin(self):
        self.loads += 1
        if self.loads <= self.failures:
            raise OSError("offline")
        return object()

    def now(self, name):
        time.sleep(0.1)
        return self.begin()

    async def later(self, name):
        await asyncio.sleep(0.1)
        return self.begin()


def test_one_load_for_a_name():
    loader = Loader()
    assert load("tiny-a", loader.now) is load("tiny-a", loader.now)
    assert load("tiny-b", loader.now) is not load("tiny-a", loader.now)
    assert loader.loads == 2


def test_loaders_of_all_kinds(get_or_load_model):
    class Model:
        @classmethod
        def from_pretrained(cls, name, **options):
            return name

    assert get_or_load_model("tiny-c", Model.from_pretrained) == "tiny-c"
    assert get_or_load_model("tiny-d", lambda: 5) == 5
    assert get_or_load_model("tiny-e", dict.fromkeys)


def test_threads_share_a_load():
    loader = Loader()
    models = in_threads(5, lambda: load("tiny-f", loader.now))
    assert len({id(model) for model in models}) == 1
    assert loader.loads == 1


def test_a_failure_is_tried_again():
    loader = Loader(failures=1)
    with pytest.raises(OSError, match="offline"):
        load("tiny-g", loader.now)
    assert load("tiny-g", loader.now) is load("tiny-g", loader.now)


async def test_tasks_share_a_load():
    loader = Loader()
    first, second = await asyncio.gather(load("tiny-h", loader.later), load("tiny-h", loader.later))
    assert first is second
    assert loader.loads == 1


async def test_in_another_loop():
    assert await load("tiny-h", Loader(failures=1).later) is await load("tiny-h", lambda name: None)


def test_what_was_awaited_is_there_at_once_for_others():
    assert type(load("tiny-h", lambda name: None)) is object


async def test_a_function_that_gives_a_coroutine():
    loader = Loader()

    def ask():
        return load("tiny-i", lambda name: loader.later(name))

    first, second = await asyncio.gather(ask(), ask())
    assert first is second
    assert loader.loads == 1


async def test_one_who_gives_up_leaves_the_load_to_another():
    loader = Loader()
    first = asyncio.ensure_future(load("tiny-j", loader.later))
    await asyncio.sleep(0.02)
    second = asyncio.ensure_future(load("tiny-j", loader.later))
    await asyncio.sleep(0.02)
    first.cancel()
    assert type(await second) is object
    assert loader.loads == 1


async def test_one_who_stops_waiting_changes_nothing_for_others():
    loader = Loader()
    first = asyncio.ensure_future(load("tiny-k", loader.later))
    await asyncio.sleep(0.02)
    second = asyncio.ensure_future(load("tiny-k", loader.later))
    await asyncio.sleep(0.02)
    second.cancel()
    assert type(await first) is object


async def test_tasks_share_a_failure_and_try_again():
    loader = Loader(failures=1)
    asked = [load("tiny-l", loader.later) for _ in range(2)]
    failures = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(failure, OSError) for failure in failures)
    assert type(await load("tiny-l", loader.later)) is object


def test_loops_of_threads_share_a_load():
    loader = Loader()

    async def ask():
        return await load("tiny-m", loader.later)

    models = in_threads(3, lambda: asyncio.run(ask()))
    assert len({id(model) for model in models}) == 1
    assert loader.loads == 1


def test_a_model_that_the_guide_refuses():
    with pytest.raises(RefusedModelError) as refused:
        load("Vidore/ColPali-v1.2", print)
    assert str(refused.value) == (
        'the model "Vidore/ColPali-v1.2" is refused by the guide\'s own list, as the project has no policy '
        '(models.deny, "vidore/colpali-v1.2"). Load "vidore/colsmol-500m" instead.'
    )


def test_wrong_calls():
    with pytest.raises(TypeError, match="the name is that of a model"):
        load(" ", dict)
    with pytest.raises(TypeError, match="load is a function"):
        load("tiny-n", 5)
    with pytest.raises(RuntimeError, match="asks for the model that it is to load"):
        load("tiny-o", lambda: load("tiny-o", dict))
