"""What the user is told at the end of a run, once, whichever process has found it."""

from __future__ import annotations

from typing import Any

import pytest

from .debug import debug, say_now
from .run import current_run, is_worker

_KEY = "cogniverse"


def report(message: str) -> None:
    """Tell the user something when the run ends; the same message once in a run.

    It never fails a run, not even with `-W error`. Whole sentences; further lines are indented by the caller.
    """
    run = current_run()
    if run is None:
        say_now(message)
    else:
        debug(lambda: f"to be told: {message}")
        run.messages.setdefault(message)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: Any) -> None:
    """Hand what a worker has to tell to the process that prints."""
    run = current_run()
    if run is not None and is_worker(session.config):
        output: Any = session.config.workeroutput
        output[_KEY] = list(run.messages)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a worker of pytest-xdist has to tell."""
    for message in getattr(node, "workeroutput", {}).get(_KEY, []):
        report(message)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print it."""
    run = current_run()
    if run is None or not run.messages:
        return
    terminalreporter.section("cogniverse", sep="=", yellow=True)
    for message in run.messages:
        terminalreporter.write_line(message)
    run.messages.clear()
