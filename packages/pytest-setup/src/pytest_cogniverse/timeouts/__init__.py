"""Time limits of async tests that have none, and what is said of a run that is about to be ended."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from typing import Any

import pytest

from ..debug import debug
from ..run import current_policy, current_run
from ..shared import shared
from .debugging import PdbWatch, is_debugging
from .limit import Limit, limited
from .watchdog import Watchdog, named
from .where import describe_tasks, loop_in

_SET_BY_POLICY = "the policy's timeouts.default"
_LIMIT = pytest.StashKey[Limit]()
_PDB = pytest.StashKey[PdbWatch]()
_WATCHDOG = pytest.StashKey[Watchdog]()

# The outermost run's alone: a run inside another one is a test.
_watchdogs: list[Watchdog] = shared("watchdogs", list)
_forks: list[str] = shared("forks", list)


def pytest_configure(config: pytest.Config) -> None:
    """Look out for pdb, and for the end of the process."""
    config.stash[_PDB] = PdbWatch()
    config.pluginmanager.register(config.stash[_PDB])
    if current_policy().setup.watchdog and not _watchdogs:
        _watch_forks()
        config.stash[_WATCHDOG] = Watchdog(watches_time=not _has_own_timer(config))
        config.stash[_WATCHDOG].begin()
        _watchdogs.append(config.stash[_WATCHDOG])


def _has_own_timer(config: pytest.Config) -> bool:
    """Say whether pytest uses faulthandler's timer for each test."""
    try:
        return float(config.getini("faulthandler_timeout") or 0) > 0
    except (KeyError, ValueError):
        # -p no:faulthandler
        return False


def _watch_forks() -> None:
    if hasattr(os, "register_at_fork") and not _forks:
        # It can't be undone.
        _forks.append("watched")
        os.register_at_fork(before=_before_fork, after_in_child=_after_fork)


def _before_fork() -> None:
    for watchdog in _watchdogs:
        watchdog.pause()


def _after_fork() -> None:
    for watchdog in _watchdogs:
        watchdog.leave_fork()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Look out no longer."""
    watchdog = config.stash.get(_WATCHDOG, None)
    if watchdog is not None:
        _watchdogs.remove(watchdog)
        watchdog.end()


def pytest_runtest_logstart(location: tuple[str, int | None, str]) -> None:
    """Watch the time of each test file."""
    if _watchdogs:
        _watchdogs[0].watch_file(location[0], current_policy().timeouts.max)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Give async tests that have no limit the policy's."""
    config = session.config
    has_plugin = _has_pytest_timeout(config)
    if has_plugin and _is_set_for_run(config):
        return
    count = 0
    for item in session.items:
        if isinstance(item, pytest.Function) and _is_async(item):
            count += _mark(item) if has_plugin else _limit(item)
    if count > 0:
        by = "pytest-timeout" if has_plugin else "their event loops"
        debug(lambda: f"limited {count} async tests, by {by}")


def _has_pytest_timeout(config: pytest.Config) -> bool:
    named = (config.pluginmanager.get_plugin(name) for name in ("timeout", "pytest_timeout"))
    return any(getattr(plugin, "__name__", None) == "pytest_timeout" for plugin in named)


def _is_set_for_run(config: pytest.Config) -> bool:
    """Say whether a flag, a variable or the configuration sets a limit for each test, be it none."""
    given = (config.getoption("timeout", None), os.environ.get("PYTEST_TIMEOUT"))
    if any(value not in (None, "") for value in given):
        return True
    stated = str(config.getini("timeout") or "")
    # What may be the longest at all is the limit of tests that have no other.
    return stated != "" and stated != f"{current_policy().timeouts.max:g}"


def _is_async(item: pytest.Function) -> bool:
    function: Any = item.obj
    inner = getattr(getattr(function, "hypothesis", None), "inner_test", None)
    return inspect.iscoroutinefunction(inner or function)


def _mark(item: pytest.Function) -> bool:
    """Add the mark of pytest-timeout. Fixtures do not count: they may load what takes longer."""
    seconds = _default_of(item)
    mark = item.get_closest_marker("timeout")
    # A mark without anything is an error, which pytest-timeout reports.
    if seconds <= 0 or (
        mark is not None and (_seconds_of(mark) is not None or not (mark.args or mark.kwargs))
    ):
        return False
    given = {} if mark is None else dict(mark.kwargs)
    item.add_marker(pytest.mark.timeout(**{"func_only": True, **given, "timeout": seconds}), append=False)
    return True


def _limit(item: pytest.Function) -> bool:
    """Have the event loop keep the limit; a mark that pytest-timeout would read counts."""
    mark = item.get_closest_marker("timeout")
    own = None if mark is None else _seconds_of(mark)
    seconds = _default_of(item) if own is None else own
    if seconds <= 0:
        return False
    config = item.config
    set_by = _SET_BY_POLICY if own is None else "the limit of its own"
    item.stash[_LIMIT] = Limit(
        seconds, set_by, str(config.rootpath), lambda: is_debugging(config, config.stash[_PDB])
    )
    return True


def _default_of(item: pytest.Item) -> float:
    run = current_run()
    policy = current_policy() if run is None else run.policy_of(item.path.parent)
    return policy.timeouts.default


def _seconds_of(mark: pytest.Mark) -> float | None:
    value = mark.kwargs.get("timeout", mark.args[0] if mark.args else None)
    try:
        return None if value is None else float(value)
    except (TypeError, ValueError):
        return None


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run an async test within its limit, and under its name."""
    if isinstance(item, pytest.Function) and _watchdogs and _is_async(item):
        setattr(item, "runtest", named(item.nodeid, item.runtest))  # noqa: B010
    yield from _run(item)
    vars(item).pop("runtest", None)


def _run(item: pytest.Item) -> Iterator[None]:
    limit = item.stash.get(_LIMIT, None)
    if limit is None or not isinstance(item, pytest.Function) or limit.is_off():
        outcome: Any = yield
        if outcome.excinfo is not None:
            _say_where(item, outcome.excinfo)
        return
    test: Any = item.obj
    case: Any = getattr(item, "_testcase", None) or getattr(item, "instance", None)
    if not inspect.iscoroutinefunction(test):
        yield
    elif hasattr(case, "_testMethodName"):
        # unittest asks the test case for its method.
        name = case._testMethodName
        setattr(case, name, limited(test, limit))
        yield
        delattr(case, name)
    else:
        item.obj = limited(test, limit)
        yield
        item.obj = test


def _say_where(item: pytest.Item, excinfo: tuple[Any, BaseException, Any]) -> None:
    """Add to a failure by pytest-timeout where the tasks stand: its own trace ends in the event loop."""
    _, error, traceback = excinfo
    if not isinstance(error, pytest.fail.Exception) or not str(error).startswith(("Timeout >", "Timeout (>")):
        return
    loop = loop_in(traceback)
    if loop is not None:
        where = describe_tasks(loop, None, str(item.config.rootpath))
        if where:
            item.add_report_section("call", "asyncio tasks", where)
