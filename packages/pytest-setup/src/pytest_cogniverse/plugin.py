"""The plugin as pytest loads it: it makes its parts plugins of their own.

A part can be left out by its name, with `-p no:cogniverse-threads`. PYTEST_DONT_REWRITE
"""

from typing import Any

import pytest

from . import (
    capabilities,
    debug,
    environment,
    identifiers,
    isolation,
    markers,
    models,
    policy,
    report,
    threads,
    timeouts,
    torch_threads,
)

# The order in which they are registered: the first of them sets what libraries read as they are loaded.
_PARTS = {
    "policy": policy,
    "debug": debug,
    "environment": environment,
    "torch": torch_threads,
    "report": report,
    "isolation": isolation,
    "threads": threads,
    "models": models,
    "identifiers": identifiers,
    "capabilities": capabilities,
    "markers": markers,
    "timeouts": timeouts,
}


def pytest_addoption(parser: pytest.Parser, pluginmanager: Any) -> None:
    """Register the parts, unless another copy of this plugin, installed or vendored, has done so."""
    if pluginmanager.has_plugin("cogniverse-policy"):
        return
    for name, part in _PARTS.items():
        pluginmanager.register(part, f"cogniverse-{name}")
