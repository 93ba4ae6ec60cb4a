"""Ends the client that posthog makes for a test, if something has imported it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def keep() -> Callable[[], list[str]]:
    """Note the client that functions of the module `posthog` send with, and give what ends a new one."""
    before = _client()

    def restore() -> list[str]:
        client = _client()
        if client is None or client is before:
            return []
        # It sends nothing more. Waiting for what it holds could take as long as the network does.
        client.disabled = True
        for consumer in getattr(client, "consumers", None) or []:
            consumer.pause()
        sys.modules["posthog"].__dict__["default_client"] = before
        return ["posthog.default_client"]

    return restore


def _client() -> Any:
    client = getattr(sys.modules.get("posthog"), "default_client", None)
    # A stub that a test puts in its place is the test's.
    return client if type(client).__module__.partition(".")[0] == "posthog" else None
