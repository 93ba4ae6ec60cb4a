"""Finds and reads the policy of a project, as the rules do."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from .errors import PolicyError, SchemaError
from .resolve import guide_policy, resolve_policy
from .schema import check_policy
from .types import Policy

try:
    import tomllib
except ImportError:  # Python 3.10 and older, where pytest brings the same under another name.
    import tomli as tomllib  # type: ignore[import-not-found,no-redef,unused-ignore]

_MODULES = [f"cogniverse.config.{extension}" for extension in ("js", "mjs", "cjs", "ts", "mts")]


class _Place(NamedTuple):
    file: Path
    #: The path of the policy inside its file, for messages.
    prefix: str
    data: Any


def load_policy(directory: Path) -> Policy:
    """Load the policy that holds in a directory: the nearest one upwards, up to the repository's root.

    Raises a `PolicyError` if it cannot be read or is not valid.
    """
    place = _find_policy(Path(os.path.abspath(directory)))
    if place is None:
        return guide_policy
    if place.file.name in _MODULES:
        return dataclasses.replace(guide_policy, unread=place.file)
    try:
        check_policy(place.data, place.prefix)
        return dataclasses.replace(resolve_policy(place.data, place.prefix), file=place.file)
    except SchemaError as error:
        raise PolicyError(place.file, str(error), error.key) from None


def _find_policy(directory: Path) -> _Place | None:
    for folder in (directory, *directory.parents):
        places = _places_in(folder)
        if len(places) > 1:
            raise PolicyError(
                places[0].file, f"this directory has a second policy, in {places[1].file}. Keep one of them."
            )
        if places:
            return places[0]
        if (folder / ".git").exists():
            return None
    return None


def _places_in(folder: Path) -> list[_Place]:
    modules = [_Place(folder / name, "", None) for name in _MODULES if (folder / name).is_file()]
    data = [
        _read_data(folder / "cogniverse.config.json", []),
        _read_data(folder / "package.json", ["cogniverse"]),
        _read_data(folder / "pyproject.toml", ["tool", "cogniverse"]),
    ]
    return modules + [place for place in data if place is not None]


def _read_data(file: Path, path: list[str]) -> _Place | None:
    """Read the part of a data file that is the policy; `None` if there is no file or no such part."""
    if not file.is_file():
        return None
    try:
        text = file.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise PolicyError(file, f"cannot be read: {error}") from error
    # A broken manifest without a policy is not ours to report.
    if path and "cogniverse" not in text:
        return None
    data = _parse_toml(text, file) if file.suffix == ".toml" else _parse_json(text, file)
    for name in path:
        if not isinstance(data, dict) or name not in data:
            return None
        data = data[name]
    return _Place(file, ".".join(path), data)


def _parse_json(text: str, file: Path) -> Any:
    def refuse(constant: str) -> NoReturn:
        raise PolicyError(file, f"is not JSON: found {constant}.")

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        found = re.match(r"\w+|.?", text[error.pos :])
        shown = (found.group() if found else "") or "the end"
        problem = error.msg[:1].lower() + error.msg[1:]
        place = (error.lineno, error.colno)
        raise PolicyError(file, f"is not JSON: {problem}; found {shown}.", place=place) from None


def _parse_toml(text: str, file: Path) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error), re.DOTALL)
        if match is None:
            raise PolicyError(file, f"is not TOML: {error}.") from None
        reason, line, column = match.groups()
        raise PolicyError(file, f"is not TOML: {reason}.", place=(int(line), int(column))) from None
