"""Refuses threads that test code makes by hand, where the policy says so."""

from __future__ import annotations

import threading

from ..run import current_policy
from .leaks import api_of, is_allowed, is_lent
from .managed import ManagedThread
from .sites import Site, describe_site, is_test_code, short_path


class HandMadeThreadError(RuntimeError):
    """Test code started a thread by hand, and the policy's `setup.guard` is `error`."""


def refuse_hand_made(thread: threading.Thread, site: Site, root: str) -> None:
    """Raise if the policy refuses a thread that is about to start."""
    __tracebackhide__ = True
    policy = current_policy()
    if policy.setup.guard != "error" or isinstance(thread, ManagedThread) or is_lent(thread):
        return
    if (
        site.maker is None
        or not is_test_code(site.maker.file, root)
        or is_allowed(thread, policy.allowed_threads)
    ):
        return
    api = api_of(thread)
    raise HandMadeThreadError(
        f"{short_path(site.maker.file, root)} starts a thread by hand, {api}:\n"
        f"{describe_site(site, root, '    ')}\n"
        "  A thread that outlives its test can crash the interpreter when pytest closes the event loop.\n"
        "  Start it with the fixture managed_thread, or allow it in the policy: "
        f'threads.allow = ["{api}"].'
    )
