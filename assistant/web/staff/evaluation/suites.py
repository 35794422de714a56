"""`/staff/evaluation`: suites, what they cover, and the cases of each."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from assistant.staff.audit import Deed
from assistant.web.staff.access import EditorForm, Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.bench.cases import GuidelineCover
from assistant.web.staff.bench.refused import BenchRefusedError
from assistant.web.staff.jobs import jobs_of
from assistant.web.staff.pages import done, in_swedish, page, told

_NOT_FOUND, _UNPROCESSABLE = 404, 422


def add_suites(router: APIRouter, area: Area) -> None:
    """The routes."""
    bench, jobs = area.workbench.cases, jobs_of(area)

    def overview(visitor: Visitor, status: int = 200, error: str = "", done: str = "") -> HTMLResponse:
        found = bench.overview()
        coverage: tuple[GuidelineCover, ...] = ()
        try:
            coverage = bench.coverage()
        except BenchRefusedError as refused:
            error = error or in_swedish(refused)
        return page(
            area, "evaluation.html", visitor, status, active="evaluation", here="/evaluation", error=error, done=done,
            overview=found, coverage=coverage, running=jobs.running,
        )  # fmt: skip

    @router.get("/evaluation")
    def show(request: Request, visitor: Reader) -> HTMLResponse:
        return overview(visitor, done=told(request, visitor.language))

    @router.post("/evaluation/start")
    def start(posted: EditorForm) -> Response:
        try:
            files = bench.start()
        except BenchRefusedError as error:
            return overview(posted.visitor, _UNPROCESSABLE, in_swedish(error))
        area.audit.note(posted.visitor.name, Deed.CASES_STARTED, files=", ".join(files))
        return done(area, "/evaluation", "cases_started")

    @router.get("/evaluation/coverage/{guideline_id}")
    def coverage(visitor: Reader, guideline_id: str, only: str = "") -> HTMLResponse:
        try:
            found = next((each for each in bench.coverage() if each.guideline_id == guideline_id), None)
        except BenchRefusedError as refused:
            return overview(visitor, _UNPROCESSABLE, in_swedish(refused))
        if found is None:
            raise HTTPException(_NOT_FOUND)
        return page(
            area, "coverage.html", visitor, active="evaluation", here=f"/evaluation/coverage/{guideline_id}",
            guideline=found, only=only,
        )  # fmt: skip

    @router.get("/evaluation/suites/{suite}")
    def suite(request: Request, visitor: Reader, suite: str, q: str = "") -> HTMLResponse:
        rows = bench.cases(suite, q)
        if rows is None:
            raise HTTPException(_NOT_FOUND)
        every = bench.overview()
        found = next(each for each in every.suites if each.name == suite)
        return page(
            area, "suite.html", visitor, active="evaluation", here=f"/evaluation/suites/{suite}", suite=found,
            rows=rows, words=q, titles=every.titles, done=told(request, visitor.language),
        )  # fmt: skip
