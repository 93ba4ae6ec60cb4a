"""Waits for the threads that a test file leaves, ends what can be ended, and names what is still alive."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from ..policy.durations import format_duration
from ..run import current_run
from .background import Helper, helper_of, tell_to_end
from .sites import Call, describe_site, is_test_code, owner_of
from .tracking import TrackedThread, alive_threads

# For a thread from a place whose threads have not ended before, in seconds.
_GRACE = 0.05
_MOST_PLACES = 10


class Rules(NamedTuple):
    """What the policy says of threads that are left alive."""

    root: str
    """The project's root, absolute."""
    wait: float
    """In seconds."""
    names_daemons: bool
    """Whether daemon threads that tests make are named too."""
    allowed: tuple[str, ...]
    """Thread APIs that tests may use by hand, as the policy names them."""
    note: Callable[[str], None]
    """Tells the user of what needs no place."""


class _Left(NamedTuple):
    tracked: TrackedThread
    thread: threading.Thread
    helper: Helper | None
    is_timer: bool
    of_tests: bool


# Places whose threads have outlived the wait once.
_endless: set[Call] = set()


def clean_up(where: str, rules: Rules, *, last: bool) -> str | None:
    """Clean up after a test file, or after the run (`last`).

    Where nothing is left, it returns at once; a thread that does not end is waited for once.

    Returns:
        What was left alive, for the user.
    """
    left = [
        found
        for tracked in alive_threads(current_run())
        if not tracked.is_told and (last or not tracked.outlives_file)
        for found in _look_at(tracked, rules)
    ]
    if not left:
        return None
    for each in left:
        if each.helper is not None:
            tell_to_end(each.thread, last=last)
        elif each.is_timer:
            _cancel(each.thread)
    _wait_for(left, rules.wait)
    for each in left:
        if each.helper is not None and each.helper.is_package and not each.thread.is_alive():
            rules.note(f"ended {each.helper.what}, a background thread that tests had left running.")
        each.tracked.is_told = True
        if each.thread.is_alive() and each.tracked.site.maker is not None:
            _endless.add(each.tracked.site.maker)
    named = [each for each in left if _is_named(each, rules)]
    return _describe_all(where, named, rules) if named else None


def _look_at(tracked: TrackedThread, rules: Rules) -> list[_Left]:
    thread, maker = tracked.thread, tracked.site.maker
    if thread is None or is_lent(thread):
        return []
    helper = helper_of(tracked, thread)
    of_tests = maker is not None and is_test_code(maker.file, rules.root)
    of_project = maker is not None and owner_of(maker.file) == "project"
    # What a package makes, and the daemons of the product, may serve the next file.
    if helper is None and not of_tests and (not of_project or thread.daemon or _is_pool_worker(thread)):
        return []
    is_timer = helper is None and of_tests and isinstance(thread, threading.Timer)
    return [_Left(tracked, thread, helper, is_timer, of_tests)]


def is_lent(thread: threading.Thread) -> bool:
    """Threads of an event loop's own executor end with the loop."""
    return thread.name.startswith("asyncio_")


def _is_pool_worker(thread: threading.Thread) -> bool:
    """Idle workers of an executor end with the interpreter."""
    target = getattr(thread, "_target", None)
    return getattr(target, "__module__", None) == "concurrent.futures.thread"


def _cancel(thread: threading.Thread) -> None:
    if isinstance(thread, threading.Timer):
        thread.cancel()


def _is_short(thread: threading.Thread, wait: float) -> bool:
    return isinstance(thread, threading.Timer) and thread.interval <= wait


def _wait_for(left: list[_Left], wait: float) -> None:
    if any(_is_pool_worker(each.thread) for each in left):
        # Its workers end with an executor that nobody has any more.
        gc.collect()
    patient = [
        each for each in left if not _is_pool_worker(each.thread) and each.tracked.site.maker not in _endless
    ]
    _join(patient, wait)
    _join(left, min(wait, _GRACE))


def _join(left: list[_Left], seconds: float) -> None:
    deadline = monotonic() + seconds
    for each in left:
        each.thread.join(max(deadline - monotonic(), 0))


def _is_named(left: _Left, rules: Rules) -> bool:
    thread, maker = left.thread, left.tracked.site.maker
    if not thread.is_alive():
        # What ends by itself meanwhile is nobody's concern.
        of_project = maker is not None and owner_of(maker.file) == "project"
        return (left.helper is not None and of_project) or (
            left.is_timer and not _is_short(thread, rules.wait)
        )
    if left.helper is not None and not left.of_tests:
        return False
    return not thread.daemon or (rules.names_daemons and not is_allowed(thread, rules.allowed))


def _describe_all(where: str, named: list[_Left], rules: Rules) -> str:
    """Name what was left, by the places where it was made."""
    places: dict[tuple[Call | None, str], list[_Left]] = {}
    for each in named:
        places.setdefault((each.tracked.site.maker, _advise(each)), []).append(each)
    shown = []
    for (_, advice), (first, *more) in list(places.items())[:_MOST_PLACES]:
        site = describe_site(first.tracked.site, rules.root, "      ")
        count = f" and {len(more)} more" if more else ""
        shown.append(f"  {describe_thread(first.thread)}{count}, made\n{site}\n    {advice}")
    if len(places) > _MOST_PLACES:
        shown.append(f"  and threads made at {len(places) - _MOST_PLACES} other places")
    # Workers of an executor that is not shut down are not waited for.
    is_waited = any(each.thread.is_alive() and not _is_pool_worker(each.thread) for each in named)
    after = f", {format_duration(rules.wait * 1000)} after its tests" if is_waited else ""
    return "\n".join([f"{where} left alive{after}:", *shown])


def _advise(left: _Left) -> str:
    """Say what has become of a thread, and what to do about it."""
    thread = left.thread
    if left.is_timer:
        return "It was cancelled now. Cancel it before the test ends."
    if _is_pool_worker(thread):
        return 'Its executor was not shut down. Use that in a "with", or the fixture inline_executor.'
    if not thread.is_alive():
        done = "It was told to end, and has."
    else:
        done = "It is a daemon." if thread.daemon else "It keeps the interpreter from ending."
    if left.helper is not None:
        return f"{done} {left.helper.advice}"
    return f"{done} Join it before the test ends, or start it with the fixture managed_thread."


def describe_thread(thread: threading.Thread) -> str:
    """Name a thread for a message."""
    kind = type(thread).__name__
    return f'thread "{thread.name}"' + ("" if kind == "Thread" else f" ({kind})")


def api_of(thread: threading.Thread) -> str:
    """Name what a thread is made with, as the policy's `threads.allow` does."""
    if _is_pool_worker(thread):
        return "concurrent.futures.ThreadPoolExecutor"
    return "threading.Timer" if isinstance(thread, threading.Timer) else "threading.Thread"


def is_allowed(thread: threading.Thread, allowed: tuple[str, ...]) -> bool:
    """Whether the policy lets tests make such a thread by hand."""
    api = api_of(thread)
    return any(entry in (api, api.rpartition(".")[0]) for entry in allowed)
