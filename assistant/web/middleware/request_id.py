"""Every request has an id: the caller's, where it has the form of one, or a new one; logs and response tell it.

With the log at debug, each request is a line: method, path without its query, status and milliseconds.
"""

from __future__ import annotations

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.logs import REQUEST

log = logging.getLogger(__name__)
_HEADER = "X-Request-Id"
_FORM = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestId:
    """Gives the request its id, and the log its line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(_HEADER, "")
        request = given if _FORM.fullmatch(given) else uuid.uuid4().hex
        token, began, status = REQUEST.set(request), time.perf_counter(), 0

        async def with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[_HEADER] = request
            await send(message)

        try:
            await self._app(scope, receive, with_id)
        finally:
            log.debug("%s %s %s %.0f ms", scope["method"], scope["path"], status, (time.perf_counter() - began) * 1000)
            REQUEST.reset(token)
