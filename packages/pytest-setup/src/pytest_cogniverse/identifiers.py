"""Ids that no other test gets."""

from __future__ import annotations

import itertools
import os
import random
import re
import time
from typing import TYPE_CHECKING

import pytest

from .shared import shared

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class _Ids:
    """Ids of this process. All of it is taken as the plugin is loaded, before a test replaces the clock."""

    def __init__(self) -> None:
        self.begin()
        # A process that is forked later would give the same ids.
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.begin)

    def begin(self) -> None:
        chance = random.SystemRandom().randrange(36**6)
        self.process = _base36(time.time_ns() // 1_000_000) + _base36(chance).rjust(6, "0")
        self.numbers = itertools.count(1)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


_ids = shared("ids", _Ids)


def make_unique_id(prefix: str = "id") -> str:
    """Give an id that no other test gets: not in this run, not in its workers, not when it is run again.

    `tenant` gives `tenant_gw0_mf2k9c3z9q7h2e_1`: letters, digits and `_`, with pytest-xdist's id of the worker
    inside, or `main`. What is neither letter, digit nor `_` in the prefix becomes `_`; what is added is in lower
    case and about 25 characters long.
    """
    name = re.sub(r"\W", "_", prefix, flags=re.ASCII) or "id"
    worker = re.sub(r"\W", "", os.environ.get("PYTEST_XDIST_WORKER", "main"), flags=re.ASCII).lower()
    return f"{name}_{worker}_{_ids.process}_{_base36(next(_ids.numbers))}"


@pytest.fixture(scope="session")
def unique_id() -> Callable[..., str]:
    """Make ids that no other test gets: `unique_id("user")` gives a new one each time."""
    return make_unique_id


@pytest.fixture
def tenant_id() -> str:
    """Give the test a tenant of its own, the same for all that ask in the test."""
    return make_unique_id("tenant")
