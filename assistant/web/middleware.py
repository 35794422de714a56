"""What every request and response passes through: its size, language and timing, and headers that keep it safe."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HTML_LANGUAGE = re.compile(rb'(<html\s[^>]*?lang=)"en"')
_PREVIEW = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
"""Link previews that advertise Gradio and point to another host."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class ResponseHeaders:
    """Adds safety headers, and how long the server took (Server-Timing, milliseconds)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.append("Server-Timing", f"app;dur={(time.perf_counter() - began) * 1000:.1f}")
            await send(message)

        await self._app(scope, receive, with_headers)


class BodyLimit:
    """Answers 413 to a body of more than `limit` bytes; FastAPI's own limit would say so in plain text."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app, self._limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        received = 0

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise HTTPException(413)
            return message

        await self._app(scope, limited if scope["type"] == "http" else receive, send)


class PageLanguage:
    """Gives the chat page's HTML its language; Gradio says lang="en" whatever the page says.

    `languages` maps a path to a language code.
    """

    def __init__(self, app: ASGIApp, languages: Mapping[str, str]) -> None:
        self._app, self._languages = app, languages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        root = scope.get("root_path", "")
        language = self._languages.get(str(scope.get("path", "")).removeprefix(root))
        if scope["type"] != "http" or language is None or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = bytearray()

        async def rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if message.get("more_body") or start is None:
                return
            html = _PREVIEW.sub(b"", _HTML_LANGUAGE.sub(rb'\g<1>"%s"' % language.encode(), bytes(body), count=1))
            headers = MutableHeaders(scope=start)
            headers["Content-Length"] = str(len(html))
            await send(start)
            await send({"type": "http.response.body", "body": html})

        await self._app(scope, receive, rewritten)
