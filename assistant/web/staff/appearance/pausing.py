"""`/staff/appearance/pause`: no answers for a while, anywhere, in the widget, or on some sites."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.errors import ChangedMeanwhileError
from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import Publisher, PublisherForm, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.log import local
from assistant.web.staff.pages import done, page, told

LONGEST_MESSAGE = 500
_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form holds."""

    where: str = "all"
    """`all`, `widget`, or `origins`."""
    origins: tuple[str, ...] = ()
    message: str = ""
    seen: str = ""


def pause_router(area: Area) -> APIRouter:
    """The routes."""
    router, pauses = APIRouter(), area.pauses

    def shown(visitor: Visitor, filled: Filled, error: str = "", told: str = "") -> HTMLResponse:
        return page(
            area,
            "appearance/pause.html",
            visitor,
            _UNPROCESSABLE if error else 200,
            active="appearance",
            here="/appearance/pause",
            error=error,
            done=told,
            filled=filled,
            by_setting=pauses.by_setting,
            origins=area.site.origins,
            longest=LONGEST_MESSAGE,
            local=local,
        )

    @router.get("/pause")
    def form(request: Request, visitor: Publisher) -> HTMLResponse:
        pause = pauses.current()
        filled = Filled(seen=pauses.mark)
        if pause is not None:
            where = "origins" if pause.origins else "widget" if pause.widget_only else "all"
            filled = Filled(where, pause.origins, pause.message, pauses.mark)
        return shown(visitor, filled, told=told(request, visitor.language))

    @router.post("/pause")
    def begin(posted: PublisherForm) -> Response:
        words, where = staff_wording(posted.visitor.language), posted.text("where")
        origins = tuple(origin for origin in posted.texts("origin") if origin in area.site.origins)
        message = " ".join(posted.text("message").split())
        filled = Filled(where, origins, message, posted.text("seen"))
        if where not in ("all", "widget", "origins") or (where == "origins" and not origins):
            return shown(posted.visitor, filled, words.say("appearance", "pause_where_missing"))
        if len(message) > LONGEST_MESSAGE:
            text = words.say("appearance", "too_long", field=words.say("appearance", "message"), most=LONGEST_MESSAGE)
            return shown(posted.visitor, filled, text)
        chosen = origins if where == "origins" else ()
        by, is_widget = posted.visitor.name, where == "widget"
        try:
            pauses.begin(message, by, widget_only=is_widget, origins=chosen, seen=filled.seen)
        except ChangedMeanwhileError:
            now = Filled(where, origins, message, pauses.mark)
            return shown(posted.visitor, now, words.say("appearance", "pause_changed"))
        area.audit.note(posted.visitor.name, Deed.PAUSED, ", ".join(chosen) or where, message=message)
        return done(area, "/appearance/pause", "paused")

    @router.post("/pause/end")
    def end(posted: PublisherForm) -> Response:
        if pauses.end():
            area.audit.note(posted.visitor.name, Deed.RESUMED)
        return done(area, "/appearance/pause", "resumed")

    return router
