"""`GET /staff/guidelines` and `/staff/guidelines/<id>`: every version, what is in force, what comes and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.staff.drafts import Draft, Drafts
from assistant.web.staff.access import Reader
from assistant.web.staff.area import Area
from assistant.web.staff.guidelines.corpus_view import CorpusView
from assistant.web.staff.guidelines.shared import not_found, room_page
from assistant.web.staff.guidelines.timeline_picture import Picture, timeline_picture
from assistant.web.staff.pages import told
from corpus.importing.change.history import Recorded, recorded
from corpus.model import Catalogue, Guideline, Version
from corpus.timeline import VersionStatus, effective_end, status_on, today, version_in_force


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in a guideline's table."""

    version: Version
    status: VersionStatus | None
    """None where its validity is not stated."""
    end: date | None
    roles_waiting: int
    questions_waiting: int
    publication: str
    """published, changed (since it was), or unpublished."""


@dataclass(frozen=True, slots=True)
class GuidelineView:
    """A guideline with its picture."""

    guideline: Guideline
    in_force: Version | None
    picture: Picture
    rows: tuple[VersionRow, ...]
    """The newest first."""


def overview_router(area: Area, corpus: CorpusView, drafts: Drafts) -> APIRouter:
    """The routes."""
    router = APIRouter()

    @router.get("/guidelines")
    def guidelines(request: Request, visitor: Reader) -> HTMLResponse:
        checked, published = corpus.checked, area.engine.index.get().catalogue
        return room_page(
            area,
            "overview.html",
            visitor,
            here="/guidelines",
            done=told(request, visitor.language),
            views=[guideline_view(each, published) for each in checked.catalogue.guidelines],
            problems=checked.errors,
            drafts=drafts.all(),
        )

    @router.get("/guidelines/{guideline_id}")
    def guideline(request: Request, visitor: Reader, guideline_id: str) -> HTMLResponse:
        found = corpus.catalogue.guideline(guideline_id)
        if found is None:
            return not_found(area, visitor)
        return room_page(
            area,
            "guideline.html",
            visitor,
            here=f"/guidelines/{guideline_id}",
            done=told(request, visitor.language),
            view=guideline_view(found, area.engine.index.get().catalogue),
            drafts=_of(drafts.all(), guideline_id),
            history=history_of(corpus, f"{guideline_id}/"),
        )

    return router


def guideline_view(guideline: Guideline, published: Catalogue) -> GuidelineView:
    """A guideline as it is in the corpus folder today, beside what is published."""
    day = today()
    rows = tuple(_row(version, guideline, published, day) for version in reversed(guideline.versions))
    return GuidelineView(guideline, version_in_force(guideline, day), timeline_picture(guideline, day), rows)


def history_of(corpus: CorpusView, beginning: str) -> list[Recorded]:
    """What was corrected and withdrawn in versions whose key begins so, the newest first; nothing if unreadable."""
    try:
        entries = recorded(corpus.documents)
    except (OSError, ValueError, TypeError):
        return []
    return [entry for entry in reversed(entries) if entry.version.startswith(beginning)]


def publication_of(version: Version, published: Catalogue) -> str:
    """Whether what visitors get is this version, another state of it, or nothing of it."""
    held = published.version(version.key)
    if held is None:
        return "unpublished"
    return "published" if held == version else "changed"


def roles_waiting(version: Version) -> int:
    """How many proposed roles nobody has reviewed."""
    return sum(passage.proposed is not None for passage in version.passages)


def questions_waiting(version: Version, guideline: Guideline, day: date) -> int:
    """How many sample questions are not used for a version that is not over, until somebody has read them."""
    if guideline.bank is None or not version.has_text:
        return 0
    if _status(version, guideline, day) is VersionStatus.SUPERSEDED:
        return 0
    return sum(group.size for group in guideline.bank.stale_in(version))


def _status(version: Version, guideline: Guideline, day: date) -> VersionStatus | None:
    return status_on(version, guideline, day) if version.starts else None


def _row(version: Version, guideline: Guideline, published: Catalogue, day: date) -> VersionRow:
    return VersionRow(
        version=version,
        status=_status(version, guideline, day),
        end=effective_end(version, guideline),
        roles_waiting=roles_waiting(version),
        questions_waiting=questions_waiting(version, guideline, day),
        publication=publication_of(version, published),
    )


def _of(drafts: Sequence[Draft], guideline_id: str) -> list[Draft]:
    return [draft for draft in drafts if draft.fields.guideline_id == guideline_id]
