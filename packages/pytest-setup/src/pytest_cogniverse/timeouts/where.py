"""Where the tasks of an event loop stand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any

from ..threads.sites import Call, owner_of, short_path

_MOST_CALLS = 8
_MOST_TASKS = 10


def describe_tasks(loop: asyncio.AbstractEventLoop, main: asyncio.Task[Any] | None, root: str) -> str:
    """Write where a task stands, and the other tasks of its loop that are not done."""
    others = [task for task in asyncio.all_tasks(loop) if task is not main and not task.done()]
    lines = [] if main is None else [_describe(main, root, "    ")]
    if others:
        lines.append(f"  {'Other tasks' if main is not None else 'Tasks'} of the event loop:")
        for task in sorted(others, key=lambda task: task.get_name())[:_MOST_TASKS]:
            lines.append(f"    {task.get_name()}\n{_describe(task, root, '      ')}")
        if len(others) > _MOST_TASKS:
            lines.append(f"    and {len(others) - _MOST_TASKS} more")
    return "\n".join(lines)


def loop_in(traceback: TracebackType | None) -> asyncio.AbstractEventLoop | None:
    """Find the event loop that was running where an exception was raised."""
    while traceback is not None:
        thing = traceback.tb_frame.f_locals.get("self")
        if isinstance(thing, asyncio.AbstractEventLoop):
            return thing
        traceback = traceback.tb_next
    return None


def _describe(task: asyncio.Task[Any], root: str, indent: str) -> str:
    calls = [call for call in _calls_of(task.get_coro()) if owner_of(call.file) != "plugin"]
    if not calls:
        return f"{indent}at an unknown place"
    # What is waited for, and from there on what the project has called.
    own = [call for call in calls[1:] if owner_of(call.file) == "project"]
    shown = [calls[0], *own][:_MOST_CALLS]
    return "\n".join(
        f"{indent}at {call.function} ({short_path(call.file, root)}:{call.line})" for call in shown
    )


def _calls_of(awaitable: object) -> list[Call]:
    """Follow what waits for what, and give the calls, the innermost first."""
    calls = [
        Call(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
        for frame in _frames_of(awaitable)
    ]
    return calls[::-1]


def _frames_of(awaitable: Any) -> Iterator[FrameType]:
    for _ in range(200):
        frame = next(
            (found for name in ("cr", "gi", "ag") if (found := getattr(awaitable, f"{name}_frame", None))),
            None,
        )
        if frame is None:
            return
        yield frame
        following = (getattr(awaitable, name, None) for name in ("cr_await", "gi_yieldfrom", "ag_await"))
        awaitable = next((found for found in following if found is not None), None)
