"""Puts environment variables back after a test."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..shared import shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: Names of variables whose latest change was that of a module as it was imported.
_imported: set[str] = shared("variables of imports", set)

#: pytest's own, which change while a test runs.
_PYTEST = "PYTEST_"

_Environ: Any = type(os.environ)


class _WatchedEnviron(_Environ):  # type: ignore[misc]
    """The environment, which notes what the import of a module changes.

    That stays, since the module is not run again for the next test.
    """

    __slots__ = ()

    def __setitem__(self, key: str, value: str) -> None:
        super().__setitem__(key, value)
        _note(key)

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        _note(key)


def _note(name: str) -> None:
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            _imported.add(name)
            return
        frame = frame.f_back
    _imported.discard(name)


class EnvironmentKeeper:
    """The environment as it was before a test."""

    def __init__(self) -> None:
        self._environ: Any = os.environ
        self._kept = dict(os.environ)
        self._class = type(os.environ)
        if self._class is _Environ:
            self._environ.__class__ = _WatchedEnviron

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Let stay what is changed meanwhile."""
        before = dict(os.environ)
        try:
            yield
        finally:
            after = dict(os.environ)
            for name in before.keys() | after.keys():
                if before.get(name) != after.get(name):
                    self._kept.pop(name, None)
                    if name in after:
                        self._kept[name] = after[name]

    def restore(self) -> list[str]:
        """Put it back, and give the names of what had changed."""
        changed: list[str] = []
        if os.environ is not self._environ:
            os.environ = self._environ  # noqa: B003
            changed.append("os.environ itself")
        now = dict(os.environ)
        for name in now.keys() | self._kept.keys():
            if now.get(name) == self._kept.get(name) or name in _imported or name.startswith(_PYTEST):
                continue
            changed.append(name)
            if name in self._kept:
                os.environ[name] = self._kept[name]
            else:
                del os.environ[name]
        self._environ.__class__ = self._class
        return changed
