"""Models in the cache of the Hugging Face hub."""

from __future__ import annotations

import os
from pathlib import Path

from ..policy import ModelPolicy
from ..policy.model_names import check_model, is_same_model


def is_model_cached(pattern: str, models: ModelPolicy) -> bool:
    """Say whether a model, or one that a glob matches, is on this machine.

    What the policy refuses does not count.
    """
    wanted = ModelPolicy(allow=(pattern,), deny={})
    return any(
        check_model(name, wanted).kind == "allowed"
        and (is_same_model(name, pattern) or check_model(name, models).kind != "denied")
        for name in _cached_models()
    )


def _cached_models() -> list[str]:
    """Read the names of folders: `models--owner--name/snapshots/<revision>`."""
    folder = _hub_cache()
    prefix = "models--"
    return [
        name[len(prefix) :].replace("--", "/", 1)
        for name in _list(folder)
        if name.startswith(prefix) and _list(folder / name / "snapshots")
    ]


def _hub_cache() -> Path:
    named = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    if named:
        return Path(named).expanduser()
    home = os.environ.get("HF_HOME")
    if not home:
        cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
        home = os.path.join(cache, "huggingface")
    return Path(home).expanduser() / "hub"


def _list(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
