"""Log lines for people or for a collector, each with the id of the request that it belongs to, and no words of members.

Times are in UTC. The id is the caller's own (`X-Request-Id`) or drawn; it goes back with the response.
"""

from __future__ import annotations

import json
import logging
import time
from contextvars import ContextVar
from typing import Literal

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""Id of the request that is being answered; empty outside one."""
LogFormat = Literal["plain", "json"]
_QUIET = ("alembic", "httpx", "httpx2", "sentence_transformers")
"""Libraries that tell of every call."""


def set_up_logs(level: str, form: LogFormat) -> None:
    """Write everything from `level` on to standard error, one line a record (and a traceback, in plain form)."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == "json" else _Plain())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for library in _QUIET:
        logging.getLogger(library).setLevel(logging.WARNING)


class _Plain(logging.Formatter):
    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s%(request)s: %(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        record.request = f" [{REQUEST.get()}]" if REQUEST.get() else ""
        return super().format(record)


class _Json(logging.Formatter):
    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **({"request": REQUEST.get()} if REQUEST.get() else {}),
            **({"exception": self.formatException(record.exc_info)} if record.exc_info else {}),
        }
        return json.dumps(line, ensure_ascii=False)
