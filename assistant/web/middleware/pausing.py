"""No answers while staff have paused the service, or the widget on other sites or some of them."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from assistant.pause import Pauses
from assistant.web.middleware.allowed_origins import is_own


class Pausing:
    """As a FastAPI dependency: lets a question pass, or raises PausedError."""

    def __init__(self, pauses: Pauses, public_url: str) -> None:
        self._pauses, self._public_host = pauses, urlsplit(public_url).netloc.lower()

    async def __call__(self, request: Request) -> None:
        """Check one request."""
        own = is_own(request.headers, self._public_host)
        self._pauses.check(None if own else request.headers.get("origin", "").lower())

    def check_own(self) -> None:
        """Check what comes from our own page."""
        self._pauses.check(None)
