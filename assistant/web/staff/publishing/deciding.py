"""The forms of `/staff/publishing`: build, try, publish, go back."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import EditorForm, Posted, PublisherForm
from assistant.web.staff.area import Area
from assistant.web.staff.bench.refused import BenchRefusedError
from assistant.web.staff.jobs import BUILD, TRIAL, begin, jobs_of
from assistant.web.staff.pages import done, in_swedish
from assistant.web.staff.publishing.overview import Overview
from index.embedding.model_identity import model_identity
from index.errors import SearchIndexError

_UNPROCESSABLE = 422


def add_deciding(router: APIRouter, area: Area, overview: Overview) -> None:
    """The routes; `overview` shows the page again where something is refused."""
    publications, jobs = area.publications, jobs_of(area)

    @router.post("/publishing/build")
    def build(posted: EditorForm) -> Response:
        return begin(area, jobs, posted, BUILD, "index", "build")

    @router.post("/publishing/trial")
    def trial(posted: EditorForm) -> Response:
        return begin(area, jobs, posted, TRIAL, "evals", "publish", "--try-only")

    @router.post("/publishing/publish")
    def publish(posted: PublisherForm) -> Response:
        reason, publication = posted.text("reason"), posted.text("publication")
        try:
            forced = area.workbench.publishing.publish(publication, reason, posted.visitor.name)
        except BenchRefusedError as error:
            return overview(posted.visitor, _UNPROCESSABLE, error=in_swedish(error), reason=reason)
        area.audit.note(posted.visitor.name, Deed.PUBLISHED, publication, reason=reason, forced=forced)
        return done(area, "/publishing", "published_anyway" if forced else "published")

    @router.post("/publishing/rollback")
    def roll_back(posted: PublisherForm) -> Response:
        reason, seen = posted.text("back_reason"), posted.text("publication")
        pointer = publications.pointer()
        if not reason:
            return refused(posted, reason, "back_without_reason")
        if pointer is None or pointer.publication != seen:
            return refused(posted, reason, "changed_meanwhile")
        try:
            identity = model_identity(area.settings.embedding_model)
            publication = publications.roll_back(identity, reason, posted.visitor.name)
        except SearchIndexError as error:
            return overview(posted.visitor, _UNPROCESSABLE, error=in_swedish(error), back_reason=reason)
        area.audit.note(posted.visitor.name, Deed.ROLLED_BACK, publication, reason=reason, taken_back=seen)
        return done(area, "/publishing", "rolled_back")

    def refused(posted: Posted, reason: str, key: str) -> Response:
        text = staff_wording(posted.visitor.language).say("publishing", key)
        return overview(posted.visitor, _UNPROCESSABLE, error=text, back_reason=reason)
