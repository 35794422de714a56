"""Gradio's own web application, cut down to what the chat page uses.

As it comes it also takes uploads from anybody and serves them, writes conversations to disk as "deep links", and keeps
what every visitor was shown in memory. The page uses none of that, and its privacy statement promises the contrary.
"""

from __future__ import annotations

import re
from typing import Any

from gradio.blocks import Blocks
from gradio.state_holder import SessionState, StateHolder
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

_USED = re.compile(r"/?|/(assets|static|svelte)/.+|/theme\.css|/config|/gradio_api/(queue/(join|data)|cancel|app_id)")
_NOT_FOUND = 404


class UsedRoutes:
    """Lets through what the page asks for; everything else is 404, also what a later Gradio may bring."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        path = str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))
        if scope["type"] == "http" and not _USED.fullmatch(path):
            raise HTTPException(_NOT_FOUND)
        await self._app(scope, receive, send)


class NoSessions(StateHolder):
    """Remembers no visitor: the page sends its conversation with each question, so every request may begin anew."""

    def __getitem__(self, session_id: str) -> SessionState:
        return SessionState(self.blocks)


def cut_down(app: Any, blocks: Blocks) -> ASGIApp:
    """What to serve in place of the Gradio application `app` over these blocks."""
    app.state_holder = NoSessions()  # type: ignore[no-untyped-call]
    app.state_holder.set_blocks(blocks)
    return UsedRoutes(app)
