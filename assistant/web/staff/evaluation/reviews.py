"""`/staff/evaluation/runs/{id}/review`: an answer at a time is judged by hand, without seeing what others said."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import Editor, EditorForm, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.bench.refused import BenchRefusedError
from assistant.web.staff.bench.runs import Mark, Review
from assistant.web.staff.pages import done, in_swedish, page, told

_NOT_FOUND, _UNPROCESSABLE = 404, 422


def add_reviews(router: APIRouter, area: Area) -> None:
    """The routes."""
    bench = area.workbench.runs

    def sheet(visitor: Visitor, run_id: str, status: int = 200, **more: object) -> HTMLResponse:
        try:
            found = bench.review_sheet(run_id, visitor.name)
        except BenchRefusedError as error:
            return page(area, "refused.html", visitor, _UNPROCESSABLE, active="evaluation", error=in_swedish(error))
        if found is None:
            raise HTTPException(_NOT_FOUND)
        values = {"sentence": "", "citation": "", "note": "", **more}
        return page(
            area, "review.html", visitor, status, active="evaluation", here=f"/evaluation/runs/{run_id}/review",
            sheet=found, marks=[mark.value for mark in Mark], **values,
        )  # fmt: skip

    @router.get("/evaluation/runs/{run_id}/review")
    def show(request: Request, visitor: Editor, run_id: str) -> HTMLResponse:
        return sheet(visitor, run_id, done=told(request, visitor.language))

    @router.post("/evaluation/runs/{run_id}/review")
    def judge(posted: EditorForm, run_id: str) -> Response:
        given = {key: posted.text(key) for key in ("sentence", "citation", "note")}
        try:
            marks = Mark(given["sentence"]), Mark(given["citation"])
        except ValueError:
            error = staff_wording(posted.visitor.language).say("runs", "both_marks")
            return sheet(posted.visitor, run_id, _UNPROCESSABLE, error=error, **given)
        case_id = posted.text("case_id")
        review = Review(case_id, posted.visitor.name, *marks, " ".join(given["note"].split()), datetime.now(UTC))
        try:
            bench.review(run_id, review)
        except BenchRefusedError as error:
            return sheet(posted.visitor, run_id, _UNPROCESSABLE, error=in_swedish(error), **given)
        area.audit.note(posted.visitor.name, Deed.ANSWER_JUDGED, run_id, case=case_id)
        return done(area, f"/evaluation/runs/{run_id}/review", "judged")
