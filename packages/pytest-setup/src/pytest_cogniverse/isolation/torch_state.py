"""Puts the number of threads of torch back after a test that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..torch_threads import held_torch, hold_torch

if TYPE_CHECKING:
    from collections.abc import Callable


def keep() -> Callable[[], list[str]]:
    """Note the number, and give what puts it back."""
    hold_torch()
    torch = held_torch()
    if torch is None:
        return list
    threads = torch.get_num_threads()

    def restore() -> list[str]:
        if held_torch() is not torch or torch.get_num_threads() == threads:
            return []
        torch.set_num_threads(threads)
        return ["set_num_threads"]

    return restore
