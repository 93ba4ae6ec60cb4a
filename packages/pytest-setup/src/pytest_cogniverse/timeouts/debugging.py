"""Whether somebody is debugging: time does not count then."""

from __future__ import annotations

import inspect
import sys

import pytest

_DEBUGGERS = ("pydevd", "bdb", "debugpy")


class PdbWatch:
    """Knows whether pdb has been entered in this run."""

    def __init__(self) -> None:
        """Begin outside of pdb."""
        self.has_entered = False

    def pytest_enter_pdb(self) -> None:
        """Remember it: whoever debugs once may do so again."""
        self.has_entered = True


def is_debugging(config: pytest.Config, watch: PdbWatch) -> bool:
    """Tell by the options, by pdb, and by what traces the code."""
    if watch.has_entered or config.getoption("usepdb", False) or config.getoption("trace", False):
        return True
    monitoring = getattr(sys, "monitoring", None)
    if monitoring is not None and monitoring.get_tool(monitoring.DEBUGGER_ID) is not None:
        return True
    trace = sys.gettrace()
    if trace is None:
        return False
    module = inspect.getmodule(trace) or inspect.getmodule(type(trace))
    return module is not None and any(part.startswith(_DEBUGGERS) for part in module.__name__.split("."))
