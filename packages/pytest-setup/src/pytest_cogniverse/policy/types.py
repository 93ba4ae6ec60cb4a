"""What a policy holds. Durations are in seconds here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ModelPolicy:
    """Which models tests may load: names, or globs of them."""

    allow: tuple[str, ...]
    #: Refused names, each with the name to use instead.
    deny: Mapping[str, str | None]


@dataclass(frozen=True)
class Timeouts:
    """The time limits of a suite, in seconds."""

    #: Of an async test without a limit of its own.
    default: float
    #: Of a test file.
    max: float
    suite: float


@dataclass(frozen=True)
class CapabilityProbe:
    """How to find out whether something that tests need is there. All that is named has to be."""

    url: str | None = None
    command: tuple[str, ...] | None = None
    environment: str | None = None
    model: str | None = None


@dataclass(frozen=True)
class SetupPolicy:
    """What the set-up does. `guard`, `leaks` and `models` are `"off"`, `"warn"` or `"error"`."""

    single_thread: bool
    guard: str
    leaks: str
    #: How long the end of a file waits for what it left to end by itself, in seconds.
    wait: float
    models: str
    restore_environment: bool
    watchdog: bool


@dataclass(frozen=True)
class Policy:
    """The rules of one project."""

    models: ModelPolicy
    timeouts: Timeouts
    #: Thread APIs that tests may use by hand: `threading.Thread`, or a module, `threading`.
    allowed_threads: tuple[str, ...]
    environment: Mapping[str, str]
    #: Markers with their descriptions.
    markers: Mapping[str, str]
    capabilities: Mapping[str, CapabilityProbe]
    setup: SetupPolicy
    #: Where it stands; `None` for the guide's own.
    file: Path | None = None
    #: A policy that is a module of JavaScript, which Python cannot read: the guide's holds instead.
    unread: Path | None = None
