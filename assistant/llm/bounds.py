"""Calls to a model within bounds: so many at once, so long, so much, tried again, and left alone when it keeps failing.

The call runs in a thread of its own, since a vendor's client bounds the wait for each piece but not for the whole. The
thread keeps its place among the simultaneous calls until the client has really let go.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue
from typing import Any, TypeVar

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from assistant.llm.breaker import Breaker
from assistant.llm.model import Trouble, TroubleError

T = TypeVar("T")
THREAD = "language-model"
"""Name of the threads in which calls run."""
_FAILURES_IN_A_ROW, _PAUSE_SECONDS = 3, 60.0
_ATTEMPTS, _FIRST_WAIT, _LONGEST_WAIT = 3, 0.2, 2.0
_WORTH_RETRYING = frozenset({408, 409, 429, *range(500, 600)})
_PIECES_AHEAD, _WATCH_SECONDS = 16, 0.1
_END = object()


class Bounds:
    """The bounds of all calls to one model. `most` is the number of pieces that one call may bring."""

    def __init__(self, *, at_once: int, seconds: float, most: int, pause_seconds: float = _PAUSE_SECONDS) -> None:
        self.at_once = at_once
        self._seconds, self._most = seconds, most
        self._places = threading.BoundedSemaphore(at_once)
        self._breaker = Breaker(_FAILURES_IN_A_ROW, pause_seconds)

    def until(self) -> float:
        """The monotonic time at which the calls for a question that comes now must be over."""
        return time.monotonic() + self._seconds

    def within(self, start: Callable[[], Iterator[T]], until: float | None = None) -> Iterator[T]:
        """What the call that `start` begins brings, piece by piece; the longest time begins now where `until` is none.

        Raises TroubleError.
        """
        until = self.until() if until is None else until
        if time.monotonic() >= until:
            raise TroubleError(Trouble.SLOW)
        if not self._places.acquire(blocking=False):
            raise TroubleError(Trouble.BUSY)
        if not self._breaker.admits():
            self._places.release()
            raise TroubleError(Trouble.PAUSED)
        call = _Call(start, until, self._places.release)
        try:
            yield from call.pieces(self._most)
        except TroubleError:
            self._breaker.failed()
            raise
        except GeneratorExit:
            self._breaker.was_dropped()
            raise
        else:
            self._breaker.went_well()
        finally:
            call.given_up.set()


class _Call:
    """One call in its thread, and what it has brought."""

    def __init__(self, start: Callable[[], Iterator[Any]], deadline: float, release: Callable[[], None]) -> None:
        self._start, self._deadline, self._release = start, deadline, release
        self._brought: Queue[Any] = Queue(_PIECES_AHEAD)
        self.given_up = threading.Event()
        """Set when nobody waits for more."""

    def pieces(self, most: int) -> Iterator[Any]:
        """Begin, and yield what comes. Raises TroubleError."""
        try:
            threading.Thread(target=self._work, name=THREAD, daemon=True).start()
        except RuntimeError as error:  # no more threads
            self._release()
            raise TroubleError(Trouble.FAILED, str(error)) from error
        for _ in range(most):
            left = self._deadline - time.monotonic()
            try:
                piece = self._brought.get(timeout=left) if left > 0 else None
            except Empty:
                piece = None
            if piece is None:
                raise TroubleError(Trouble.SLOW)
            if piece is _END:
                return
            if isinstance(piece, Exception):
                raise TroubleError(Trouble.FAILED, f"{type(piece).__name__}: {piece}") from piece
            yield piece
        raise TroubleError(Trouble.ENDLESS)

    def _work(self) -> None:
        try:
            iterator, piece = self._begun()
            while self._put(piece) and piece is not _END:
                piece = next(iterator, _END)
        except Exception as error:  # whatever a vendor's client raises is told to who waits
            self._put(error)
        finally:
            self._release()

    def _put(self, piece: object) -> bool:
        """Hand a piece over when there is room; False when nobody waits for it."""
        while not self.given_up.is_set() and time.monotonic() < self._deadline:
            try:
                self._brought.put(piece, timeout=_WATCH_SECONDS)
            except Full:
                continue
            return True
        return False

    def _begun(self) -> tuple[Iterator[Any], object]:
        """The call and its first piece, tried again while that may help and nothing has come."""
        tries = Retrying(
            stop=lambda state: stop_after_attempt(_ATTEMPTS)(state) or self.given_up.is_set(),
            wait=wait_exponential_jitter(multiplier=_FIRST_WAIT, max=_LONGEST_WAIT, jitter=_FIRST_WAIT),
            retry=retry_if_exception(_is_worth_retrying),
            reraise=True,
        )

        def begin() -> tuple[Iterator[Any], object]:
            iterator = self._start()
            return iterator, next(iterator, _END)

        return tries(begin)


def _is_worth_retrying(error: BaseException) -> bool:
    status = getattr(error, "status_code", None)
    return isinstance(error, Exception) and (status is None or status in _WORTH_RETRYING)
