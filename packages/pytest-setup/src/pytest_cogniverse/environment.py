"""The variables that hold libraries to one thread and keep their telemetry off, set before they are loaded."""

from __future__ import annotations

import os
import sys
from typing import Any

from .debug import debug
from .policy import guide
from .report import report
from .run import current_run
from .shared import shared

#: What the set-up has set in this process, by name.
_set: dict[str, str] = shared("variables", dict)

_READERS: dict[str, list[str]] = guide["readOnImport"]


def pytest_addoption() -> None:
    """Set the variables: nothing but plugins that pytest has loaded before can have loaded a library."""
    run = current_run()
    if run is None or not run.policy.setup.single_thread:
        return
    late = {
        library
        for name in _set_variables(run.policy.environment)
        for library in _READERS.get(name, [])
        # What holds torch to one thread does so however late.
        if library in sys.modules and library != "torch"
    }
    if late:
        names = ", ".join(sorted(late))
        verb = "was" if len(late) == 1 else "were"
        report(
            f"{names} {verb} loaded before this plugin could set variables for it, so it may run in more threads "
            'or send telemetry. Load the plugin first: "-p cogniverse" in addopts.'
        )


def _set_variables(wanted: Any) -> list[str]:
    """Set what the environment does not set, and give the names. What it sets is kept, and reported once."""
    added: list[str] = []
    kept: list[str] = []
    for name, value in wanted.items():
        present = os.environ.get(name)
        if present is None:
            os.environ[name] = _set[name] = value
            added.append(name)
        elif present != value and _set.get(name) != present:
            kept.append(f"{name}={present} (the policy says {value})")
    debug(lambda: f"variables set: {' '.join(added) or 'none'}")
    if kept:
        report(f"kept, since the environment sets them: {', '.join(kept)}.")
    return added
