"""Checks a policy as it was read from a file. The words are those of the rules' side of the guide."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Callable, NoReturn
from urllib.parse import urlsplit

from .durations import js_number, parse_duration
from .errors import SchemaError, member_key
from .guide import guide
from .model_names import is_glob
from .nearest import did_you_mean

#: Takes a value and its path, and raises a `SchemaError` where it does not fit.
_Check = Callable[[Any, str], None]

_ACTIONS = ("off", "warn", "error")
_SETS = ("core", "system", "stdlib")
_PROBE_KEYS = ("url", "command", "environment", "model")
#: The longest delay of a JavaScript timer; the rules refuse more.
_LONGEST_TIMEOUT = 2**31 - 1
_LOST_NAMES = ("__proto__", "constructor", "prototype")
_LONGEST_SHOWN = 60


def check_policy(written: Any, prefix: str) -> None:
    """Raise a `SchemaError` for the first value that does not fit; `prefix` is the path of the policy."""
    _POLICY(written, prefix)


def _mismatch(value: Any, key: str, expected: str) -> NoReturn:
    hint = did_you_mean(value, re.findall(r'"(.+?)"', expected)) if isinstance(value, str) else ""
    raise SchemaError(key, f"expected {expected}; found {_shown(value)}.{hint}")


def _shown(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else _inspected(value, 1)
    return f"{written[:_LONGEST_SHOWN]}…" if len(written) > _LONGEST_SHOWN else written


def _inspected(value: Any, depth: int) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return js_number(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "\\'") + "'"
    if isinstance(value, list):
        if depth < 0:
            return "[Array]"
        return f"[ {', '.join(_inspected(item, depth - 1) for item in value)} ]" if value else "[]"
    if isinstance(value, dict):
        if depth < 0:
            return "[Object]"
        members = [f"{_inspected_key(name)}: {_inspected(item, depth - 1)}" for name, item in value.items()]
        return f"{{ {', '.join(members)} }}" if members else "{}"
    return str(value)


def _inspected_key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII) else f"'{name}'"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and not math.isnan(value)


def _text(value: Any, key: str) -> None:
    if not isinstance(value, str):
        _mismatch(value, key, "text")
    if value == "":
        raise SchemaError(key, 'expected text that is not empty; found "".')


def _boolean(value: Any, key: str) -> None:
    if not isinstance(value, bool):
        _mismatch(value, key, "true or false")


def _one_of(words: Sequence[str]) -> _Check:
    def check(value: Any, key: str) -> None:
        if value not in words:
            _mismatch(value, key, " or ".join(f'"{word}"' for word in words))

    return check


def _list_of(item: _Check) -> _Check:
    def check(value: Any, key: str) -> None:
        if not isinstance(value, list):
            _mismatch(value, key, "a list")
        for index, member in enumerate(value):
            item(member, member_key(key, index))

    return check


def _record_of(item: _Check) -> _Check:
    def check(value: Any, key: str) -> None:
        if not isinstance(value, dict):
            _mismatch(value, key, "an object")
        if any(name in value for name in _LOST_NAMES):
            raise SchemaError(key, f"a key named {' or '.join(_LOST_NAMES)} is not possible here.")
        for name, member in value.items():
            item(member, member_key(key, name))

    return check


def _object_of(entries: Mapping[str, _Check]) -> _Check:
    allowed = ", ".join(entries)

    def check(value: Any, key: str) -> None:
        if not isinstance(value, dict):
            _mismatch(value, key, f"an object with any of the keys {allowed}")
        for name, entry in entries.items():
            if name in value:
                entry(value[name], member_key(key, name))
        for name in value:
            if name not in entries:
                hint = did_you_mean(name, list(entries))
                raise SchemaError(member_key(key, name), f"unknown key.{hint} Allowed here: {allowed}.")

    return check


def _duration(fits: Callable[[float], bool], limits: str) -> _Check:
    def check(value: Any, key: str) -> None:
        if not isinstance(value, str) and not _is_number(value):
            _mismatch(value, key, 'a duration, such as 90000 or "90s"')
        try:
            is_fit = fits(parse_duration(value))
        except ValueError as error:
            raise SchemaError(key, str(error)) from None
        if not is_fit:
            shown = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else js_number(value)
            raise SchemaError(key, f"{limits}; found {shown}.")

    return check


def _replacement(value: Any, key: str) -> None:
    if value is None:
        return
    if not isinstance(value, str):
        _mismatch(value, key, "the name of the model to load instead, or null")
    _text(value, key)
    if is_glob(value):
        shown = json.dumps(value, ensure_ascii=False)
        raise SchemaError(key, f"a replacement is the name of one model, not a glob; found {shown}.")


def _deny(value: Any, key: str) -> None:
    if isinstance(value, list):
        _list_of(_text)(value, key)
    elif isinstance(value, dict):
        _record_of(_replacement)(value, key)
    else:
        _mismatch(value, key, "a list or an object")


def _thread_name(value: Any, key: str) -> None:
    _text(value, key)
    name = re.sub(r"^node:", "", value)
    names: list[str] = guide["threads"]["names"]
    if name in names:
        return
    siblings = [known for known in names if known.startswith(f"{name.split('.', 1)[0]}.")]
    modules = ", ".join(guide["threads"]["modules"])
    allowed = ", ".join(siblings) or f"a module, alone or with one of its names after a dot: {modules}"
    shown = json.dumps(value, ensure_ascii=False)
    raise SchemaError(
        key,
        f"{shown} is no thread API that the guide knows.{did_you_mean(name, names)} Allowed here: {allowed}.",
    )


def _variable(value: Any, key: str) -> None:
    if value is not None and not isinstance(value, (str, bool)) and not _is_number(value):
        _mismatch(value, key, "text or number or boolean or null")


def _probe_url(value: Any, key: str) -> None:
    _text(value, key)
    try:
        parts = urlsplit(value)
        is_usable = bool(parts.hostname) and (
            parts.scheme in ("http", "https") or (parts.scheme == "tcp" and parts.port is not None)
        )
    except ValueError:
        is_usable = False
    if not is_usable:
        examples = '"http://localhost:8080/health" or "tcp://localhost:5432"'
        raise SchemaError(key, f'expected an address such as {examples}; found "{value}".')


def _program(value: Any, key: str) -> None:
    _list_of(_text)(value, key)
    if not value:
        raise SchemaError(key, 'expected a program and its arguments, such as ["docker", "info"].')


def _capability(value: Any, key: str) -> None:
    _PROBE(value, key)
    if not value:
        raise SchemaError(key, f"says nothing to look for. Give any of {', '.join(_PROBE_KEYS)}.")


def _module_selection(*others: str) -> _Check:
    def check(value: Any, key: str) -> None:
        if isinstance(value, list):
            _list_of(_text)(value, key)
        elif value not in _SETS:
            expected = [*(f'"{name}"' for name in _SETS), "a list", *others]
            _mismatch(value, key, " or ".join(expected))

    return check


def _system_modules(value: Any, key: str) -> None:
    languages = {"javascript": _module_selection(), "python": _module_selection()}
    if isinstance(value, dict):
        _object_of(languages)(value, key)
    else:
        _module_selection("an object with any of the keys javascript, python")(value, key)


_timeout = _duration(lambda ms: 0 < ms <= _LONGEST_TIMEOUT, "a timeout is more than 0 and at most 24 days")
# A test file of JavaScript waits in a hook, which its runners end.
_wait = _duration(lambda ms: ms <= 60_000, "the end of a file waits for a minute at the most")

_PROBE = _object_of({"url": _probe_url, "command": _program, "environment": _text, "model": _text})

_POLICY = _object_of(
    {
        "systemModules": _system_modules,
        "models": _object_of({"allow": _list_of(_text), "deny": _deny}),
        "timeouts": _object_of({"default": _timeout, "max": _timeout, "suite": _timeout}),
        "threads": _object_of({"allow": _list_of(_thread_name)}),
        "environment": _record_of(_variable),
        "markers": _record_of(_text),
        "capabilities": _record_of(_capability),
        "setup": _object_of(
            {
                "singleThread": _boolean,
                "guard": _one_of(_ACTIONS),
                "leaks": _one_of(_ACTIONS),
                "wait": _wait,
                "models": _one_of(_ACTIONS),
                "restoreEnvironment": _boolean,
                "watchdog": _boolean,
            }
        ),
    }
)
