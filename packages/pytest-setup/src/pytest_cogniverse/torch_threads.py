"""Holds torch to one thread where it is, or as it becomes, imported. Nothing here imports it."""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .debug import debug
from .run import current_run
from .shared import shared

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The torch that is held; a test may import it anew.
_held: dict[str, Any] = shared("held torch", dict)


class _TorchFinder(MetaPathFinder):
    """Finds torch as the other finders do, and has a function called once it has been imported."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "torch":
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            if isinstance(finder, _TorchFinder) or find is None:
                continue
            spec: ModuleSpec | None = find(fullname, path, target)
            if spec is not None:
                _call_after_import(spec.loader)
                return spec
        return None


def _call_after_import(loader: Any) -> None:
    """Wrap `exec_module` of this one loader; all else that a loader offers stays its own."""
    own = getattr(loader, "__dict__", None)
    # What has none, or one that can't be changed, is held when the next test begins.
    if not isinstance(own, dict) or "exec_module" in own or not hasattr(loader, "exec_module"):
        return
    execute = loader.exec_module

    def exec_module(module: ModuleType) -> None:
        execute(module)
        if module.__name__ == "torch":
            own.pop("exec_module", None)
            hold_torch()

    own["exec_module"] = exec_module


def pytest_addoption() -> None:
    """Hold torch if a plugin has imported it, else wait for its import."""
    run = current_run()
    if run is None or not run.policy.setup.single_thread:
        return
    if not any(isinstance(finder, _TorchFinder) for finder in sys.meta_path):
        finder = _TorchFinder()
        sys.meta_path.insert(0, finder)
        run.config.add_cleanup(lambda: sys.meta_path.remove(finder) if finder in sys.meta_path else None)
    hold_torch()


def hold_torch() -> None:
    """Hold torch to as many threads as `OMP_NUM_THREADS` says, if it is imported and not held yet.

    That is one thread, unless the user has set the variable.
    """
    torch: Any = sys.modules.get("torch")
    run = current_run()
    # What is no module is a stub of a test.
    if (
        not isinstance(torch, ModuleType)
        or torch is _held.get("torch")
        or run is None
        or not run.policy.setup.single_thread
    ):
        return
    threads = wanted_threads()
    if threads is None:
        return
    try:
        torch.set_num_threads(threads)
        _held["torch"] = torch
        if threads == 1 and torch.get_num_interop_threads() != 1:
            torch.set_num_interop_threads(1)
        debug(lambda: f"torch is held to {threads} thread{'' if threads == 1 else 's'}")
    except (AttributeError, RuntimeError) as error:
        # That of the interop pool can't be changed once it has worked. A stub of torch may have none of it.
        reason = str(error)
        debug(lambda: f"torch: {reason}")


def wanted_threads() -> int | None:
    """Give the number of threads that the environment or the policy says; `None` where neither does."""
    try:
        # OpenMP takes a list, of which the first is for threads that nothing else has made.
        return max(1, int(os.environ["OMP_NUM_THREADS"].split(",")[0]))
    except (KeyError, ValueError):
        return None


def held_torch() -> Any:
    """Give torch, if it is imported and held."""
    torch = sys.modules.get("torch")
    return torch if torch is _held.get("torch") else None
