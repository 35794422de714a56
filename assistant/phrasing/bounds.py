"""Calls to a model within bounds: so many at once, so long, so much, tried again, and left alone when it keeps failing.

The call runs in a thread of its own, since a vendor's client bounds the wait for each piece but not for the whole. The
thread keeps its place among the simultaneous calls until the client has really let go.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, Queue
from typing import Any, TypeVar

import pybreaker
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from assistant.phrasing.model import Trouble, TroubleError

T = TypeVar("T")
_FAILURES_IN_A_ROW, _PAUSE_SECONDS = 3, 60
_ATTEMPTS, _FIRST_WAIT, _LONGEST_WAIT = 3, 0.2, 2.0
_WORTH_RETRYING = frozenset({408, 409, 429, *range(500, 600)})
_END = object()
THREAD = "language-model"
"""Name of the threads in which calls run."""


class Bounds:
    """The bounds of all calls to one model. `most` is the number of pieces that one call may bring."""

    def __init__(
        self, *, at_once: int, seconds: float, most: int, failures: int = _FAILURES_IN_A_ROW,
        pause_seconds: float = _PAUSE_SECONDS,
    ) -> None:  # fmt: skip
        self._seconds, self._most = seconds, most
        self._places = threading.BoundedSemaphore(at_once)
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=failures,
            reset_timeout=pause_seconds,
            exclude=[_is_no_fault_of_its],
            throw_new_error_on_trip=False,
        )

    def within(self, start: Callable[[], Iterator[T]]) -> Iterator[T]:
        """What the call that `start` begins brings, piece by piece. Raises TroubleError."""
        try:
            yield from self._breaker.call(self._pieces, start)
        except pybreaker.CircuitBreakerError as error:
            raise TroubleError(Trouble.PAUSED) from error

    def _pieces(self, start: Callable[[], Iterator[T]]) -> Iterator[T]:
        if not self._places.acquire(blocking=False):
            raise TroubleError(Trouble.BUSY)
        deadline = time.monotonic() + self._seconds
        brought: Queue[Any] = Queue()
        given_up = threading.Event()
        arguments = (start, brought, given_up, deadline)
        threading.Thread(target=self._work, args=arguments, name=THREAD, daemon=True).start()
        try:
            for _ in range(self._most):
                try:
                    piece = brought.get(timeout=max(0.0, deadline - time.monotonic()))
                except Empty:
                    raise TroubleError(Trouble.SLOW) from None
                if piece is _END:
                    return
                if isinstance(piece, Exception):
                    raise TroubleError(Trouble.FAILED, f"{type(piece).__name__}: {piece}") from piece
                yield piece
            raise TroubleError(Trouble.ENDLESS)
        finally:
            given_up.set()

    def _work(
        self, start: Callable[[], Iterator[T]], brought: Queue[Any], given_up: threading.Event, deadline: float
    ) -> None:
        try:
            iterator, first = self._begun(start, given_up, deadline)
            brought.put(first)
            while first is not _END and not given_up.is_set():
                piece = next(iterator, _END)
                brought.put(piece)
                if piece is _END:
                    break
        except Exception as error:  # whatever a vendor's client raises is told to who waits
            brought.put(error)
        finally:
            self._places.release()

    def _begun(
        self, start: Callable[[], Iterator[T]], given_up: threading.Event, deadline: float
    ) -> tuple[Iterator[T], object]:
        """The call and its first piece, tried again while that may help and nothing has come."""
        tries = Retrying(
            stop=lambda state: stop_after_attempt(_ATTEMPTS)(state) or given_up.is_set() or time.monotonic() > deadline,
            wait=wait_exponential_jitter(multiplier=_FIRST_WAIT, max=_LONGEST_WAIT, jitter=_FIRST_WAIT),
            retry=retry_if_exception(_is_worth_retrying),
            reraise=True,
        )

        def begin() -> tuple[Iterator[T], object]:
            iterator = start()
            return iterator, next(iterator, _END)

        return tries(begin)


def _is_no_fault_of_its(error: BaseException) -> bool:
    """Whether the model did nothing wrong: no place was free, or whoever asked has gone."""
    is_busy = isinstance(error, TroubleError) and error.trouble is Trouble.BUSY
    return is_busy or isinstance(error, GeneratorExit)


def _is_worth_retrying(error: BaseException) -> bool:
    status = getattr(error, "status_code", None)
    return isinstance(error, Exception) and (status is None or status in _WORTH_RETRYING)
