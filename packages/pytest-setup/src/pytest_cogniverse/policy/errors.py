"""What is wrong with a policy, and where."""

from __future__ import annotations

import json
import re
from pathlib import Path


class SchemaError(Exception):
    """A value in a policy that does not fit, or contradicts another value."""

    def __init__(self, key: str, problem: str) -> None:
        """Take the path of the value, and what is wrong with it as sentences."""
        super().__init__(problem)
        self.key = key


class PolicyError(Exception):
    """A project's policy that cannot be used: the file, the key or place in it, and what is allowed."""

    def __init__(self, file: Path, problem: str, key: str = "", place: tuple[int, int] | None = None) -> None:
        """Take the line and column, both from 1, where the file's syntax breaks."""
        where = str(file) if place is None else f"{file}:{place[0]}:{place[1]}"
        super().__init__(f"{where}: {key}: {problem}" if key else f"{where}: {problem}")
        self.file = file
        self.key = key


def member_key(key: str, name: str | int) -> str:
    """Give the path of a member or item; a name that would read as more than one part is quoted."""
    if isinstance(name, int) or not re.fullmatch(r"[\w-]+", name, re.ASCII):
        return f"{key}[{json.dumps(name, ensure_ascii=False)}]"
    return f"{key}.{name}" if key else name
