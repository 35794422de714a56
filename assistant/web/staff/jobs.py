"""`/staff/jobs/{id}`: how far long work has come, what it wrote, and the button that ends it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response

from assistant.staff.audit import Deed
from assistant.staff.job_log import lines_of, progress_of
from assistant.staff.jobs import Job, JobRunningError, Jobs, environment_of
from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import EditorForm, Posted, Reader
from assistant.web.staff.area import Area
from assistant.web.staff.log import local
from assistant.web.staff.pages import done, page

_SHOWN_LINES = 60
_NOT_FOUND = 404
BUILD, TRIAL, RUN = "build", "trial", "run"
_PLACES = {BUILD: "/publishing", TRIAL: "/publishing", RUN: "/evaluation/runs"}
"""Kinds of job, and the page on which their result is seen."""


def jobs_router(area: Area) -> APIRouter:
    """The routes."""
    router, jobs = APIRouter(), jobs_of(area)

    def known(job_id: str) -> Job:
        job = jobs.job(job_id)
        if job is None:
            raise HTTPException(_NOT_FOUND)
        return job

    @router.get("/jobs/{job_id}")
    def show(visitor: Reader, job_id: str) -> HTMLResponse:
        job = known(job_id)
        lines = lines_of(job.log)
        return page(
            area, "job.html", visitor,
            active="evaluation" if job.kind == RUN else "publishing", here=f"/jobs/{job_id}", job=job,
            progress=progress_of(job.log), lines=lines[-_SHOWN_LINES:], local=local,
            place=_PLACES.get(job.kind, ""),
        )  # fmt: skip

    @router.get("/jobs/{job_id}/progress")
    def progress(visitor: Reader, job_id: str) -> HTMLResponse:
        job = known(job_id)
        return page(area, "job_progress.html", visitor, job=job, progress=progress_of(job.log))

    @router.post("/jobs/{job_id}/cancel")
    def cancel(posted: EditorForm, job_id: str) -> Response:
        job = known(job_id)
        if not jobs.cancel(job.job_id):
            return done(area, f"/jobs/{job_id}")
        area.audit.note(posted.visitor.name, Deed.JOB_CANCELLED, job.kind, job=job.job_id)
        return done(area, f"/jobs/{job_id}", "cancelled")

    return router


def jobs_of(area: Area) -> Jobs:
    """The jobs of the server's data folder."""
    return Jobs(area.settings.data_dir, environment_of(area.settings))


def begin(area: Area, jobs: Jobs, posted: Posted, kind: str, *arguments: str) -> Response:
    """Start a job and lead to its page; to the one that runs where there is one."""
    try:
        job = jobs.start(kind, arguments, posted.visitor.name)
    except JobRunningError:
        running = jobs.running
        return done(area, f"/jobs/{running.job_id}" if running else _PLACES[kind], "already_running")
    area.audit.note(posted.visitor.name, Deed.JOB_STARTED, kind, job=job.job_id)
    return done(area, f"/jobs/{job.job_id}", "started")


def kind_text(job: Job, language: str) -> str:
    """What a job is called."""
    return staff_wording("en" if language == "en" else "sv").say("jobs", f"kind_{job.kind}")
