"""What `COGNIVERSE_DEBUG=1` logs to stderr, past pytest's capturing of the output."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable

import pytest

from .shared import shared

enabled = os.environ.get("COGNIVERSE_DEBUG", "") not in ("", "0", "false")

_begun = shared("debug begun", time.perf_counter)


class _Output:
    """The stderr of the process, as it was before pytest began to capture it."""

    def __init__(self) -> None:
        self._descriptor: int | None = None
        self._waiting: list[str] = []

    def open(self) -> None:
        if self._descriptor is None:
            self._descriptor = os.dup(2)
            waiting, self._waiting = self._waiting, []
            for line in waiting:
                self.write(line)

    def write(self, line: str) -> None:
        if self._descriptor is None:
            self._waiting.append(line)
        else:
            os.write(self._descriptor, f"{line}\n".encode("utf-8", "backslashreplace"))


_output = shared("debug output", _Output)


def debug(describe: Callable[[], str]) -> None:
    """Log a step, with the time since the plugin was loaded. `describe` is called only where it is wanted."""
    if enabled:
        elapsed = (time.perf_counter() - _begun) * 1000
        _output.write(f"[cogniverse {os.getpid()} +{elapsed:.1f} ms] {describe()}")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Log how long a step took."""
    start = time.perf_counter()
    yield
    debug(lambda: f"{what}: {(time.perf_counter() - start) * 1000:.2f} ms")


def say_now(message: str) -> None:
    """Tell the user something at once, on stderr: for what may not be there any more when the run ends."""
    _output.write(f"[cogniverse] {message}")


def pytest_addoption(pluginmanager: Any) -> None:
    """Keep the real stderr, unless the output is being captured, as while a conftest is loaded."""
    if not pluginmanager.has_plugin("capturemanager"):
        _output.open()


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Keep the real stderr: nothing is captured here."""
    _output.open()
