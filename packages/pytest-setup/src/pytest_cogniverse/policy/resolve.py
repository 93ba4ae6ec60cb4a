"""Lays a project's policy over the guide's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Optional

from .durations import format_duration, js_number, parse_duration
from .errors import SchemaError, member_key
from .guide import guide
from .model_names import check_model, is_same_model
from .types import CapabilityProbe, ModelPolicy, Policy, SetupPolicy, Timeouts

_Deny = Mapping[str, Optional[str]]


def resolve_policy(given: Mapping[str, Any], prefix: str = "") -> Policy:
    """Lay a policy that fits the schema over the guide's, key by key.

    Lists and records are added to the guide's. Raises a `SchemaError` if parts contradict each other.
    """
    threads: Mapping[str, list[str]] = given.get("threads", {})
    return Policy(
        models=_resolve_models(given.get("models", {}), member_key(prefix, "models")),
        timeouts=_resolve_timeouts(given.get("timeouts", {}), member_key(prefix, "timeouts")),
        allowed_threads=tuple(threads.get("allow", ())),
        environment=_resolve_environment(given.get("environment", {})),
        markers={**guide["markers"], **given.get("markers", {})},
        capabilities={name: _probe(probe) for name, probe in given.get("capabilities", {}).items()},
        setup=_resolve_setup({**guide["setup"], **given.get("setup", {})}),
    )


def _resolve_models(given: Mapping[str, Any], key: str) -> ModelPolicy:
    """What the project says of a name replaces what the guide says of it.

    A replacement is allowed without being listed.
    """
    allow: list[str] = given.get("allow", [])
    written: list[str] | dict[str, str | None] = given.get("deny", {})
    deny: _Deny = written if isinstance(written, dict) else {name: None for name in written}
    both = next((name for name in allow if _lists(deny, name)), None)
    if both is not None:
        raise SchemaError(f"{key}.allow", f'"{both}" is in {key}.deny too. Keep it on one list.')
    ruled_on = [*allow, *deny]
    kept = [name for name in guide["models"]["allow"] if not _lists(ruled_on, name)]
    replacements = [name for name in deny.values() if name is not None]
    refused = {name: use for name, use in guide["models"]["deny"].items() if not _lists(ruled_on, name)}
    models = ModelPolicy(tuple(dict.fromkeys([*kept, *allow, *replacements])), {**refused, **deny})
    return ModelPolicy(models.allow, _with_usable_replacements(models, deny, key))


def _lists(names: Iterable[str], name: str) -> bool:
    return any(is_same_model(other, name) for other in names)


def _with_usable_replacements(models: ModelPolicy, given: _Deny, key: str) -> _Deny:
    """A replacement that is refused itself is the project's mistake, or one of the guide's that it rules out."""
    usable: dict[str, str | None] = {}
    for name, replacement in models.deny.items():
        is_refused = replacement is not None and check_model(replacement, models).kind == "denied"
        if is_refused and name in given:
            raise SchemaError(
                member_key(f"{key}.deny", name),
                f'the replacement "{replacement}" is refused itself. Name a model that tests may load.',
            )
        usable[name] = None if is_refused else replacement
    return usable


def _resolve_timeouts(given: Mapping[str, Any], key: str) -> Timeouts:
    """Limits that were left out are lowered to what was given, never raised."""
    usual: Mapping[str, float] = guide["timeouts"]
    suite = parse_duration(given.get("suite", usual["suite"]))
    longest = parse_duration(given.get("max", min(usual["max"], suite)))
    default = parse_duration(given.get("default", min(usual["default"], longest)))
    if longest > suite:
        raise _above(f"{key}.max", longest, "suite", suite)
    if default > longest:
        raise _above(f"{key}.default", default, "max", longest)
    return Timeouts(default / 1000, longest / 1000, suite / 1000)


def _above(key: str, value: float, bound: str, limit: float) -> SchemaError:
    return SchemaError(
        key,
        f"{format_duration(value)} is above timeouts.{bound}, {format_duration(limit)}. "
        f"Lower it, or raise timeouts.{bound}.",
    )


def _resolve_environment(given: Mapping[str, Any]) -> dict[str, str]:
    merged = {**guide["environment"], **given}
    return {name: _as_text(value) for name, value in merged.items() if value is not None}


def _as_text(value: str | bool | float) -> str:
    if isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else js_number(value)


def _probe(given: Mapping[str, Any]) -> CapabilityProbe:
    command = given.get("command")
    return CapabilityProbe(
        url=given.get("url"),
        command=None if command is None else tuple(command),
        environment=given.get("environment"),
        model=given.get("model"),
    )


def _resolve_setup(given: Mapping[str, Any]) -> SetupPolicy:
    return SetupPolicy(
        single_thread=given["singleThread"],
        guard=given["guard"],
        leaks=given["leaks"],
        wait=parse_duration(given["wait"]) / 1000,
        models=given["models"],
        restore_environment=given["restoreEnvironment"],
        watchdog=given["watchdog"],
    )


#: The guide's own policy, which holds where a project has none.
guide_policy = resolve_policy({})
