"""Puts the settings of dspy back after a test, if something has imported it. Versions since 2.5."""

from __future__ import annotations

import copy
import sys
from collections.abc import MutableMapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

#: Where dspy keeps its settings; the second name is that of 2.5.
_MODULES = ("dspy.dsp.utils.settings", "dsp.utils.settings")

#: Who may configure it: the thread and the task that did so first.
_OWNERS = ("config_owner_thread_id", "config_owner_async_task")


def keep() -> Callable[[], list[str]]:
    """Note the settings and caches as they are, and give what puts them back."""
    settings = _settings_module()
    if settings is None:
        return _reset_if_imported
    config = _copied(settings.main_thread_config)
    owners = {name: getattr(settings, name) for name in _OWNERS if hasattr(settings, name)}
    overrides = _overrides(settings)
    restore_cache = _keep_cache()

    def restore() -> list[str]:
        return _restore(settings, config, owners, overrides) + restore_cache()

    return restore


def _settings_module() -> Any:
    for name in _MODULES:
        module = sys.modules.get(name)
        if isinstance(getattr(module, "main_thread_config", None), dict):
            return module
    return None


def _reset_if_imported() -> list[str]:
    """What a test imports first is as it comes."""
    settings = _settings_module()
    if settings is None:
        return []
    defaults = copy.deepcopy(getattr(settings, "DEFAULT_CONFIG", {}))
    owners = {name: None for name in _OWNERS if hasattr(settings, name)}
    return _restore(settings, _copied(defaults), owners, type(defaults)())


def _copied(config: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Values, each with a copy of its items if it is a list: tests add to `trace` and `callbacks`."""
    return {name: (value, list(value) if type(value) is list else None) for name, value in config.items()}


def _restore(
    settings: Any, config: dict[str, tuple[Any, Any]], owners: dict[str, Any], overrides: Any
) -> list[str]:
    current: dict[str, Any] = settings.main_thread_config
    changed: list[str] = []
    for name in [name for name in current if name not in config]:
        del current[name]
        changed.append(f"settings.{name}")
    for name, (value, items) in config.items():
        if name not in current or current[name] is not value or (items is not None and value != items):
            changed.append(f"settings.{name}")
        current[name] = value
        if items is not None:
            value[:] = items
    for name, owner in owners.items():
        setattr(settings, name, owner)
    if _overrides(settings) is not overrides:
        holder = settings.thread_local_overrides
        if isinstance(holder, ContextVar):
            holder.set(overrides)
        else:
            holder.overrides = overrides
    return changed


def _overrides(settings: Any) -> Any:
    """What `dspy.context` has put over the settings, in this thread or context."""
    holder = getattr(settings, "thread_local_overrides", None)
    return holder.get() if isinstance(holder, ContextVar) else getattr(holder, "overrides", None)


def _keep_cache() -> Callable[[], list[str]]:
    """Note what `dspy.cache` is, and what it holds in memory. What is on the disk stays."""
    dspy: Any = sys.modules.get("dspy")
    cache = getattr(dspy, "cache", None)
    memory = getattr(cache, "memory_cache", None)
    if not isinstance(memory, MutableMapping):
        return list
    kept = set(memory)

    def restore() -> list[str]:
        changed = []
        if dspy.cache is not cache:
            dspy.cache = cache
            changed.append("cache")
        added = [key for key in memory if key not in kept]
        for key in added:
            memory.pop(key, None)
        return [*changed, *(["answers in the cache"] if added else [])]

    return restore
