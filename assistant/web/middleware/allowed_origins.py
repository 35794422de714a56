"""Which other sites' pages may use the service."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.texts.wording import wording
from assistant.web.middleware.faults import header_language

_SAFE = ("GET", "HEAD", "OPTIONS")
_FORBIDDEN = 403


class OriginGuard:
    """Refuses what a page of an origin that is not allowed sends; CORS alone would only keep the answer from it.

    Own pages are known by `Sec-Fetch-Site`, which no page can set, or by the host they were served from. A request
    without `Origin` comes from no page.
    """

    def __init__(self, app: ASGIApp, origins: tuple[str, ...], public_url: str) -> None:
        self._app, self._origins = app, frozenset(origins)
        self._public_host = urlsplit(public_url).netloc.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] in _SAFE or self._is_allowed(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        texts = wording(header_language(Headers(scope=scope)))
        await JSONResponse({"detail": texts.say("error", "bad_origin")}, _FORBIDDEN)(scope, receive, send)

    def _is_allowed(self, headers: Headers) -> bool:
        return headers.get("origin", "").lower() in self._origins or is_own(headers, self._public_host)


def is_own(headers: Headers, public_host: str) -> bool:
    """Whether a request comes from one of our own pages, or from no page at all."""
    origin = headers.get("origin", "").lower()
    if not origin or headers.get("sec-fetch-site") == "same-origin":
        return True
    return _host(origin) in {headers.get("host", "").lower(), public_host} - {""}


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no address at all, such as http://[
        return ""
