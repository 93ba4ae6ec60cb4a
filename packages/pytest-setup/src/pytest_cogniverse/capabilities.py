"""Skips tests whose `requires_*` markers ask for what is not there, with the reason."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from .debug import debug
from .gating.known import KNOWN_NAMES, known_capability
from .gating.outcomes import cached_outcome
from .gating.probe import probe
from .gating.project_gates import texts_in_plugins
from .markers import REQUIRES, marker_of, name_of_line
from .policy import CapabilityProbe, Policy
from .run import current_policy

_PREFIX = "requires_"
_PROBE_KEYS = ("url", "command", "environment", "model")
_PROJECT_TEXTS = pytest.StashKey[frozenset[str]]()


class _Wanted(NamedTuple):
    label: str
    """The name of a capability, or what a probe looks for."""
    probe: CapabilityProbe | None
    """`None` for what the guide knows how to look for."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test before its fixtures are made, and after its own marks and conftest have had their say."""
    marks = [mark for mark in item.iter_markers() if mark.name.startswith("requires")]
    if not marks:
        return
    policy = current_policy()
    missing: dict[str, None] = {}
    for mark in marks:
        for wanted in _wanted_by(mark, policy, item):
            reason = _outcome(wanted, policy, item.config)
            if reason is not None:
                missing.setdefault(f"needs {wanted.label}: {reason}")
    if missing:
        raise pytest.skip.Exception("; ".join(missing), _use_item_location=True)


def _wanted_by(mark: pytest.Mark, policy: Policy, item: pytest.Item) -> list[_Wanted]:
    if mark.name == "requires":
        return [] if _has_own_requires(item.config) else _wanted_by_call(mark, policy)
    if not mark.name.startswith(_PREFIX) or _is_gated_by_project(mark.name, item.config):
        return []
    wanted = _named(mark.name, policy)
    # The project may mean something by a name that nobody knows here.
    return [] if wanted is None else [wanted]


def _wanted_by_call(mark: pytest.Mark, policy: Policy) -> list[_Wanted]:
    found: list[_Wanted] = []
    for name in mark.args:
        wanted = _named(name, policy) if isinstance(name, str) else None
        if wanted is None:
            names = ", ".join((*KNOWN_NAMES, *policy.capabilities))
            pytest.fail(
                f"requires({name!r}): not known. Known here: {names}. "
                'Add it to "capabilities" in the policy.',
                pytrace=False,
            )
        found.append(wanted)
    if mark.kwargs:
        found.append(_probe_of(mark.kwargs))
    if not found:
        pytest.fail(
            f"requires(): says nothing to look for. Give names, or any of {', '.join(_PROBE_KEYS)}.",
            pytrace=False,
        )
    return found


def _probe_of(given: Mapping[str, Any]) -> _Wanted:
    for key, value in given.items():
        is_fit = (
            isinstance(value, (list, tuple)) and len(value) > 0
            if key == "command"
            else isinstance(value, str)
        )
        if key not in _PROBE_KEYS or not is_fit:
            pytest.fail(
                f"requires({key}={value!r}): not understood. Give names, or url, environment or model as "
                "text, or command as a list.",
                pytrace=False,
            )
    command = given.get("command")
    wanted = CapabilityProbe(
        url=given.get("url"),
        command=None if command is None else tuple(command),
        environment=given.get("environment"),
        model=given.get("model"),
    )
    label = wanted.url or " ".join(wanted.command or ()) or wanted.environment or wanted.model
    return _Wanted(label or "", wanted)


def _named(name: str, policy: Policy) -> _Wanted | None:
    plain = name.removeprefix(_PREFIX)
    for key, found in policy.capabilities.items():
        if name in (key, marker_of(key)) or plain == key:
            return _Wanted(plain, found)
    return None if known_capability(plain) is None else _Wanted(plain, None)


def _outcome(wanted: _Wanted, policy: Policy, config: pytest.Config) -> str | None:
    known = known_capability(wanted.label)

    def look() -> str | None:
        if wanted.probe is not None:
            return probe(wanted.probe, policy.models)
        return None if known is None else known(policy.models)

    key = repr((wanted.probe or wanted.label, policy.models))
    reason = cached_outcome(_run_of(config), key, look)
    debug(lambda: f"requires {wanted.label}: {reason or 'there'}")
    return reason


def _run_of(config: pytest.Config) -> str:
    """Give the id that pytest-xdist's workers share."""
    worker: dict[str, Any] = getattr(config, "workerinput", {})
    return f"{worker['testrunuid']} {os.getcwd()}" if "testrunuid" in worker else ""


def _is_gated_by_project(marker: str, config: pytest.Config) -> bool:
    texts = _project_texts(config)
    return marker in texts or _PREFIX in texts


def _has_own_requires(config: pytest.Config) -> bool:
    """Say whether the project has a marker `requires` that means something else, be it registered or not."""
    if "requires" in _project_texts(config):
        return True
    lines = [str(line) for line in config.getini("markers")]
    return any(name_of_line(line) == "requires" and line != REQUIRES for line in lines)


def _project_texts(config: pytest.Config) -> frozenset[str]:
    texts = config.stash.get(_PROJECT_TEXTS, None)
    if texts is None:
        texts = texts_in_plugins(config.pluginmanager.get_plugins())
        config.stash[_PROJECT_TEXTS] = texts
    return texts
