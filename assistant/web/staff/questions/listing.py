"""`GET /staff/questions`: what was asked in vain, by matter, and marking a whole matter at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.staff.asked import MOST_GROUPED, Kind, months_with
from assistant.staff.audit import Deed
from assistant.staff.marks import LONGEST_NOTE, Mark
from assistant.web.staff.access import EditorForm, Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.pages import done, page, told
from assistant.web.staff.questions.plots import bars
from assistant.web.staff.questions.selection import MONTHS, QuestionReader, Selected, Selection

_A_PAGE = 25
_MOST_MARKED = 500


def listing_router(area: Area, reader: QuestionReader) -> APIRouter:
    """The routes."""
    router = APIRouter()

    def shown(visitor: Visitor, wanted: Selection, number: int, status: int = 200, **values: str) -> HTMLResponse:
        questions = reader.questions(wanted)
        matters = reader.matters(questions)
        most = max((count for matter in matters for count in matter.by_month.values()), default=1)
        months = months_with(matters, wanted.shown_months)
        last = max(1, -(-len(matters) // _A_PAGE))
        number = min(number, last)
        total = [sum(matter.by_month.get(month, 0) for matter in matters) for month in months]
        return page(
            area,
            "questions/list.html",
            visitor,
            status,
            active="questions",
            here=f"/questions?{wanted.query}",
            wanted=wanted,
            guidelines=reader.guidelines,
            kinds=list(Kind),
            marks=list(Mark),
            all_months=MONTHS,
            matters=matters[(number - 1) * _A_PAGE : number * _A_PAGE],
            first=(number - 1) * _A_PAGE + 1,
            number=number,
            last=last,
            count=len(matters),
            questions=len(questions),
            times=sum(total),
            months=months,
            total=total,
            total_bars=bars(total, max([*total, 1])),
            bars_of=lambda matter: bars([matter.by_month.get(month, 0) for month in months], most),
            left_out=max(0, len(questions) - MOST_GROUPED),
            keeps=area.settings.unanswered,
            takes_feedback=area.settings.feedback,
            days=area.settings.feedback_days,
            **values,
        )

    @router.get("")
    def listing(
        request: Request, visitor: Reader, wanted: Selected, number: Annotated[int, Query(alias="page", ge=1)] = 1
    ) -> HTMLResponse:
        return shown(visitor, wanted, number, done=told(request, visitor.language))

    @router.post("/mark")
    def mark(posted: EditorForm) -> Response:
        """Mark one question, or all of a matter."""
        keys = list(dict.fromkeys(posted.texts("key")))[:_MOST_MARKED]
        chosen, back = posted.text("mark"), posted.text("back")
        place = f"/questions{back}" if back.startswith(("?", "/one/")) else "/questions"
        if chosen not in set(Mark) or not all(len(key) <= 64 and key.isalnum() for key in keys) or not keys:
            return done(area, place)
        note = posted.text("note")[:LONGEST_NOTE]
        for key in keys:
            reader.marks.put(key, Mark(chosen), note, posted.visitor.name)
        target = keys[0] if len(keys) == 1 else ""
        area.audit.note(posted.visitor.name, Deed.QUESTION_MARKED, target, mark=chosen, count=len(keys))
        query = place.partition("?")
        lead = f"{query[0]}?{query[2]}&" if query[2] else f"{query[0]}?"
        return done(area, f"{lead}done=question_marked&count={len(keys)}")

    return router
