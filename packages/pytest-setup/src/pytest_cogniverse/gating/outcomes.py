"""What was found, once for a run: by whichever worker looked first."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from time import monotonic, sleep, time
from typing import Any, Callable

from ..debug import debug

_DAY = 86_400.0
# Longer than a look takes, in seconds.
_LONGEST_LOOK = 15.0

_known: dict[tuple[str, str], str | None] = {}


def cached_outcome(run: str, key: str, look: Callable[[], str | None]) -> str | None:
    """Give the outcome of a look: an earlier one of this run, or that of the look.

    Arguments:
        run: The id that the workers of a run share; empty where there is one process.
        key: What is looked for; the same key is the same look.
        look: Says why something is not there.
    """
    if (run, key) not in _known:
        _known[run, key] = _shared_look(run, key, look) if run else look()
    return _known[run, key]


def _shared_look(run: str, key: str, look: Callable[[], str | None]) -> str | None:
    try:
        file = _folder() / f"{hashlib.sha256(f'{run} {key}'.encode()).hexdigest()[:32]}.json"
        if not _is_first(file.with_suffix(".look")):
            found = _wait_for(file)
            if found is not None:
                return _missing(found)
    except OSError as error:
        _cannot_share(key, error)
        return look()
    missing = look()
    try:
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({"missing": missing}), "utf-8")
        draft.replace(file)
    except OSError as error:
        _cannot_share(key, error)
    return missing


def _cannot_share(key: str, error: OSError) -> None:
    debug(lambda: f"cannot share whether {key} is there: {error}")


def _missing(found: dict[str, Any]) -> str | None:
    missing = found.get("missing")
    return missing if isinstance(missing, str) else None


def _is_first(mark: Path) -> bool:
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


def _wait_for(file: Path) -> dict[str, Any] | None:
    """Wait for the outcome that another worker is about to leave; it may have died."""
    deadline = monotonic() + _LONGEST_LOOK
    while monotonic() < deadline:
        try:
            found = json.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            sleep(0.02)
        except ValueError:
            return None
        else:
            return found if isinstance(found, dict) else None
    return None


def _folder() -> Path:
    """Make a folder of the user's own for temporary files, and remove what earlier runs have left in it."""
    user = os.getuid() if hasattr(os, "getuid") else "user"
    folder = Path(tempfile.gettempdir()) / f"pytest-cogniverse-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    stat = folder.lstat()
    if folder.is_symlink() or (hasattr(os, "getuid") and stat.st_uid != os.getuid()):
        raise PermissionError(f"{folder} is somebody else's")
    for file in folder.iterdir():
        try:
            if time() - file.lstat().st_mtime > _DAY:
                file.unlink()
        except FileNotFoundError:
            continue
    return folder
