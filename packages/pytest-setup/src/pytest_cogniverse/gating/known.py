"""What the guide has markers for: Ollama, ColPali, an accelerator."""

from __future__ import annotations

import json
import os
import platform
import re
import sys
from typing import Any, Callable, Optional

from ..policy import ModelPolicy
from .hub_cache import is_model_cached
from .probe import ask, probe_command

Look = Callable[[ModelPolicy], Optional[str]]

KNOWN_NAMES = ("ollama", "ollama:<model>", "colpali", "gpu")


def known_capability(name: str) -> Look | None:
    """Give what looks for a capability; it says why that is not there, `None` if it is."""
    if name == "ollama" or name.startswith("ollama:"):
        return lambda _: _look_for_ollama(name.partition(":")[2])
    if name == "colpali":
        return _look_for_colpali
    return _look_for_accelerator if name == "gpu" else None


def _look_for_ollama(model: str) -> str | None:
    server = ollama_address(os.environ.get("OLLAMA_HOST", ""))
    answer = ask(f"{server}/api/tags", read=True)
    if isinstance(answer, str):
        return f'{answer}. Start it with "ollama serve"'
    if answer.status != 200:
        return f"{server} answers with status {answer.status}"
    if not model:
        return None
    wanted = (model if ":" in model else f"{model}:latest").lower()
    if wanted in _model_names(answer.body):
        return None
    return f'the model is not there. Get it with "ollama pull {model}"'


def ollama_address(host: str) -> str:
    """Read `OLLAMA_HOST` as Ollama's own client does: any part of it may be left out."""
    match = re.fullmatch(r"(?:(https?)://)?(.*?)(?::(\d+))?/*", host.strip(), re.DOTALL)
    scheme, name, port = match.groups() if match else (None, "", None)
    if name in ("", "0.0.0.0"):
        name = "127.0.0.1"
    return f"{scheme or 'http'}://{name}:{port or '11434'}"


def _model_names(body: bytes) -> list[str]:
    try:
        data: Any = json.loads(body)
    except ValueError:
        return []
    models = data.get("models") if isinstance(data, dict) else None
    names = [model.get("name") for model in models or [] if isinstance(model, dict)]
    return [name.lower() for name in names if isinstance(name, str)]


def _look_for_colpali(models: ModelPolicy) -> str | None:
    """Look for any model of the family: colpali, colsmol, colqwen."""
    if is_model_cached("vidore/col*", models):
        return None
    return (
        "no model of the ColPali family is in the cache of the Hugging Face hub. "
        'Get one with "hf download vidore/colsmol-500m"'
    )


def _look_for_accelerator(_: ModelPolicy) -> str | None:
    if os.environ.get("CUDA_VISIBLE_DEVICES", "all").strip() in ("", "-1"):
        return "CUDA_VISIBLE_DEVICES hides every accelerator"
    # Apple's chips have one; ROCm's driver shows those of AMD as a device.
    if (sys.platform == "darwin" and platform.machine() == "arm64") or os.path.exists("/dev/kfd"):
        return None
    missing = probe_command(["nvidia-smi", "-L"])
    return None if missing is None else f"no accelerator found ({missing})"
