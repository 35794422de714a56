"""How much may be sent with a request."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Answers 413 to a body of more than `limit` bytes; FastAPI's own limit would say so in plain text.

    `uploads` gives other limits by path, for forms that carry a file and for nothing else.
    """

    def __init__(self, app: ASGIApp, limit: int, uploads: Mapping[str, int] | None = None) -> None:
        self._app, self._limit, self._uploads = app, limit, uploads or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        received, limit = 0, self._limit_for(scope)

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413)
            return message

        await self._app(scope, limited if scope["type"] == "http" else receive, send)

    def _limit_for(self, scope: Scope) -> int:
        if scope["type"] != "http" or scope["method"] != "POST":
            return self._limit
        path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
        carries_file = Headers(scope=scope).get("content-type", "").startswith("multipart/form-data")
        return self._uploads.get(path, self._limit) if carries_file else self._limit
