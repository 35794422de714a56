"""How often one client may ask, and how much the pages of one other site may in a day; the only module that counts."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date

from fastapi import Request
from limits import RateLimitItem, RateLimitItemPerDay, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from starlette.concurrency import run_in_threadpool

from corpus import messages
from corpus.errors import SettingsError
from corpus.timeline import today

log = logging.getLogger(__name__)
OFF = "off"
_MEMORY = "memory://"
_PATIENCE_SECONDS = 0.5
"""For a storage on a network: an answer waits no longer for leave to be given."""
_AWAY_SECONDS = 2.0
"""So long a storage that did not answer is not asked again."""
_SECONDS_BETWEEN_LINES = 60.0


class RateLimitedError(Exception):
    """A client has asked more often than the settings allow."""


class BudgetSpentError(Exception):
    """The pages of a site have asked as much today as the settings allow."""


class Counts:
    """What is counted, in memory or where the settings say, so that several processes count together.

    While the storage is away, nothing is counted there, and a line a minute says so.
    """

    def __init__(self, storage: str = "") -> None:
        """`storage` as the `limits` library has it, such as redis://host:6379. Raises SettingsError if it is of no use.

        Addresses are counted by; in memory they are gone with the process.
        """
        self.is_remote = bool(storage) and not storage.startswith(_MEMORY)
        options = {}
        if storage.startswith("redis"):
            options = {"socket_timeout": _PATIENCE_SECONDS, "socket_connect_timeout": _PATIENCE_SECONDS}
        try:
            opened = storage_from_string(storage or _MEMORY, **options)
            self._limiter = FixedWindowRateLimiter(opened)
            usable = not self.is_remote or bool(opened.check())
        except Exception as error:  # each storage has errors of its own, also for a library that is not installed
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise SettingsError(messages.RATE_LIMIT_STORAGE.format(reason=reason)) from error
        if not usable:
            raise SettingsError(messages.RATE_LIMIT_STORAGE.format(reason=messages.NO_ANSWER))
        self._away_until, self._told = 0.0, -_SECONDS_BETWEEN_LINES

    def hit(self, allowed: RateLimitItem, *key: str) -> bool | None:
        """Count one; whether it is within what is allowed, or None while the storage is away."""
        if time.monotonic() < self._away_until:
            return None
        try:
            return self._limiter.hit(allowed, *key)
        except Exception as error:  # each storage has errors of its own
            now = time.monotonic()
            self._away_until = now + _AWAY_SECONDS
            if now - self._told >= _SECONDS_BETWEEN_LINES:
                self._told = now
                log.warning("nobody is counted, the storage of counts is away: %s", type(error).__name__)
            return None


class RateLimit:
    """Lets each client's address ask so often ("60/minute"); with "off" it lets everyone.

    While the storage of counts is away, everyone passes too, unless the limit is one that must hold: then the process
    counts by itself meanwhile. Raises SettingsError for a limit it cannot read.
    """

    def __init__(
        self, limit: str, counts: Counts | None = None, *, of: str = "client", must_hold: bool = False
    ) -> None:
        """`of` keeps apart what is counted in one storage."""
        self._counts, self._of = counts or Counts(), of
        self._meanwhile = Counts() if must_hold else None
        try:
            self._allowed = parse(limit) if limit not in ("", OFF) else None
        except ValueError as error:
            text = messages.BAD_SETTING.format(key="ASF_RATE_LIMIT", value=limit, reason=error)
            raise SettingsError(text) from error

    def check(self, client: str) -> None:
        """Count one question. Raises RateLimitedError for one too many."""
        if self._allowed is None:
            return
        within = self._counts.hit(self._allowed, self._of, client)
        if within is None and self._meanwhile is not None:
            within = self._meanwhile.hit(self._allowed, client)
        if within is False:
            raise RateLimitedError

    async def __call__(self, request: Request) -> None:
        """The same as a FastAPI dependency."""
        client = request.client.host if request.client else ""
        if self._counts.is_remote:
            await run_in_threadpool(self.check, client)
        else:
            self.check(client)


class OriginBudget:
    """Lets the pages of each allowed origin ask so many questions a day, by the calendar in Sweden; None for no end."""

    def __init__(
        self, budget: int | None, origins: tuple[str, ...], counts: Counts, clock: Callable[[], date] = today
    ) -> None:
        self._allowed = RateLimitItemPerDay(budget) if budget else None
        self._origins, self._counts, self._clock = frozenset(origins), counts, clock

    def check(self, origin: str) -> None:
        """Count one question. Raises BudgetSpentError for one too many."""
        if self._allowed is None or origin not in self._origins:
            return
        if self._counts.hit(self._allowed, "origin", origin, self._clock().isoformat()) is False:
            raise BudgetSpentError

    async def __call__(self, request: Request) -> None:
        """The same as a FastAPI dependency."""
        origin = request.headers.get("origin", "").lower()
        if self._counts.is_remote:
            await run_in_threadpool(self.check, origin)
        else:
            self.check(origin)
