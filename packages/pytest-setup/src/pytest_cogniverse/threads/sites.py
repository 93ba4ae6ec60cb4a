"""Where in the code something was made: a few calls, kept as text, so that they keep nothing alive.

Nothing here asks the system for anything once it is loaded.
"""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from types import FrameType

Owner = Literal["plugin", "python", "package", "project"]


def _written(folder: str) -> set[str]:
    """Give a folder as the paths of files may write it."""
    return {path + os.sep for path in (folder, os.path.abspath(folder), os.path.realpath(folder))}


# Known from here on: while an event loop runs, suites may forbid what asks the system for a path.
_PLUGIN = tuple(_written(os.path.dirname(os.path.dirname(__file__))))
_LIBRARIES = (sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), os.path.dirname(os.__file__))
_PYTHON = tuple({path for folder in _LIBRARIES if folder for path in _written(folder)})
_PACKAGE = re.compile(r"[\\/](?:site|dist)-packages[\\/]")
_TEST_FOLDERS = {"test", "tests", "e2e"}
_MOST_SHOWN = 5
# Of each stack; deeper ones are those of recursion.
_MOST_CALLS = 200


class Call(NamedTuple):
    """One call on a stack."""

    file: str
    line: int
    function: str


class Site(NamedTuple):
    """The calls that made something, the latest first; those of Python's own library are left out."""

    calls: tuple[Call, ...]
    """Calls in the project and its packages."""
    fixture_scope: str | None
    """The widest scope of the fixtures that were being set up."""
    in_test: bool
    """Whether pytest was running a test, with its fixtures."""
    maker: Call | None
    """The latest call that is no method of the thing itself."""


_WIDTH = {"function": 0, "class": 1, "module": 2, "package": 3, "session": 4}


def take_site(frame: FrameType | None, made: object) -> Site:
    """Take the place of the call that made something.

    It costs some microseconds: nothing is read from disk.
    """
    calls: list[Call] = []
    maker: Call | None = None
    scope: str | None = None
    in_test = False
    left = _MOST_CALLS
    while frame is not None and left > 0:
        code = frame.f_code
        owner = owner_of(code.co_filename)
        if owner in ("package", "project") and not in_test:
            if code.co_name == "pytest_fixture_setup" and "fixturedef" in code.co_varnames:
                found = getattr(frame.f_locals.get("fixturedef"), "scope", None)
                if isinstance(found, str) and _WIDTH.get(found, 0) >= _WIDTH.get(scope or "", -1):
                    scope = found
            if code.co_name == "runtestprotocol" and "nextitem" in code.co_varnames:
                in_test = True
            call = Call(code.co_filename, frame.f_lineno, code.co_name)
            calls.append(call)
            if maker is None and not _is_method_of(made, frame):
                maker = call
        frame = frame.f_back
        left -= 1
    return Site(tuple(calls), scope, in_test, maker)


def _is_method_of(thing: object, frame: FrameType) -> bool:
    code = frame.f_code
    return code.co_argcount > 0 and frame.f_locals.get(code.co_varnames[0]) is thing


@lru_cache(maxsize=4096)
def owner_of(file: str) -> Owner:
    """Say whose a file is. Packages are what stands in `site-packages`; the rest is the project's."""
    if file.startswith("<"):
        return "python"
    if file.startswith(_PLUGIN):
        return "plugin"
    if _PACKAGE.search(file):
        return "package"
    return "python" if file.startswith(_PYTHON) else "project"


def package_of(file: str) -> str | None:
    """Give the folder or module below `site-packages` that a file belongs to."""
    parts = _PACKAGE.split(file)
    return None if len(parts) < 2 else PurePath(re.split(r"[\\/]", parts[-1])[0]).stem


def is_test_code(file: str, root: str) -> bool:
    """Tell test files, and what stands beside them, by their names below the project's root."""
    if owner_of(file) != "project":
        return False
    path = PurePath(file[len(root) + 1 :] if _is_below(file, root) else PurePath(file).name)
    name = path.name
    if name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py"):
        return True
    return any(part in _TEST_FOLDERS for part in path.parts[:-1])


def describe_site(site: Site, root: str, indent: str) -> str:
    """Write the project's own calls of a site, or those in packages where there are no others."""
    own = [call for call in site.calls if owner_of(call.file) == "project"]
    shown = (own or [call for call in site.calls if package_of(call.file) not in ("_pytest", "pluggy")])[
        :_MOST_SHOWN
    ]
    if not shown:
        return f"{indent}at an unknown place"
    return "\n".join(
        f"{indent}at {call.function} ({short_path(call.file, root)}:{call.line})" for call in shown
    )


def short_path(file: str, root: str) -> str:
    """Give a path from the project's root, the folder of packages or Python's library, if below one."""
    if _is_below(file, root):
        return file[len(root) + 1 :]
    parts = _PACKAGE.split(file)
    if len(parts) > 1:
        return parts[-1]
    return next((file[len(folder) :] for folder in _PYTHON if file.startswith(folder)), file)


def describe_frame(frame: FrameType, root: str, indent: str) -> str:
    """Write where a thread stands: its latest call, and those in the project."""
    here = Call(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
    own = [call for call in take_site(frame, None).calls if owner_of(call.file) == "project" and call != here]
    shown = [here, *own[:_MOST_SHOWN]]
    return "\n".join(
        f"{indent}at {call.function} ({short_path(call.file, root)}:{call.line})" for call in shown
    )


def _is_below(file: str, folder: str) -> bool:
    return file.startswith(folder + os.sep)


def caller(depth: int) -> FrameType | None:
    """Give the frame that is so many calls above the one that asks; 1 is its own caller."""
    try:
        return sys._getframe(depth + 1)
    except ValueError:
        return None
