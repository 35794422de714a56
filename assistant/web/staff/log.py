"""`GET /staff/log`: the audit log, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import Reader
from assistant.web.staff.area import Area
from assistant.web.staff.pages import page
from corpus.timeline import STOCKHOLM

_A_PAGE = 200


def log_router(area: Area) -> APIRouter:
    """The route."""
    router = APIRouter()

    @router.get("/log")
    def log(visitor: Reader, before: Annotated[int | None, Query(ge=1, le=2**62)] = None) -> HTMLResponse:
        entries = area.audit.entries(_A_PAGE, before)
        older = entries[-1].entry_id if len(entries) == _A_PAGE else None
        words = staff_wording(visitor.language).rooms["log"]
        return page(
            area, "log.html", visitor, active="log", here="/log", entries=entries, older=older, local=local, words=words
        )

    return router


def local(moment: datetime) -> str:
    """A moment by the clock in Sweden, to the minute."""
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
