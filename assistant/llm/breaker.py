"""A circuit breaker for calls that stream: what fails several times in a row is left alone for a while.

M. Nygard, Release It! (2007). The libraries for it judge a call when it returns; a stream has only begun then.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Breaker:
    """Admits calls until `failures` in a row have failed; then none for `pause_seconds`, and after that one to try."""

    def __init__(self, failures: int, pause_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._failures, self._pause, self._clock = failures, pause_seconds, clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._closed_again_at = 0.0
        self._is_trying = False

    def admits(self) -> bool:
        """Whether a call may begin. What became of one that may has to be told afterwards."""
        with self._lock:
            if self._in_a_row < self._failures:
                return True
            if self._is_trying or self._clock() < self._closed_again_at:
                return False
            self._is_trying = True
            return True

    def went_well(self) -> None:
        """The call brought what it should."""
        with self._lock:
            self._in_a_row, self._is_trying = 0, False

    def failed(self) -> None:
        """The call failed."""
        with self._lock:
            self._in_a_row += 1
            self._is_trying = False
            self._closed_again_at = self._clock() + self._pause

    def was_dropped(self) -> None:
        """Nobody waited for the call's end, so it tells nothing."""
        with self._lock:
            self._is_trying = False
