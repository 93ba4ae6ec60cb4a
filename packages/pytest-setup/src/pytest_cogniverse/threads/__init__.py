"""Threads: where they are made, what a test file leaves alive, and how the process ends in spite of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ..debug import debug, say_now
from ..report import report
from ..run import current_policy, is_worker
from .guard import refuse_hand_made
from .interpreter_exit import Exit, bound_exit
from .leaks import Rules, clean_up
from .managed import inline_executor, managed_thread
from .sites import Site
from .tracking import unwatch_threads, watch_threads

__all__ = [
    "inline_executor",
    "managed_thread",
    "pytest_configure",
    "pytest_runtest_teardown",
    "pytest_sessionfinish",
    "pytest_sessionstart",
    "pytest_unconfigure",
]

_SESSION = pytest.StashKey[pytest.Session]()


def pytest_configure(config: pytest.Config) -> None:
    """Look at the threads that start from now on."""
    root = str(config.rootpath)

    def guard(thread: threading.Thread, site: Site) -> None:
        __tracebackhide__ = True
        refuse_hand_made(thread, site, root)

    watch_threads(guard)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Keep what knows the exit status."""
    session.config.stash[_SESSION] = session


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Clean up after the last test of a file, once its fixtures have."""
    outcome: Any = yield
    if nextitem is not None and nextitem.path == item.path:
        return
    message = _clean_up(item.nodeid.split("::")[0], item.config, last=False)
    if message is None:
        return
    if current_policy().setup.leaks == "error" and outcome.excinfo is None:
        _fail(outcome, message)
    else:
        report(message)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Clean up after the run, once the fixtures of the session have."""
    message = _clean_up("the run", session.config, last=True)
    if message is not None:
        report(message)
        if current_policy().setup.leaks == "error" and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """Look no longer, and see that the process can end."""
    nobody_watches = unwatch_threads()
    session = config.stash.get(_SESSION, None)
    setup = current_policy().setup
    # A run inside another one, as in tests of plugins, is not the end of the process.
    if session is None or setup.leaks == "off" or not nobody_watches:
        return
    status = int(session.exitstatus)
    if setup.leaks == "error":
        status = status or int(pytest.ExitCode.TESTS_FAILED)
    bound_exit(Exit(str(config.rootpath), setup.wait, status, is_worker(config), say_now))


def _clean_up(where: str, config: pytest.Config, *, last: bool) -> str | None:
    policy = current_policy()
    if policy.setup.leaks == "off":
        return None
    setup = policy.setup
    rules = Rules(str(config.rootpath), setup.wait, setup.guard != "off", policy.allowed_threads, report)
    message = clean_up(where, rules, last=last)
    if message is not None:
        debug(lambda: f"threads left by {where}")
    return message


def _fail(outcome: Any, message: str) -> None:
    error = pytest.fail.Exception(message, pytrace=False)
    if hasattr(outcome, "force_exception"):
        outcome.force_exception(error)
    else:
        # pluggy before 1.1
        outcome._excinfo = (type(error), error, None)
