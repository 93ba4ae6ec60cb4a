"""Registers the markers of the guide and of the policy, so that strict markers know them."""

from __future__ import annotations

import re

import pytest

from .run import current_policy

REQUIRES = (
    "requires(name, ..., url=, command=, environment=, model=): "
    "skips the test where something that it needs is not there"
)
# Where the plugin that they belong to is missing, strict markers are right to refuse them.
_OF_PLUGINS = ("asyncio", "timeout")


def marker_of(capability: str) -> str:
    """Give the marker of a capability: a name in Python has neither `-` nor `.`."""
    return f"requires_{re.sub('^requires_', '', capability)}".replace("-", "_").replace(".", "_")


def name_of_line(line: str) -> str:
    """Give the name of a marker as it is registered: `name: what it means` or `name(parameters): …`."""
    return re.split(r"[:(]", line)[0].strip()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Register what the project has not registered itself: its own text stays."""
    registered = {name_of_line(str(line)) for line in config.getini("markers")}
    policy = current_policy()
    markers = {name: text for name, text in policy.markers.items() if name not in _OF_PLUGINS}
    for capability in policy.capabilities:
        markers.setdefault(marker_of(capability), f"needs {capability}")
    for name, description in markers.items():
        if name not in registered:
            config.addinivalue_line("markers", f"{name}: {description}")
    if "requires" not in registered:
        config.addinivalue_line("markers", REQUIRES)
