"""`/staff/guidelines/<id>/versions/<version>`: the text with each passage's role, to confirm or change one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.pages.guidelines import blocks_of
from assistant.web.staff.access import EditorForm, Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.guidelines.corpus_view import ChangedMeanwhileError, CorpusView, Place
from assistant.web.staff.guidelines.downloads import attachment
from assistant.web.staff.guidelines.overview import history_of, publication_of
from assistant.web.staff.guidelines.samples import waiting_samples
from assistant.web.staff.guidelines.shared import REFUSED, not_found, room_page
from assistant.web.staff.pages import done, in_swedish, told
from corpus.errors import ChangeRefusedError
from corpus.importing.change.approving import approve, without_conditions
from corpus.importing.change.role_setting import set_role
from corpus.model import Passage, Role
from corpus.timeline import effective_end, status_on, today

_PLACE = "/guidelines/{guideline_id}/versions/{version_id}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a visitor had chosen for a passage when somebody else was quicker, or it could not be."""

    anchor: str
    role: Role | None
    conditions: tuple[str, ...]


def version_router(area: Area, corpus: CorpusView) -> APIRouter:
    """The routes."""
    router = APIRouter()

    def shown(visitor: Visitor, place: Place, status: int = 200, **values: Any) -> HTMLResponse:
        version, guideline = place.version, place.guideline
        waiting = tuple(passage for passage in version.passages if passage.proposed)
        return room_page(
            area,
            "version.html",
            visitor,
            status,
            here=place.address,
            guideline=guideline,
            version=version,
            validity=status_on(version, guideline, today()) if version.starts else None,
            end=effective_end(version, guideline),
            blocks=blocks_of(version),
            waiting=waiting,
            bare=without_conditions(waiting),
            conditions=[p for p in version.passages if Role.CONDITION in (p.role, p.proposed)],
            samples=waiting_samples(guideline, version),
            publication=publication_of(version, area.engine.index.get().catalogue),
            history=history_of(corpus, version.key),
            state=corpus.fingerprint(version),
            **{"done": "", "error": "", "choice": None, **values},
        )

    def overtaken(visitor: Visitor, place: Place, **values: Any) -> Response:
        """Somebody else was quicker: the new state, and what the visitor had chosen."""
        now = corpus.place(place.guideline.guideline_id, place.version.version_id)
        if now is None:
            return not_found(area, visitor)
        told_so = staff_wording(visitor.language).say("guidelines", "version_changed")
        return shown(visitor, now, REFUSED, error=told_so, **values)

    @router.get(_PLACE)
    def version(request: Request, visitor: Reader, guideline_id: str, version_id: str) -> HTMLResponse:
        place = corpus.place(guideline_id, version_id)
        return shown(visitor, place, done=told(request, visitor.language)) if place else not_found(area, visitor)

    @router.post(f"{_PLACE}/roles")
    def one_role(posted: EditorForm, guideline_id: str, version_id: str) -> Response:
        place = corpus.place(guideline_id, version_id)
        choice = _choice(posted.text("anchor"), posted.text("role"), posted.texts("conditions"))
        if place is None or choice is None:
            return not_found(area, posted.visitor)
        try:
            with corpus.unchanged(lambda: corpus.fingerprint(place.version), posted.text("state")):
                asked = guideline_id, version_id, choice.anchor, choice.role, choice.conditions
                passage = set_role(*asked, corpus.documents)
        except ChangedMeanwhileError:
            return overtaken(posted.visitor, place, choice=choice)
        except ChangeRefusedError as error:
            return shown(posted.visitor, place, REFUSED, error=in_swedish(error), choice=choice)
        area.audit.note(
            posted.visitor.name, Deed.ROLE_SET, f"{place.version.key}#{choice.anchor}",
            role=choice.role or "", before=_role_before(place, choice.anchor), conditions=", ".join(passage.conditions),
        )  # fmt: skip
        response = done(area, place.address, "role_set", passage=choice.anchor)
        response.headers["location"] += f"#{_next_waiting(place, choice.anchor) or choice.anchor}"
        return response

    @router.post(f"{_PLACE}/approve")
    def all_roles(posted: EditorForm, guideline_id: str, version_id: str) -> Response:
        place = corpus.place(guideline_id, version_id)
        if place is None:
            return not_found(area, posted.visitor)
        try:
            with corpus.unchanged(lambda: corpus.fingerprint(place.version), posted.text("state")):
                approval = approve(guideline_id, version_id, (), corpus.documents)
        except ChangedMeanwhileError:
            return overtaken(posted.visitor, place)
        except ChangeRefusedError as error:
            return shown(posted.visitor, place, REFUSED, error=in_swedish(error))
        area.audit.note(
            posted.visitor.name, Deed.ROLES_APPROVED, place.version.key, passages=_listed(approval.approved)
        )
        return done(area, place.address, "roles_approved", count=str(len(approval.approved)))

    @router.get(f"{_PLACE}/original", response_model=None)
    def original(visitor: Reader, guideline_id: str, version_id: str) -> FileResponse | HTMLResponse:
        place = corpus.place(guideline_id, version_id)
        source = place.version.source if place else None
        if source is None:
            return not_found(area, visitor)
        file = corpus.documents / guideline_id / source
        return attachment(file, f"{guideline_id}-{file.name}")

    return router


def _choice(anchor: str, role: str, conditions: list[str]) -> Choice | None:
    """What a form says; conditions belong to support alone. None for a role that there is not."""
    if role and role not in set(Role):
        return None
    chosen = Role(role) if role else None
    return Choice(anchor, chosen, tuple(conditions) if chosen is Role.SUPPORT else ())


def _role_before(place: Place, anchor: str) -> str:
    passage = place.version.passage(anchor)
    return (passage and (passage.role or passage.proposed)) or ""


def _next_waiting(place: Place, anchor: str) -> str:
    """The passage to look at when one is done: the next that waits, from the top again after the last."""
    anchors = [passage.anchor for passage in place.version.passages]
    waiting = [passage.anchor for passage in place.version.passages if passage.proposed and passage.anchor != anchor]
    after = [each for each in waiting if anchors.index(each) > anchors.index(anchor)]
    return next(iter((*after, *waiting)), "")


def _listed(passages: tuple[Passage, ...]) -> str:
    return ", ".join(f"{passage.anchor}: {passage.proposed}" for passage in passages)
