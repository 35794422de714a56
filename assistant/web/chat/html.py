"""The HTML that Gradio serves for the chat page, mended on its way out: language, scripts that may run, previews."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.model import Language
from assistant.web.middleware.headers import chat_policy
from assistant.web.rendering import render
from assistant.web.site import Site

_LANGUAGE = re.compile(rb'(<html\s[^>]*?lang=)"en"')
_PREVIEW = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
"""Link previews that advertise Gradio and point to another host."""
_MANIFEST = re.compile(rb'<link\s+rel="manifest"[^>]*>')
"""Of an app that cannot be installed. The icon takes its place: without one in sight, browsers ask the host's root."""
_SCRIPT = re.compile(rb"<script(?=[\s>])")


class ChatHtml:
    """Gives the page its language (Gradio always says English) and a policy under which only its own scripts run.

    `languages` maps a path to a language code.
    """

    def __init__(self, app: ASGIApp, languages: Mapping[str, Language], site: Site) -> None:
        self._app, self._languages, self._site = app, languages, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        root = scope.get("root_path", "")
        language = self._languages.get(str(scope.get("path", "")).removeprefix(root))
        if scope["type"] != "http" or language is None or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = bytearray()
        nonce = secrets.token_urlsafe(16)

        async def rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if message.get("more_body") or start is None:
                return
            html = mended(bytes(body), language, nonce, self._site)
            headers = MutableHeaders(scope=start)
            headers["Content-Length"] = str(len(html))
            headers["Content-Security-Policy"] = chat_policy(nonce, self._site.origins)
            await send(start)
            await send({"type": "http.response.body", "body": html})

        await self._app(scope, receive, rewritten)


def mended(html: bytes, language: Language, nonce: str, site: Site) -> bytes:
    """The page in its language, with its icon, words for those without scripts, and a nonce on each of its scripts."""
    html = _LANGUAGE.sub(rb'\g<1>"%s"' % language.encode(), html, count=1)
    icon = f'<link rel="icon" href="{site.links.path}/favicon.ico" type="image/svg+xml">'
    html = _MANIFEST.sub(icon.encode(), _PREVIEW.sub(b"", html))
    without_scripts = render("noscript.html", language, site).encode()
    html = html.replace(b"</body>", without_scripts + b"</body>", 1)
    return _SCRIPT.sub(b'<script nonce="%s"' % nonce.encode(), html)
