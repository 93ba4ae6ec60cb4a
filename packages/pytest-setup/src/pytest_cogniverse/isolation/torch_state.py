"""Puts the number of threads of torch back after a test that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..torch_threads import held_torch, hold_torch, wanted_threads

if TYPE_CHECKING:
    from collections.abc import Callable


def keep() -> Callable[[], list[str]]:
    """Note the number, and give what puts it back."""
    hold_torch()
    before = held_torch()
    noted = None if before is None else before.get_num_threads()

    def restore() -> list[str]:
        torch = held_torch()
        # What the test was the first to import has the number that it was given then.
        threads = noted if torch is before else wanted_threads()
        if torch is None or threads is None or torch.get_num_threads() == threads:
            return []
        torch.set_num_threads(threads)
        return ["set_num_threads"]

    return restore
