"""Functions that put back what a test changes."""

from __future__ import annotations

import asyncio
import inspect
from contextlib import ExitStack
from typing import Any, Callable

Reset = Callable[[], Any]


class Resets:
    """What runs after a test."""

    def __init__(self) -> None:
        self._resets = ExitStack()

    def add(self, reset: Reset) -> None:
        """Have a function run after the test. What it returns is awaited, if it can be."""
        if not callable(reset):
            raise TypeError("reset_after_each(fn): fn is a function.")
        self._resets.callback(_run, reset)

    def run(self) -> None:
        """Run them, the newest first, each even where another raises."""
        self._resets.close()


def _run(reset: Reset) -> None:
    result = reset()
    if inspect.isawaitable(result):
        _wait_for(result)


def _wait_for(result: Any) -> None:
    """Wait in a loop of its own, without making it the current one."""

    async def wait() -> None:
        await result

    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(wait())
    finally:
        loop.close()
