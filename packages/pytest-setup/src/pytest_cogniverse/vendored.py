"""The plugin as a repository has it loaded that keeps this folder. PYTEST_DONT_REWRITE

A `conftest.py` imports this module before all others, for the variables: what it names in `pytest_plugins` is loaded
when all of it has run, and what it imports has read them by then.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from . import plugin
from .policy import PolicyError, load_policy


def pytest_addoption(pluginmanager: Any) -> None:
    """Register the plugin under the name that it has where it is installed, so that it is there once."""
    if not pluginmanager.has_plugin("cogniverse"):
        pluginmanager.register(plugin, "cogniverse")


def _set_variables() -> None:
    """Set what the environment does not set."""
    try:
        policy = load_policy(Path(__file__).resolve().parent)
    except PolicyError:
        # It is reported when the run begins.
        return
    if policy.setup.single_thread:
        for name, value in policy.environment.items():
            os.environ.setdefault(name, value)


_set_variables()
