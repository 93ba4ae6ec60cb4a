"""An executor without threads."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Callable


class InlineExecutor(ThreadPoolExecutor):
    """Runs what it is given at once, in the thread that submits it.

    It is a `ThreadPoolExecutor`, since an event loop takes no other as its default, but starts no thread. A
    failure is kept in the future, as usual.
    """

    def __init__(self) -> None:
        """Make an executor; `shutdown()` lets it take no more."""
        super().__init__(max_workers=1)
        self._is_shut_down = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a function, and give a future that is done."""
        if self._is_shut_down:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        try:
            result = fn(*args, **kwargs)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the future's
            future.set_exception(error)
        else:
            future.set_result(result)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more. There is nothing to wait for, and nothing to cancel."""
        self._is_shut_down = True
