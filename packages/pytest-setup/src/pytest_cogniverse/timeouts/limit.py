"""A time limit for coroutines, kept by their own event loop."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from functools import wraps
from typing import Any, Callable

import pytest

from ..policy.durations import format_duration
from .where import describe_tasks

Test = Callable[..., Awaitable[Any]]

# A test that goes on after it was cancelled is cancelled again, so many seconds later.
_AGAIN = 1.0


class Limit:
    """How long a test may take, and how that is said."""

    def __init__(self, seconds: float, set_by: str, root: str, is_off: Callable[[], bool]) -> None:
        """Take the limit, who has set it, the project's root, and what tells that time does not count."""
        self.seconds = seconds
        self._set_by = set_by
        self._root = root
        self.is_off = is_off

    def describe(self, where: str) -> str:
        """Say that the limit was passed."""
        took = f"Timeout: the test takes longer than {format_duration(self.seconds * 1000)}, {self._set_by}."
        advice = "Give it a limit of its own, @pytest.mark.timeout(…) in seconds, or end what it waits for."
        return f"{took} It stands\n{where}\n  {advice}"

    def where(self, loop: asyncio.AbstractEventLoop, task: asyncio.Task[Any]) -> str:
        """Say where the test stands."""
        return describe_tasks(loop, task, self._root)


def limited(test: Test, limit: Limit) -> Test:
    """Give a test that fails, saying where it stands, once its time is over."""

    @wraps(test)
    async def run(*args: Any, **kwargs: Any) -> Any:
        loop = _running_loop()
        if loop is None:
            return await _in_trio(test, limit, args, kwargs)
        return await _in_asyncio(test, limit, loop, args, kwargs)

    return run


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


async def _in_asyncio(
    test: Test, limit: Limit, loop: asyncio.AbstractEventLoop, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    task = asyncio.current_task()
    if task is None:
        return await test(*args, **kwargs)
    said: list[str] = []
    timers: list[asyncio.TimerHandle] = []

    def expire() -> None:
        if limit.is_off():
            return
        said.append(limit.where(loop, task))
        task.cancel()
        timers.append(loop.call_later(_AGAIN, expire))

    timers.append(loop.call_later(limit.seconds, expire))
    try:
        result = await test(*args, **kwargs)
    except asyncio.CancelledError:
        if not said:
            raise
        result = None
    finally:
        timers[-1].cancel()
    if not said:
        return result
    if sys.version_info >= (3, 11):
        for _ in said:
            task.uncancel()
    raise pytest.fail.Exception(limit.describe(said[0]), pytrace=False)


async def _in_trio(test: Test, limit: Limit, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    trio: Any = sys.modules.get("trio")
    if trio is None or limit.is_off():
        return await test(*args, **kwargs)
    with trio.move_on_after(limit.seconds) as scope:
        return await test(*args, **kwargs)
    if scope.cancelled_caught:
        raise pytest.fail.Exception(limit.describe("    at an unknown place"), pytrace=False)
