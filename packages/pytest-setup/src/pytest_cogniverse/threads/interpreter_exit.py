"""Keeps threads that do not end from keeping the interpreter: a run of pytest ends."""

from __future__ import annotations

import atexit
import os
import sys
import threading
import weakref
from typing import Any, Callable, NamedTuple

from .leaks import describe_thread
from .sites import describe_frame, describe_site
from .tracking import site_of, threads_holding_interpreter, was_told

_NAME = "cogniverse-exit"
# For processes that are told to end, in seconds.
_END_WITHIN = 1.0
# For what is just about to end, in seconds.
_GRACE = 0.3
# For what is registered with `atexit`, in seconds.
_FINISH_WITHIN = 10.0


class Exit(NamedTuple):
    """How the process is to be left if threads keep it."""

    root: str
    wait: float
    """How long such threads have, in seconds."""
    status: int
    """The exit status, where the process does not end by itself."""
    is_worker: bool
    """Whether the process is a worker of pytest-xdist."""
    say: Callable[[str], None]
    """Tells the user; nothing captures output any more."""


_wanted: Exit | None = None
# The threads and child processes that the run has left, in a program that goes on after it; `None` where the program is pytest itself.
_of_run: weakref.WeakSet[Any] | None = None
_original: Callable[[], None] | None = None


def bound_exit(wanted: Exit) -> None:
    """Bound what the interpreter's end takes.

    Nothing changes where no thread and no child process keeps it: the interpreter ends by itself. Otherwise
    what is registered with `atexit`, as coverage is, still runs before the process is left.
    """
    global _wanted, _original, _of_run
    _wanted = wanted
    _of_run = (
        None if _is_own_program(wanted) else weakref.WeakSet([*threads_holding_interpreter(), *_children()])
    )
    # The interpreter looks it up by this name as it ends.
    own: Callable[[], None] | None = getattr(threading, "_shutdown", None)
    if own is not None and own is not _bounded_shutdown:
        _original = own
        setattr(threading, "_shutdown", _bounded_shutdown)  # noqa: B010


def _is_own_program(wanted: Exit) -> bool:
    """Say whether the process is there for the run alone, and no script that has called `pytest.main`."""
    frame = sys._getframe()
    while frame.f_back is not None and frame.f_code.co_name != "console_main":
        frame = frame.f_back
    return wanted.is_worker or frame.f_code.co_name == "console_main"


def _is_of_run(left: Any) -> bool:
    """Say whether the run has left a thread or a child process, and not the script around it."""
    return _of_run is None or left in _of_run


def _holding() -> list[threading.Thread]:
    """Give the threads of the run that the interpreter waits for."""
    return [thread for thread in threads_holding_interpreter() if thread.name != _NAME and _is_of_run(thread)]


def _bounded_shutdown() -> None:
    wanted, original = _wanted, _original
    if wanted is None or original is None:
        return
    ended = threading.Event()
    if _holding() or _executor_is_imported():
        _start_watch(wanted, ended)
    original()
    ended.set()
    _end_children(wanted)


def _start_watch(wanted: Exit, ended: threading.Event) -> None:
    watch = threading.Thread(target=_leave_after, args=(wanted, ended), name=_NAME, daemon=True)
    try:
        watch.start()
    except RuntimeError:
        # The system has no more threads.
        return


def _executor_is_imported() -> bool:
    # Its own threads are joined as well, be they daemons.
    return "concurrent.futures.thread" in sys.modules or "concurrent.futures.process" in sys.modules


def _leave_after(wanted: Exit, ended: threading.Event) -> None:
    # The end of a file has waited for those that it has told of.
    is_told = all(was_told(thread) for thread in _holding())
    if ended.wait(_GRACE if is_told else max(wanted.wait, _GRACE)):
        return
    threads = _holding()
    if not threads:
        return
    parts = []
    for thread in threads:
        site = site_of(thread)
        place = "      at an unknown place" if site is None else describe_site(site, wanted.root, "      ")
        parts.append(f"  {describe_thread(thread)}, made\n{place}\n{_where_now(thread, wanted.root)}")
    wanted.say(
        "the run has ended, and the interpreter would wait without end for:\n"
        + "\n".join(parts)
        + f"\n  The process is left now, with exit status {wanted.status}. Join such a thread before "
        "its test ends, start it with the fixture managed_thread, or make it a daemon."
    )
    _end_children(wanted)
    run: Any = getattr(atexit, "_run_exitfuncs", None)
    if run is not None:
        # Coverage and logging are finished here. What hangs there must not keep the process either.
        finishing = threading.Thread(target=run, name=_NAME, daemon=True)
        finishing.start()
        finishing.join(_FINISH_WITHIN)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            continue
    os._exit(wanted.status)


def _where_now(thread: threading.Thread, root: str) -> str:
    """Say at which line a thread stands."""
    frame = sys._current_frames().get(thread.ident or -1)
    if frame is None:
        return "    and is in native code"
    return "    and stands\n" + describe_frame(frame, root, "      ")


def _children() -> list[Any]:
    process: Any = sys.modules.get("multiprocessing.process")
    return [] if process is None else [child for child in process.active_children() if not child.daemon]


def _end_children(wanted: Exit) -> None:
    """End processes that `multiprocessing` would wait for without end, and name them."""
    children = [child for child in _children() if _is_of_run(child)]
    for child in children:
        child.join(wanted.wait)
    left = [child for child in children if child.is_alive()]
    for child in left:
        child.terminate()
    for child in left:
        child.join(_END_WITHIN)
        if child.is_alive():
            child.kill()
    if left:
        names = ", ".join(f'"{child.name}" (pid {child.pid})' for child in left)
        wanted.say(
            f"child processes were still alive at the end of the run, and were ended: {names}. "
            "Join them before their test ends."
        )
