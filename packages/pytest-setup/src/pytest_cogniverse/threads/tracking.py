"""Remembers where threads are made, for as long as they are alive."""

from __future__ import annotations

import threading
import weakref
from functools import wraps
from typing import Any, Callable

from ..run import Run, current_run
from .sites import Site, caller, take_site

# Taken as the plugin is loaded: tests may put stand-ins in their places.
_Thread = threading.Thread
_start = threading.Thread.start
_current = threading.current_thread
_enumerate = threading.enumerate

# As many threads are remembered before those that have ended are dropped.
_FIRST_LIMIT = 200

Guard = Callable[[threading.Thread, Site], None]


class TrackedThread:
    """A thread that was started while the plugin looked."""

    __slots__ = ("_thread", "is_told", "outlives_file", "run", "site")

    def __init__(self, thread: threading.Thread, site: Site, outlives_file: bool) -> None:
        """Remember a thread without keeping it alive."""
        self._thread = weakref.ref(thread)
        self.site = site
        self.run: Run | None = current_run()
        """The run of pytest that it belongs to: one may stand inside another."""
        self.outlives_file = outlives_file
        """Whether it was made for more than one test file, or outside of tests."""
        self.is_told = False
        """Whether the end of a file has dealt with it: nobody waits for it again."""

    @property
    def thread(self) -> threading.Thread | None:
        """The thread; `None` once it has ended."""
        thread = self._thread()
        return thread if thread is not None and thread.is_alive() else None


_tracked: dict[int, TrackedThread] = {}
_limit = _FIRST_LIMIT
_guards: list[Guard] = []


def watch_threads(guard: Guard) -> None:
    """Track the threads that are started from now on.

    `guard` sees each before it starts, and may refuse it by raising.
    """
    _guards.append(guard)
    if threading.Thread.start is not _watched_start:
        setattr(threading.Thread, "start", _watched_start)  # noqa: B010 - types refuse an assignment


def unwatch_threads() -> bool:
    """Put the method back, unless something else has been put in its place since.

    Returns:
        Whether nobody watches any more.
    """
    _guards.pop()
    if _guards:
        return False
    if threading.Thread.start is _watched_start:
        setattr(threading.Thread, "start", _start)  # noqa: B010
    return True


@wraps(_start)
def _watched_start(self: threading.Thread, *args: Any, **kwargs: Any) -> None:
    # A thread that cannot start fails at the line that starts it.
    __tracebackhide__ = True
    site = take_site(caller(1), self)
    if _guards:
        _guards[-1](self, site)
    _start(self, *args, **kwargs)
    parent = _tracked.get(id(_current()))
    if site.in_test:
        outlives_file = site.fixture_scope in ("package", "session")
    else:
        outlives_file = parent is None or parent.outlives_file
    _tracked[id(self)] = TrackedThread(self, site, outlives_file)
    if len(_tracked) > _limit:
        _forget_ended()


def _forget_ended() -> None:
    global _limit
    for key, tracked in list(_tracked.items()):
        if tracked.thread is None:
            _tracked.pop(key, None)
    _limit = max(_FIRST_LIMIT, 2 * len(_tracked))


def alive_threads(run: Run | None) -> list[TrackedThread]:
    """Give the threads of a run of pytest that are alive, the oldest first."""
    if not _tracked:
        return []
    _forget_ended()
    return [tracked for tracked in _tracked.values() if tracked.run is run]


def threads_holding_interpreter() -> list[threading.Thread]:
    """Give the threads that the interpreter waits for as it ends."""
    here = _current()
    main = threading.main_thread()
    return [
        thread
        for thread in _enumerate()
        if thread is not here and thread is not main and not thread.daemon and thread.is_alive()
    ]


def site_of(thread: threading.Thread) -> Site | None:
    """Give the place where a thread was made, if it was seen."""
    tracked = _tracked_of(thread)
    return None if tracked is None else tracked.site


def mark_told(thread: threading.Thread) -> None:
    """Note that a thread has been dealt with."""
    tracked = _tracked_of(thread)
    if tracked is not None:
        tracked.is_told = True


def was_told(thread: threading.Thread) -> bool:
    """Say whether the end of a file has waited for a thread, and dealt with it."""
    tracked = _tracked_of(thread)
    return tracked is not None and tracked.is_told


def _tracked_of(thread: threading.Thread) -> TrackedThread | None:
    tracked = _tracked.get(id(thread))
    return tracked if tracked is not None and tracked.thread is thread else None
