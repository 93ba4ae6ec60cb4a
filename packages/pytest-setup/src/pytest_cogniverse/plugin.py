"""The plugin as pytest loads it: it makes its parts plugins of their own.

A part can be left out by its name, with `-p no:cogniverse-threads`. PYTEST_DONT_REWRITE
"""

from typing import Any

from . import (
    capabilities,
    debug,
    environment,
    identifiers,
    isolation,
    markers,
    models,
    report,
    run,
    threads,
    timeouts,
    torch_threads,
)

# In this order: the first of them set what libraries read as they are loaded.
_PARTS = {
    "debug": debug,
    "run": run,
    "environment": environment,
    "torch": torch_threads,
    "isolation": isolation,
    "threads": threads,
    "models": models,
    "identifiers": identifiers,
    "capabilities": capabilities,
    "markers": markers,
    "timeouts": timeouts,
    # The last one of those that run last: it hands on what the others have to tell.
    "report": report,
}


def pytest_addoption(pluginmanager: Any) -> None:
    """Begin the run, unless another copy of this plugin, installed or vendored, has begun it."""
    config = pluginmanager.get_plugin("pytestconfig")
    if run.has_begun(config):
        return
    run.begin_run(config)
    for name, part in _PARTS.items():
        pluginmanager.register(part, f"cogniverse-{name}")
