"""Lengths of time, as a policy writes them: milliseconds, or text such as `"90s"` and `"2h30m"`."""

from __future__ import annotations

import json
import math
import re

_UNITS = {"d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_NUMBER = r"(\d+(?:\.\d+)?)"
_BARE = re.compile(_NUMBER, re.ASCII)
# Each unit at most once, from the largest to the smallest.
_WITH_UNITS = re.compile("".join(rf"(?:{_NUMBER}\s*{unit}\s*)?" for unit in _UNITS), re.ASCII)
_ACCEPTED = (
    'milliseconds as a number (90000) or text with a unit: "500ms", "90s", "30m", "1.5h", "2h30m", "1d"'
)


def parse_duration(value: float | str) -> float:
    """Read a duration as milliseconds, or raise a `ValueError` that names the accepted forms."""
    milliseconds = _parse_text(value.strip().lower()) if isinstance(value, str) else value
    if milliseconds is None or not math.isfinite(milliseconds) or milliseconds < 0:
        shown = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else js_number(value)
        raise ValueError(f"{shown} is not a duration. Write {_ACCEPTED}.")
    return milliseconds


def format_duration(milliseconds: float) -> str:
    """Write a duration with the largest unit that needs no fraction: `"30m"` for 1800000."""
    for unit, size in _UNITS.items():
        if unit != "ms" and milliseconds != 0 and milliseconds % size == 0:
            return f"{js_number(milliseconds / size)}{unit}"
    return f"{js_number(milliseconds)}ms"


def js_number(value: float) -> str:
    """Write a number as the rules' side of the guide does."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"
    return str(int(value)) if value == int(value) else repr(value)


def _parse_text(text: str) -> float | None:
    if _BARE.fullmatch(text):
        return float(text)
    match = _WITH_UNITS.fullmatch(text)
    if text == "" or match is None:
        return None
    total = sum(size * float(given or 0) for size, given in zip(_UNITS.values(), match.groups()))
    # 1.1 * 3_600_000 is 3_960_000.0000000005.
    return round(total * 1000) / 1000
