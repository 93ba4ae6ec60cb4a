"""The run of pytest that is under way, and the policy that holds in it.

A run can stand inside another one in the same process: a test of a pytest plugin runs pytest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .debug import debug, timed
from .policy import Policy, PolicyError, guide_policy, load_policy
from .shared import shared

_UNREAD = (
    "{} is not read: Python runs no JavaScript, so the set-up holds to the guide's own policy. "
    "Write it as cogniverse.config.json, or as [tool.cogniverse] in pyproject.toml."
)


@dataclass
class Run:
    """A run of pytest, from the loading of this plugin to its end."""

    config: Any
    #: That of the root directory.
    policy: Policy = guide_policy
    #: Why the project's policy cannot be used.
    error: PolicyError | None = None
    #: The policy of the test that is running.
    test_policy: Policy | None = None
    #: What the user is told when the run ends. A dict keeps the order.
    messages: dict[str, None] = field(default_factory=dict)
    _policies: dict[Path, Policy] = field(default_factory=dict)

    def policy_of(self, folder: Path) -> Policy:
        """Give the policy that holds in a folder, or raise a `PolicyError`."""
        policy = self._policies.get(folder)
        if policy is None:
            policy = self._policies[folder] = load_policy(folder)
            if policy.unread is not None:
                self.messages[_UNREAD.format(policy.unread)] = None
        return policy


_runs: list[Run] = shared("runs", list)


def current_run() -> Run | None:
    """Give the innermost run, or `None` where pytest does not run."""
    return _runs[-1] if _runs else None


def current_policy() -> Policy:
    """Give the policy that holds for the test that is running, or for the run between tests."""
    run = current_run()
    if run is None:
        return guide_policy
    return run.test_policy or run.policy


def has_begun(config: Any) -> bool:
    """Say whether the run of a configuration has begun."""
    return any(run.config is config for run in _runs)


def begin_run(config: Any) -> None:
    """Begin a run: find its policy, before anything is loaded that it has a say in."""
    run = Run(config)
    _runs.append(run)
    config.add_cleanup(lambda: _runs.remove(run))
    root = getattr(config, "rootpath", None) or Path.cwd()
    with timed(f"policy of {root}"):
        try:
            run.policy = run.policy_of(root)
        except PolicyError as error:
            run.error = error
    debug(lambda: f"policy: {run.policy.file or 'the guide'}; pytest {pytest.__version__}, pid {os.getpid()}")


def is_worker(config: Any) -> bool:
    """Say whether this process is a worker of pytest-xdist."""
    return hasattr(config, "workerinput")


# Last, so that each part has begun that is told of the end.
@pytest.hookimpl(trylast=True)
def pytest_configure(config: Any) -> None:
    """Refuse a policy that is not valid."""
    for run in _runs:
        if run.config is config and run.error is not None:
            raise pytest.UsageError(str(run.error))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: Any, items: list[pytest.Item]) -> None:
    """Refuse policies of nested folders that are not valid, before the first test runs."""
    run = current_run()
    if run is None or is_worker(config):
        return
    for folder in {item.path.parent for item in items}:
        try:
            run.policy_of(folder)
        except PolicyError as error:
            raise pytest.UsageError(str(error)) from error


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: Any) -> Iterator[None]:
    """Refuse them in a worker too, which tells of a file that it cannot collect and of nothing else."""
    outcome: Any = yield
    run = current_run()
    if run is None or not is_worker(collector.config) or not isinstance(collector, pytest.File):
        return
    try:
        run.policy_of(collector.path.parent)
    except PolicyError as error:
        report = outcome.get_result()
        report.outcome, report.longrepr, report.result = "failed", str(error), []


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Have the policy nearest to a test's file hold for it."""
    run = current_run()
    if run is None:
        yield
        return
    run.test_policy = run.policy_of(item.path.parent)
    yield
    run.test_policy = None
