"""Threads that end with their test."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any, Callable

import pytest

from .leaks import describe_thread
from .sites import describe_site
from .tracking import mark_told, site_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

# How long the threads of a test have to end, in seconds.
_END_WITHIN = 5.0

ManagedThreads = Callable[..., threading.Thread]


class ManagedThread(threading.Thread):
    """A thread that keeps its exception. It is a daemon, so that it never keeps the interpreter."""

    def __init__(
        self, target: Callable[..., object], name: str | None, args: Iterable[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Make a thread, as `threading.Thread` is made."""
        super().__init__(name=name, daemon=True)
        self._work = (target, tuple(args), dict(kwargs))
        self.error: BaseException | None = None
        """What ended it, if that was an exception."""

    def run(self) -> None:
        """Run the target."""
        target, args, kwargs = self._work
        try:
            target(*args, **kwargs)
        except SystemExit:
            # As for any thread, it only ends this one.
            return
        except BaseException as error:  # noqa: BLE001 - it is raised again in the test's own thread
            self.error = error


@pytest.fixture
def managed_thread(request: pytest.FixtureRequest) -> Iterator[ManagedThreads]:
    """Start threads that end with the test: `managed_thread(target, args=(), kwargs=None, *, name=None)`.

    It takes what `threading.Thread` takes and gives the thread, started. At the end of the test each has five
    seconds to end; one that does not, and an exception in one, fail the test.
    """
    threads: list[ManagedThread] = []

    def start(
        target: Callable[..., object],
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        name: str | None = None,
    ) -> threading.Thread:
        thread = ManagedThread(target, name, args, kwargs or {})
        threads.append(thread)
        thread.start()
        return thread

    yield start
    _end(threads, str(request.config.rootpath))


def _end(threads: list[ManagedThread], root: str) -> None:
    deadline = monotonic() + _END_WITHIN
    for thread in threads:
        thread.join(max(deadline - monotonic(), 0))
    endless = [thread for thread in threads if thread.is_alive()]
    errors = [thread.error for thread in threads if thread.error is not None]
    if endless:
        parts = []
        for thread in endless:
            site = site_of(thread)
            mark_told(thread)
            place = "    at an unknown place" if site is None else describe_site(site, root, "    ")
            parts.append(f"{describe_thread(thread)} does not end. It was started\n{place}")
        advice = f"A managed thread has {_END_WITHIN:g} s to end after its test: tell it to."
        failure = pytest.fail.Exception("\n".join([*parts, advice]), pytrace=False)
        raise failure from (errors[0] if errors else None)
    if errors:
        raise errors[0]


@pytest.fixture
def inline_executor() -> Iterator[Executor]:
    """Give a `concurrent.futures.Executor` that runs everything at once, in the calling thread.

    Pass it to what takes an executor, such as `loop.run_in_executor(inline_executor, work)`.
    """
    # Loaded here: concurrent.futures takes milliseconds that most runs need not spend.
    from .inline_executor import InlineExecutor

    with InlineExecutor() as executor:
        yield executor
