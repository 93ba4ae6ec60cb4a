"""Keeps tests from changing what others see."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from ..debug import debug
from ..run import current_policy
from ..shared import shared
from . import dspy_state, telemetry, torch_state
from .keep_environment import EnvironmentKeeper
from .resets import Reset, Resets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Isolation:
    """What others see, as it was before a test."""

    def __init__(self) -> None:
        self.resets = Resets()
        self._environment = EnvironmentKeeper() if current_policy().setup.restore_environment else None
        self._note()

    def _note(self) -> None:
        self._restores = {
            "dspy": dspy_state.keep(),
            "torch": torch_state.keep(),
            "posthog": telemetry.keep(),
        }

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Let stay what a fixture of wider scope sets, which a test asks for while it runs."""
        if self._environment is None:
            yield
        else:
            with self._environment.staying():
                yield
        self._note()

    def end(self) -> None:
        """Put everything back. Raises what a function of `reset_after_each` raised."""
        try:
            self.resets.run()
        finally:
            if self._environment is not None:
                self._tell("os.environ", self._environment.restore())
            for what, restore in self._restores.items():
                self._tell(what, restore())

    def _tell(self, what: str, changed: list[str]) -> None:
        if changed:
            debug(lambda: f"put back after a test: {', '.join(changed)} of {what}")


#: Those of the tests that are running: a test can run pytest.
_running: list[_Isolation] = shared("isolations", list)


# A plugin's autouse fixture is the first of its scope, so that it ends after all others of a test, and before
# those of wider scope, which are set up before it.
@pytest.fixture(autouse=True)
def _cogniverse_isolation() -> Iterator[Resets]:
    isolation = _Isolation()
    _running.append(isolation)
    yield isolation.resets
    _running.remove(isolation)
    isolation.end()


@pytest.fixture
def reset_after_each(_cogniverse_isolation: Resets) -> Callable[[Reset], None]:
    """Have a function run after the test and its fixtures: `reset_after_each(cache.clear)`.

    The newest runs first, each runs even where another fails, and a failure fails the test.
    """
    return _cogniverse_isolation.add


@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Iterator[None]:
    """Tell fixtures of wider scope, which a test asks for while it runs, from what the test does."""
    if _running and fixturedef.scope != "function":
        with _running[-1].staying():
            yield
    else:
        yield
