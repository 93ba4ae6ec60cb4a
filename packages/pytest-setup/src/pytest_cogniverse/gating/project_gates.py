"""Markers that a project's own conftest or plugin deals with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType
from typing import Any

from ..threads.sites import owner_of


def texts_in_plugins(plugins: Iterable[object]) -> frozenset[str]:
    """Give the texts that functions of the project's conftests and plugins compare or ask for.

    A hook that skips what is marked `requires_x` has that name in it, as a whole:
    `item.get_closest_marker("requires_x")`, `"requires_x" in item.keywords`. The registration of a marker,
    which goes on with a colon and a description, is another text.
    """
    return frozenset(
        text
        for plugin in plugins
        if owner_of(getattr(plugin, "__file__", None) or "<unknown>") == "project"
        for function in _functions_of(plugin)
        for text in _texts_in(function.__code__)
    )


def _functions_of(plugin: object) -> Iterator[FunctionType]:
    for value in list(vars(plugin).values()):
        function: Any = value
        # Fixtures are objects around their functions since pytest 8.4, and before that functions themselves.
        for name in ("_fixture_function", "__pytest_wrapped__", "obj", "__wrapped__"):
            function = getattr(function, "__dict__", {}).get(name, function)
        if isinstance(function, FunctionType) and owner_of(function.__code__.co_filename) == "project":
            yield function


def _texts_in(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, (tuple, frozenset)):
            yield from (item for item in constant if isinstance(item, str))
        elif isinstance(constant, CodeType):
            yield from _texts_in(constant)
