"""Looks for an address that answers, a program that runs, a variable or a model."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from ..policy import CapabilityProbe, ModelPolicy
from .hub_cache import is_model_cached

# In seconds.
_ANSWER_LIMIT = 2.0
_COMMAND_LIMIT = 5.0
# A list of models is smaller; whatever else answers is not read to its end.
_MOST_READ = 4_000_000


class Answer(NamedTuple):
    """What an address answers."""

    status: int
    body: bytes


def probe(wanted: CapabilityProbe, models: ModelPolicy) -> str | None:
    """Look for all that a probe names, and say why it is not there; `None` if it is."""
    if wanted.environment is not None and not os.environ.get(wanted.environment):
        return f"{wanted.environment} is not set"
    if wanted.model is not None and not is_model_cached(wanted.model, models):
        return f"{wanted.model} is not in the cache of the Hugging Face hub"
    missing = None if wanted.url is None else _probe_url(wanted.url)
    if missing is None and wanted.command is not None:
        missing = probe_command(wanted.command)
    return missing


def _probe_url(url: str) -> str | None:
    parts = urlsplit(url)
    if parts.scheme != "tcp":
        answer = ask(url)
        if isinstance(answer, str):
            return answer
        return None if answer.status < 500 else f"{url} answers with status {answer.status}"
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=_ANSWER_LIMIT).close()
    except Exception as error:  # noqa: BLE001 - plugins that forbid sockets raise errors of their own
        return _no_answer(url, error)
    return None


def ask(url: str, *, read: bool = False) -> Answer | str:
    """Ask an address over HTTP, past any proxy, and give the answer, or say why there is none.

    The body is empty unless it is to be `read`.
    """
    # Loaded here: it takes milliseconds that a run without probes need not spend.
    import http.client

    parts = urlsplit(url)
    try:
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=_ANSWER_LIMIT)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", path)
            response = connection.getresponse()
            # The answer of an address that streams has no end.
            return Answer(response.status, response.read(_MOST_READ) if read else b"")
        finally:
            connection.close()
    except Exception as error:  # noqa: BLE001 - as above, and what http.client makes of other protocols
        return _no_answer(url, error)


def _no_answer(url: str, error: Exception) -> str:
    if isinstance(error, (socket.timeout, TimeoutError)):
        return f"no answer from {url} in {_ANSWER_LIMIT:g} s"
    code = errno.errorcode.get(error.errno or 0) if isinstance(error, OSError) else None
    return f"no answer from {url} ({code or str(error) or type(error).__name__})"


def probe_command(command: Sequence[str]) -> str | None:
    """Run a program, and say why it did not end with 0."""
    import subprocess

    program = command[0]
    try:
        done = subprocess.run(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_COMMAND_LIMIT,
            check=False,
        )
    except FileNotFoundError:
        return f"{program} is not installed"
    except subprocess.TimeoutExpired:
        return f'"{program}" took longer than {_COMMAND_LIMIT:g} s'
    except OSError as error:
        return f'"{program}" failed ({error.strerror})'
    return None if done.returncode == 0 else f'"{" ".join(command)}" failed ({done.returncode})'
