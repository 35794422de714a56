"""Headers that every response carries: what a page may load and who may frame it, and how long the server took."""

from __future__ import annotations

import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def strict_policy(origins: tuple[str, ...]) -> str:
    """For everything but the chat page: own files only, and no inline script or style."""
    return _policy(origins, "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'")


def chat_policy(nonce: str, origins: tuple[str, ...]) -> str:
    """For the chat page: Gradio sets inline styles, and its scripts run only as the server sent them."""
    scripts = f"script-src 'self' 'nonce-{nonce}'"
    return _policy(origins, "default-src 'self'", scripts, "style-src 'self' 'unsafe-inline'", "object-src 'none'")


def _policy(origins: tuple[str, ...], *directives: str) -> str:
    framing = " ".join(["frame-ancestors 'self'", *origins])
    common = ("img-src 'self' data:", "base-uri 'self'", "form-action 'self'", framing)
    return "; ".join([*directives, *common])


class ResponseHeaders:
    """Adds the headers, and Server-Timing in milliseconds. A policy that a response brings itself is kept."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app = app
        self._headers = {**_HEADERS, "Content-Security-Policy": strict_policy(origins)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.append("Server-Timing", f"app;dur={(time.perf_counter() - began) * 1000:.1f}")
            await send(message)

        await self._app(scope, receive, with_headers)


class HeadAsGet:
    """Answers HEAD wherever GET is answered, as link checkers and monitors ask; the server drops the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)
