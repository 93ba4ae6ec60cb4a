"""State that the copies of this plugin in a process share: an installed and a vendored one, for instance."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, Callable, TypeVar, cast

T = TypeVar("T")

_NAME = "_pytest_cogniverse_state_1"


def shared(name: str, make: Callable[[], T]) -> T:
    """Give what another copy has made under a name, or make it."""
    holder: dict[str, Any] = sys.modules.setdefault(_NAME, ModuleType(_NAME)).__dict__
    if name not in holder:
        holder.setdefault(name, make())
    return cast(T, holder[name])
