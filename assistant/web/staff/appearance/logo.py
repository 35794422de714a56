"""`/staff/appearance/logo`: the picture at the top of the pages."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile
from starlette.responses import Response

from assistant.errors import ChangedMeanwhileError
from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.pictures import MOST_BYTES, PictureRefusedError, picture_suffix
from assistant.web.staff.access import Publisher, PublisherForm, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.pages import done, page, told

_UNPROCESSABLE = 422


def logo_router(area: Area) -> APIRouter:
    """The routes."""
    router, appearances = APIRouter(), area.site.appearances

    def shown(visitor: Visitor, error: str = "", told: str = "") -> HTMLResponse:
        return page(
            area,
            "appearance/logo.html",
            visitor,
            _UNPROCESSABLE if error else 200,
            active="appearance",
            here="/appearance/logo",
            error=error,
            done=told,
            seen=appearances.mark,
            own=appearances.current().logo is not None,
            most=MOST_BYTES // 1024,
        )

    @router.get("/logo")
    def logo(request: Request, visitor: Publisher) -> HTMLResponse:
        return shown(visitor, told=told(request, visitor.language))

    @router.post("/logo")
    def save(posted: PublisherForm) -> Response:
        """A new picture, or back to that of the settings."""
        words, sent = staff_wording(posted.visitor.language), posted.form.get("picture")
        resets = posted.text("reset") == "logo"
        try:
            seen, who = posted.text("seen"), posted.visitor.name
            if resets:
                appearances.change(seen, who, logo=None)
            else:
                content = _content(sent)
                appearances.change_logo(seen, who, content, picture_suffix(content))
        except PictureRefusedError as refused:
            return shown(posted.visitor, words.say("appearance", refused.reason, most=MOST_BYTES // 1024))
        except ChangedMeanwhileError:
            return shown(
                posted.visitor, words.say("appearance", "changed_meanwhile_reset", by=appearances.current().by)
            )
        area.audit.note(posted.visitor.name, Deed.APPEARANCE_RESET if resets else Deed.APPEARANCE_CHANGED, "logo")
        return done(area, "/appearance/logo", "appearance_reset" if resets else "appearance_saved")

    return router


def _content(sent: object) -> bytes:
    """What was sent, or as much of it as tells that it is too large."""
    if not isinstance(sent, UploadFile):
        return b""
    with sent.file as file:
        return file.read(MOST_BYTES + 1)
