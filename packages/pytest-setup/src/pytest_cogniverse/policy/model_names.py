"""Which models a policy allows, and which it refuses."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .types import ModelPolicy


@dataclass(frozen=True)
class Verdict:
    """What a policy says of a model: `"allowed"`, `"denied"` or `"unlisted"`."""

    kind: str
    #: The entry of `deny` that refuses it.
    pattern: str = ""
    replacement: str | None = None


def check_model(name: str, policy: ModelPolicy) -> Verdict:
    """Look a model's name up.

    Case does not count. An entry without `*` or `?` is the whole name; an Ollama name without a tag is its tag
    `latest`. Of the entries that match, the most exact one decides: a name before any glob, a glob with more
    literal characters before one with fewer, and `deny` where both are equal.
    """
    allowed = _most_exact(name, policy.allow)
    denied = _most_exact(name, policy.deny)
    if denied is not None and _exactness(denied) >= _exactness(allowed):
        return Verdict("denied", denied, policy.deny[denied])
    return Verdict("unlisted" if allowed is None else "allowed")


def is_same_model(first: str, second: str) -> bool:
    """Say whether two entries are the same one: equal but for case and the tag `latest`."""
    return _comparable(first) == _comparable(second)


def is_glob(pattern: str) -> bool:
    """Say whether a name holds `*` (any run of characters) or `?` (one character)."""
    return "*" in pattern or "?" in pattern


def _most_exact(name: str, patterns: Iterable[str]) -> str | None:
    best: str | None = None
    for pattern in patterns:
        if _exactness(pattern) > _exactness(best) and _matches(name, pattern):
            best = pattern
    return best


def _exactness(pattern: str | None) -> float:
    if pattern is None:
        return -1
    return len(re.sub(r"[*?]", "", pattern)) if is_glob(pattern) else math.inf


def _matches(name: str, pattern: str) -> bool:
    if not is_glob(pattern):
        return is_same_model(name, pattern)
    glob = pattern.lower()
    plain = _comparable(name)
    if matches_glob(glob, plain):
        return True
    # Most names with an owner are Hugging Face ids, which have no tags: `*:latest` is not meant for them.
    may_have_tag = "/" not in plain or "/" in glob
    has_tag = re.search(r":[^/]*$", plain) is not None
    return may_have_tag and not has_tag and matches_glob(glob, f"{plain}:latest")


def matches_glob(pattern: str, name: str) -> bool:
    """Compare a whole name with a glob in which only `*` and `?` mean anything. Case counts."""
    parts = re.split(r"([*?])", re.sub(r"\*+", "*", pattern))
    expression = "".join({"*": ".*", "?": "."}.get(part) or re.escape(part) for part in parts)
    return re.fullmatch(expression, name, re.DOTALL) is not None


def _comparable(name: str) -> str:
    return re.sub(r":latest$", "", name.strip().lower())
