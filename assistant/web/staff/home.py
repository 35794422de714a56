"""`GET /staff`: what waits for somebody, and what visitors get, at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.staff.asked import asked_questions
from assistant.staff.drafts import Drafts
from assistant.staff.jobs import Jobs
from assistant.staff.marks import Mark, Marks
from assistant.web.staff.access import Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.guidelines.corpus_view import CorpusView
from assistant.web.staff.guidelines.overview import questions_waiting, roles_waiting
from assistant.web.staff.jobs import jobs_of, kind_text
from assistant.web.staff.pages import page, told
from assistant.web.staff.publishing.overview import coming_versions, local_time
from corpus.model import Version
from corpus.timeline import today, version_in_force
from index.embedding.model_identity import model_identity
from index.errors import SearchIndexError
from index.publishing.status import index_status


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that somebody should look at."""

    key: str
    """Of its text in the room `home`."""
    place: str
    """Where it is done."""
    count: int = 0
    what: str = ""


def home_router(area: Area) -> APIRouter:
    """The route."""
    router = APIRouter()
    corpus, drafts = CorpusView(area.settings.corpus_dir), Drafts(area.settings.data_dir)
    jobs = jobs_of(area)

    @router.get("")
    def home(request: Request, visitor: Reader) -> HTMLResponse:
        catalogue, day = area.engine.index.get().catalogue, today()
        pointer = area.publications.pointer()
        record = reversed(area.publications.record())
        entry = next((each for each in record if pointer and each.publication == pointer.publication), None)
        return page(
            area,
            "home.html",
            visitor,
            active="home",
            done=told(request, visitor.language),
            waits=[*_work(jobs, visitor), *_in_corpus(corpus, drafts), *_of_index(area), *_questions(area)],
            entry=entry,
            local_time=local_time,
            guidelines=[(each, version_in_force(each, day)) for each in catalogue.guidelines],
            coming=coming_versions(catalogue, day),
        )

    return router


def _work(jobs: Jobs, visitor: Visitor) -> Iterator[Waits]:
    if job := jobs.running:
        yield Waits("job", f"/jobs/{job.job_id}", what=kind_text(job, visitor.language))


def _in_corpus(corpus: CorpusView, drafts: Drafts) -> Iterator[Waits]:
    if begun := drafts.all():
        yield Waits("drafts", "/guidelines", len(begun))
    for guideline in corpus.catalogue.guidelines:
        for version in guideline.versions:
            if version.starts and (count := questions_waiting(version, guideline, today())):
                yield Waits("samples", f"{_place(version)}/questions", count, _named(version))
            if count := roles_waiting(version):
                yield Waits("roles", _place(version), count, _named(version))


def _named(version: Version) -> str:
    return f"{version.title} ({version.version_id})"


def _place(version: Version) -> str:
    return f"/guidelines/{version.guideline_id}/versions/{version.version_id}"


def _of_index(area: Area) -> Iterator[Waits]:
    settings = area.settings
    try:
        status = index_status(area.publications, settings.corpus_dir, model_identity(settings.embedding_model))
    except SearchIndexError:
        yield Waits("index_fault", "/publishing")
        return
    if status.taken_back:
        yield Waits("taken_back", "/publishing", what=status.taken_back.grounds.reason)
    elif status.waits:
        yield Waits("candidate", "/publishing")
    elif status.stale:
        yield Waits("stale", "/publishing", what=", ".join(status.stale))


def _questions(area: Area) -> Iterator[Waits]:
    asked = asked_questions(area.database, Marks(area.database).latest())
    if count := sum(each.mark is not Mark.DONE for each in asked):
        yield Waits("questions", "/questions", count)
