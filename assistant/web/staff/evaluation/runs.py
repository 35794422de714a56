"""`/staff/evaluation/runs`: a grid of runs and suites, a run's answers, and two runs beside each other."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from assistant.web.staff.access import EditorForm, Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.bench.refused import BenchRefusedError
from assistant.web.staff.jobs import RUN, begin, jobs_of
from assistant.web.staff.log import local
from assistant.web.staff.pages import in_swedish, page, told

_A_PAGE = 10
_NOT_FOUND, _UNPROCESSABLE = 404, 422


def add_runs(router: APIRouter, area: Area) -> None:
    """The routes."""
    bench, jobs = area.workbench.runs, jobs_of(area)

    def refused(visitor: Visitor, error: BenchRefusedError) -> HTMLResponse:
        return page(area, "refused.html", visitor, _UNPROCESSABLE, active="evaluation", error=in_swedish(error))

    @router.get("/evaluation/runs")
    def grid(request: Request, visitor: Reader, before: str = "") -> HTMLResponse:
        try:
            rows = bench.rows(_A_PAGE, before)
        except BenchRefusedError as error:
            return refused(visitor, error)
        overview = area.workbench.cases.overview()
        return page(
            area, "runs.html", visitor, active="evaluation", here="/evaluation/runs", rows=rows,
            suites=sorted({suite for row in rows for suite in row.cells}), all_suites=overview.suites, local=local,
            older=rows[-1].run_id if len(rows) == _A_PAGE else "", running=jobs.running,
            documents=bench.documents, has_candidate=_has_candidate(area), done=told(request, visitor.language),
        )  # fmt: skip

    @router.post("/evaluation/runs")
    def start(posted: EditorForm) -> Response:
        known = {suite.name for suite in area.workbench.cases.overview().suites}
        chosen = [suite for suite in posted.texts("suite") if suite in known | {bench.documents.name}]
        options = [word for suite in chosen or sorted(known) for word in ("--suite", suite)]
        split = posted.text("split") if posted.text("split") in ("dev", "test", "all") else "dev"
        candidate = ["--candidate"] if posted.text("of") == "candidate" else []
        return begin(area, jobs, posted, RUN, "evals", "run", "--split", split, *candidate, *options)

    @router.get("/evaluation/runs/{run_id}")
    def run(request: Request, visitor: Reader, run_id: str, suite: str = "", show: str = "failed") -> HTMLResponse:
        try:
            sheet = bench.sheet(run_id)
            agreements = bench.agreements(run_id)
            others = [row for row in bench.rows(_A_PAGE) if row.run_id != run_id]
        except BenchRefusedError as error:
            return refused(visitor, error)
        if sheet is None:
            raise HTTPException(_NOT_FOUND)
        answers = {"failed": sheet.failed, "passed": sheet.passed, "aside": sheet.aside}
        chosen = answers.get(show, sheet.failed)
        return page(
            area, "run.html", visitor, active="evaluation", here=f"/evaluation/runs/{run_id}", sheet=sheet,
            answers=[each for each in chosen if not suite or each.question.suite == suite], suite=suite,
            show=show if show in answers else "failed", counts={key: len(each) for key, each in answers.items()},
            openable={each.name for each in area.workbench.cases.overview().suites}, others=others,
            agreements=agreements, reviews=bench.reviews(run_id), local=local,
            done=told(request, visitor.language),
        )  # fmt: skip

    @router.get("/evaluation/compare")
    def beside(visitor: Reader, first: str = "", second: str = "") -> HTMLResponse:
        try:
            found = bench.beside(first, second)
        except BenchRefusedError as error:
            return refused(visitor, error)
        if found is None:
            raise HTTPException(_NOT_FOUND)
        return page(
            area, "runs_beside.html", visitor, active="evaluation", here="/evaluation/runs", found=found, local=local,
        )  # fmt: skip


def _has_candidate(area: Area) -> bool:
    from index.errors import SearchIndexError

    try:
        return area.publications.candidate() is not None
    except SearchIndexError:
        return False
