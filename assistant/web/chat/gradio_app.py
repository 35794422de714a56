"""Gradio's own web application, cut down to what the chat page uses.

As it comes it also takes uploads from anybody and serves them, writes conversations to disk as "deep links", keeps what
every visitor was shown in memory, and prints a message that it cannot read, words and all. The page uses none
of that, and its privacy statement promises the contrary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

from gradio.blocks import Blocks
from gradio.components import Chatbot
from gradio.state_holder import SessionState, StateHolder
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_USED = re.compile(r"/?|/(assets|static|svelte)/.+|/theme\.css|/config|/gradio_api/(queue/(join|data)|cancel|app_id)")
_JOIN = "/gradio_api/queue/join"
_CONFIGURED = ("", "/", "/config", "/theme.css")
"""What the page's own values and colours are served in."""
_NOT_FOUND, _UNREADABLE = 404, 400


class _Part(BaseModel):
    """A piece of a message of the conversation."""

    type: Literal["text"]
    text: str


class _Said(BaseModel):
    """A message of the conversation."""

    role: Literal["user", "assistant"]
    content: list[_Part]


class _Joined(BaseModel):
    """What the page sends when a part of it is used: the number of what happened, and a value for each input."""

    fn_index: int
    data: list[str | list[_Said]]


_JOINED = TypeAdapter(_Joined)


class UsedRoutes:
    """Lets through what the page asks for, in the form that the page has; everything else is 404 or 400."""

    def __init__(self, app: ASGIApp, blocks: Blocks, renew: Callable[[], None]) -> None:
        self._app, self._renew = app, renew
        self._inputs: dict[int, Sequence[Any]] = {number: fn.inputs for number, fn in blocks.fns.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        path = str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))
        if scope["type"] == "http" and not _USED.fullmatch(path):
            raise HTTPException(_NOT_FOUND)
        if scope["type"] == "http" and path in _CONFIGURED:
            self._renew()
        if path == _JOIN:
            body = await Request(scope, receive).body()
            if not self._is_readable(body):
                raise HTTPException(_UNREADABLE)
            receive = _once(body, receive)
        await self._app(scope, receive, send)

    def _is_readable(self, body: bytes) -> bool:
        """Whether Gradio can make sense of it, and so has nothing to complain of."""
        try:
            joined = _JOINED.validate_json(body)
        except ValidationError:
            return False
        inputs = self._inputs.get(joined.fn_index)
        if inputs is None or len(inputs) != len(joined.data):
            return False
        wanted = (list if isinstance(component, Chatbot) else str for component in inputs)
        return all(isinstance(value, kind) for value, kind in zip(joined.data, wanted, strict=True))


def _once(body: bytes, receive: Receive) -> Receive:
    """A body that has been read, to be read again, and then whatever comes."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return pending.pop() if pending else await receive()

    return again


class NoSessions(StateHolder):
    """Remembers no visitor: the page sends its conversation with each question, so every request may begin anew."""

    def __getitem__(self, session_id: str) -> SessionState:
        return SessionState(self.blocks)


def cut_down(app: Any, blocks: Blocks, renew: Callable[[], None]) -> ASGIApp:
    """What to serve in place of the Gradio application `app` over these blocks; `renew` is called before a page."""
    app.state_holder = NoSessions()  # type: ignore[no-untyped-call]
    app.state_holder.set_blocks(blocks)
    return UsedRoutes(app, blocks, renew)
