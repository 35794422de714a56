"""`/staff/guidelines/<id>/close`: a guideline ends without a successor; what it costs is said before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import Editor, EditorForm, Posted, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.guidelines.corpus_view import ChangedMeanwhileError, CorpusView
from assistant.web.staff.guidelines.costs import cost_of
from assistant.web.staff.guidelines.shared import REFUSED, not_found, room_page
from assistant.web.staff.pages import done, in_swedish
from corpus.dates import day_or_none
from corpus.errors import ChangeRefusedError
from corpus.importing.change import closing
from corpus.model import Guideline
from corpus.reading.fingerprints import guideline_fingerprint
from corpus.timeline import today, version_in_force

_PLACE = "/guidelines/{guideline_id}/close"


def closing_router(area: Area, corpus: CorpusView) -> APIRouter:
    """The routes."""
    router = APIRouter()

    def state_of(guideline: Guideline) -> str:
        return guideline_fingerprint(corpus.documents, guideline.guideline_id)

    def shown(visitor: Visitor, guideline: Guideline, status: int = 200, **values: Any) -> HTMLResponse:
        return room_page(
            area, "close.html", visitor, status, here=f"/guidelines/{guideline.guideline_id}/close",
            guideline=guideline, in_force=version_in_force(guideline, today()), state=state_of(guideline),
            **{"last_day": "", "planned": None, "error": "", **values},
        )  # fmt: skip

    def previewed(posted: Posted, guideline: Guideline, day: date, status: int, error: str = "") -> HTMLResponse:
        try:
            planned = closing.plan(guideline.guideline_id, day, corpus.documents)
        except ChangeRefusedError as refused:
            return shown(posted.visitor, guideline, REFUSED, error=in_swedish(refused), last_day=day.isoformat())
        after = max(today(), day + timedelta(days=1))
        cost = cost_of(area.workbench, planned.before, planned.after, guideline.guideline_id, after)
        return shown(
            posted.visitor, guideline, status, planned=planned, cost=cost, error=error, last_day=day.isoformat(),
            after=day + timedelta(days=1),
        )  # fmt: skip

    @router.get(_PLACE)
    def form(visitor: Editor, guideline_id: str) -> HTMLResponse:
        guideline = corpus.catalogue.guideline(guideline_id)
        return shown(visitor, guideline) if guideline else not_found(area, visitor)

    @router.post(_PLACE)
    def close(posted: EditorForm, guideline_id: str) -> Response:
        guideline = corpus.catalogue.guideline(guideline_id)
        if guideline is None:
            return not_found(area, posted.visitor)
        written = posted.text("last_day")
        day = day_or_none(written)
        if day is None:
            told_so = staff_wording(posted.visitor.language).say("guidelines", "bad_day")
            return shown(posted.visitor, guideline, REFUSED, error=told_so, last_day=written)
        if not posted.text("confirmed"):
            return previewed(posted, guideline, day, 200)
        try:
            with corpus.unchanged(lambda: state_of(guideline), posted.text("state")):
                version = closing.close(guideline_id, day, corpus.documents)
        except ChangedMeanwhileError:
            now = corpus.catalogue.guideline(guideline_id)
            if now is None:
                return not_found(area, posted.visitor)
            told_so = staff_wording(posted.visitor.language).say("guidelines", "version_changed")
            return previewed(posted, now, day, REFUSED, told_so)
        except ChangeRefusedError as error:
            return shown(posted.visitor, guideline, REFUSED, error=in_swedish(error), last_day=written)
        area.audit.note(posted.visitor.name, Deed.GUIDELINE_CLOSED, version.key, last_day=day)
        return done(area, f"/guidelines/{guideline_id}", "guideline_closed", day=day.isoformat())

    return router
