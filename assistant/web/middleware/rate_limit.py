"""How often one client may ask."""

from __future__ import annotations

from fastapi import Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from corpus import messages
from corpus.errors import SettingsError

OFF = "off"


class RateLimitedError(Exception):
    """A client has asked more often than the settings allow."""


class RateLimit:
    """Lets each client's address ask so often ("60/minute"); with "off" it lets everyone.

    Addresses are counted in memory only and are gone with the process. Raises SettingsError for a limit it cannot read.
    """

    def __init__(self, limit: str) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        try:
            self._allowed = parse(limit) if limit not in ("", OFF) else None
        except ValueError as error:
            text = messages.BAD_SETTING.format(key="ASF_RATE_LIMIT", value=limit, reason=error)
            raise SettingsError(text) from error

    def check(self, client: str) -> None:
        """Count one question. Raises RateLimitedError for one too many."""
        if self._allowed is not None and not self._limiter.hit(self._allowed, client):
            raise RateLimitedError

    async def __call__(self, request: Request) -> None:
        """The same as a FastAPI dependency."""
        self.check(request.client.host if request.client else "")
