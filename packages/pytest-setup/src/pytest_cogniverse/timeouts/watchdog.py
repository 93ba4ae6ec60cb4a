"""Says where everything stands as the process is told to end, or a test file takes too long.

faulthandler writes it from outside of Python, so that it is written, and the process ends, even where native
code has stopped.
"""

from __future__ import annotations

import faulthandler
import os
import signal
from collections.abc import Callable
from time import monotonic
from types import FunctionType

# How long before its limit a file is told of, at the most, in seconds.
_LEAD = 5.0


def named(name: str, run: Callable[[], None]) -> Callable[[], None]:
    """Give a function under another name, which is what faulthandler writes.

    The stack of an async test is that of its event loop, in which nothing else tells the test.
    """

    def call() -> None:
        __tracebackhide__ = True
        run()

    code = call.__code__.replace(co_name=name)
    return FunctionType(code, call.__globals__, name, None, call.__closure__)


class Watchdog:
    """The watch over one run of pytest."""

    def __init__(self, *, watches_time: bool) -> None:
        """Keep the stderr of the process, which nothing captures yet.

        Arguments:
            watches_time: Whether nothing else uses faulthandler's only timer.
        """
        self._output = os.dup(2)
        self._watches_time = watches_time
        self._file: str | None = None
        self._due = 0.0
        self._is_armed = False

    def begin(self) -> None:
        """Look out for SIGTERM, which still ends the process."""
        if hasattr(faulthandler, "register"):
            faulthandler.register(signal.SIGTERM, file=self._output, all_threads=True, chain=True)

    def end(self) -> None:
        """Look no longer."""
        self.pause()
        if hasattr(faulthandler, "unregister"):
            faulthandler.unregister(signal.SIGTERM)
        os.close(self._output)

    def leave_fork(self) -> None:
        """Look no longer in a process that was forked: it is ended by SIGTERM as a matter of course."""
        if hasattr(faulthandler, "unregister"):
            faulthandler.unregister(signal.SIGTERM)

    def watch_file(self, file: str, limit: float) -> None:
        """Have a file told of shortly before its time, in seconds, is over."""
        if file != self._file:
            self._file = file
            self._due = monotonic() + limit - min(_LEAD, limit / 5)
            self.pause()
        if self._watches_time and not self._is_armed and monotonic() < self._due:
            self._is_armed = True
            faulthandler.dump_traceback_later(self._due - monotonic(), file=self._output)

    def pause(self) -> None:
        """Look no longer at the time, until the next test: a process that forks should have no thread."""
        if self._is_armed:
            self._is_armed = False
            faulthandler.cancel_dump_traceback_later()
