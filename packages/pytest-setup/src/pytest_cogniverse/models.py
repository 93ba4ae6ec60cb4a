"""Models that are loaded once."""

from __future__ import annotations

import asyncio
import inspect
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar, overload

import pytest

from .debug import debug
from .policy import check_model
from .report import report
from .run import current_policy
from .shared import shared

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

T = TypeVar("T")


class RefusedModelError(Exception):
    """The policy refuses the model that a test asked for."""


class _Abandoned(Exception):
    """Whoever was loading gave up: a test that ran out of time, for instance. Another caller loads."""


class _Load:
    """A load of a model, under way or done."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.model: Future[Any] = Future()
        # From now on nobody who waits for it can cancel it for the others.
        self.model.set_running_or_notify_cancel()


class _Models:
    """The models of this process, by name."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.loads: dict[str, _Load] = {}
        #: Names whose loaders are asynchronous.
        self.awaited: set[str] = set()

    def claim(self, name: str) -> tuple[_Load, bool]:
        """Give the load of a name, and whether the caller is the one to do it."""
        with self.lock:
            known = self.loads.get(name)
            if known is not None:
                return known, False
            load = self.loads[name] = _Load()
            return load, True

    def finish(self, name: str, load: _Load, model: Any, begun: float) -> None:
        load.model.set_result(model)
        elapsed = time.perf_counter() - begun
        debug(lambda: f"loaded the model {name} in {elapsed * 1000:.0f} ms")

    def give_up(self, name: str, load: _Load, error: BaseException) -> None:
        """Have the next caller try again, and tell those who wait."""
        with self.lock:
            if self.loads.get(name) is load:
                del self.loads[name]
        load.model.set_exception(error if isinstance(error, Exception) else _Abandoned())


_models = shared("models", _Models)


@overload
def get_or_load_model(name: str, load: Callable[..., Coroutine[Any, Any, T]]) -> Awaitable[T]: ...
@overload
def get_or_load_model(name: str, load: Callable[..., T]) -> T: ...
def get_or_load_model(name: str, load: Callable[..., Any]) -> Any:
    """Load a model, or give back what an earlier call loaded under the same name: one load for each process.

    `load` is called with the name, or with nothing if it takes nothing. Callers at the same time share a load,
    those in other threads too, and one that failed is tried again by the next call. Where `load` is
    asynchronous, what is given is to be awaited.

    Raises a `RefusedModelError` if the policy refuses the name.
    """
    # What fails here fails at the line that asks.
    __tracebackhide__ = True
    if not isinstance(name, str) or not name.strip():
        raise TypeError('get_or_load_model(name, load): the name is that of a model, such as "owner/model".')
    if not callable(load):
        raise TypeError("get_or_load_model(name, load): load is a function that loads the model.")
    _check_against_policy(name)
    if inspect.iscoroutinefunction(load) or (name in _models.awaited and _is_in_loop()):
        return _load_awaited(name, lambda: _call(load, name))
    while True:
        loading, is_ours = _models.claim(name)
        if is_ours:
            return _load_here(name, loading, load)
        if loading.thread == threading.get_ident() and not loading.model.done():
            raise RuntimeError(f'the loader of the model "{name}" asks for the model that it is to load.')
        try:
            return loading.model.result()
        except _Abandoned:
            continue


def _load_here(name: str, loading: _Load, load: Callable[..., Any]) -> Any:
    begun = time.perf_counter()
    try:
        model = _call(load, name)
    except BaseException as error:
        _models.give_up(name, loading, error)
        raise
    if inspect.isawaitable(model):
        # It does not say so itself: a lambda around a coroutine function.
        _models.awaited.add(name)
        _models.give_up(name, loading, _Abandoned())
        return _load_awaited(name, lambda: model)
    _models.finish(name, loading, model, begun)
    return model


async def _load_awaited(name: str, start: Callable[[], Any]) -> Any:
    while True:
        loading, is_ours = _models.claim(name)
        if is_ours:
            begun = time.perf_counter()
            try:
                _models.awaited.add(name)
                given = start()
                model = await given if inspect.isawaitable(given) else given
            except BaseException as error:
                _models.give_up(name, loading, error)
                raise
            _models.finish(name, loading, model, begun)
            return model
        try:
            if loading.model.done():
                return loading.model.result()
            if _is_in_loop():
                return await asyncio.wrap_future(loading.model)
        except _Abandoned:
            continue
        # Nothing can wait here without standing still: this is no loop of asyncio.
        return await start()


def _is_in_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _call(load: Callable[..., Any], name: str) -> Any:
    try:
        inspect.signature(load).bind(name)
    except TypeError:
        return load()
    except ValueError:  # It has no signature: a builtin.
        pass
    return load(name)


def _check_against_policy(name: str) -> None:
    __tracebackhide__ = True
    policy = current_policy()
    verdict = check_model(name, policy.models)
    if verdict.kind != "denied" or policy.setup.models == "off":
        return
    by = policy.file or "the guide's own list, as the project has no policy"
    entry = "" if verdict.pattern == name else f' (models.deny, "{verdict.pattern}")'
    instead = "" if verdict.replacement is None else f' Load "{verdict.replacement}" instead.'
    message = f'the model "{name}" is refused by {by}{entry}.{instead}'
    if policy.setup.models == "error":
        raise RefusedModelError(message)
    report(message)


@pytest.fixture(scope="session", name="get_or_load_model")
def _get_or_load_model() -> Callable[..., Any]:
    """Load a model once in a process: `get_or_load_model("owner/model", load)`."""
    return get_or_load_model
