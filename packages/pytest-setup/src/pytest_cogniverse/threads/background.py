"""Threads that packages keep in the background, and how they are told to end."""

from __future__ import annotations

import re
import threading
from typing import Any, NamedTuple

from .sites import package_of
from .tracking import TrackedThread

# The guide's own names, for daemon threads.
_NAMES = re.compile("tqdm|posthog|monitor", re.IGNORECASE)


class Helper(NamedTuple):
    """A background thread that is known, and what its user does about it."""

    what: str
    advice: str
    is_package: bool = True
    """Whether a package has made it for itself, so that no test is to blame."""


_TQDM = Helper("tqdm's monitor", "tqdm.monitor_interval = 0 keeps tqdm from starting it.")
_POSTHOG = Helper(
    "PostHog's consumer", "Call the shutdown() of its client in a fixture, or switch its telemetry off."
)
_OTHER = Helper("a background thread", "Stop and join it in the fixture that starts it.", is_package=False)


def helper_of(tracked: TrackedThread, thread: threading.Thread) -> Helper | None:
    """Tell a background thread that ends once it is told to, or has flushed; `None` for others."""
    package = type(thread).__module__.split(".")[0]
    if package == "tqdm":
        return _TQDM
    if package == "posthog":
        return _POSTHOG
    maker = tracked.site.maker
    of_known = maker is not None and package_of(maker.file) in ("tqdm", "posthog")
    is_named = _NAMES.search(f"{thread.name} {type(thread).__name__}") is not None
    return _OTHER if (thread.daemon and (of_known or is_named)) or _is_tqdm_monitor(thread) else None


def tell_to_end(thread: threading.Thread, *, last: bool) -> None:
    """Tell a known background thread to end. It does not wait, and loads nothing.

    What a later test may still talk to is told at the end of the run (`last`) only.
    """
    if _is_tqdm_monitor(thread):
        # What its exit() does before it joins the thread, which may take for ever.
        _attribute(thread, "was_killed").set()
    elif last and _is_posthog_consumer(thread):
        # It sends what it has, and no more after that.
        _attribute(thread, "pause")()


def _is_tqdm_monitor(thread: threading.Thread) -> bool:
    return type(thread).__name__ == "TMonitor" and hasattr(_attribute(thread, "was_killed"), "set")


def _is_posthog_consumer(thread: threading.Thread) -> bool:
    module = type(thread).__module__
    return module.split(".")[0] == "posthog" and callable(_attribute(thread, "pause"))


def _attribute(thread: threading.Thread, name: str) -> Any:
    return getattr(thread, name, None)
