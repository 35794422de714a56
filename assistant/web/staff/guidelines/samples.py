"""`…/questions`: sample questions that wait until somebody has read them for a version's wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from assistant.presentation.word_difference import both_marked
from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import EditorForm, Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.guidelines.corpus_view import ChangedMeanwhileError, CorpusView, Place
from assistant.web.staff.guidelines.shared import REFUSED, not_found, room_page
from assistant.web.staff.pages import done, in_swedish, told
from corpus.errors import ChangeRefusedError
from corpus.importing.change.accepting import accept
from corpus.model import Guideline, SampleGroup, Version
from corpus.reading.fingerprints import guideline_fingerprint

_PLACE = "/guidelines/{guideline_id}/versions/{version_id}/questions"


@dataclass(frozen=True, slots=True)
class Wording:
    """A passage whose text is not the one that the questions were written for."""

    anchor: str
    old: Markup
    """The wording that they were written for, what is gone marked."""
    new: Markup | None
    """The version's, what is new marked; None where the passage is gone."""


@dataclass(frozen=True, slots=True)
class WaitingSamples:
    """The groups of questions that wait for the same passages."""

    wordings: tuple[Wording, ...]
    groups: tuple[SampleGroup, ...]

    @property
    def anchors(self) -> tuple[str, ...]:
        """The passages."""
        return tuple(wording.anchor for wording in self.wordings)

    @property
    def size(self) -> int:
        """How many questions there are."""
        return sum(group.size for group in self.groups)

    @property
    def can_be_accepted(self) -> bool:
        """Whether all the passages are still there."""
        return all(wording.new is not None for wording in self.wordings)


def waiting_samples(guideline: Guideline, version: Version) -> list[WaitingSamples]:
    """Sample questions that are not used for a version, by the passages that they wait for."""
    bank = guideline.bank
    if bank is None or not version.has_text:
        return []
    alive = bank.answers_in(version)
    found: dict[tuple[str, ...], list[SampleGroup]] = {}
    for group in bank.stale_in(version):
        found.setdefault(tuple(name for name in group.passages if name not in alive), []).append(group)

    def wording_of(anchor: str) -> Wording:
        passage, written = version.passage(anchor), bank.passages[anchor][-1]
        if passage is None:
            return Wording(anchor, Markup("{}").format(written), None)
        return Wording(anchor, *both_marked(written, passage.text))

    return [WaitingSamples(tuple(map(wording_of, anchors)), tuple(groups)) for anchors, groups in found.items()]


def samples_router(area: Area, corpus: CorpusView) -> APIRouter:
    """The routes."""
    router = APIRouter()

    def shown(visitor: Visitor, place: Place, status: int = 200, **values: Any) -> HTMLResponse:
        return room_page(
            area,
            "samples.html",
            visitor,
            status,
            here=f"{place.address}/questions",
            place=place.address,
            version=place.version,
            samples=waiting_samples(place.guideline, place.version),
            state=guideline_fingerprint(corpus.documents, place.guideline.guideline_id),
            **{"done": "", "error": "", **values},
        )

    @router.get(_PLACE)
    def questions(request: Request, visitor: Reader, guideline_id: str, version_id: str) -> HTMLResponse:
        place = corpus.place(guideline_id, version_id)
        return shown(visitor, place, done=told(request, visitor.language)) if place else not_found(area, visitor)

    @router.post(_PLACE)
    def accept_them(posted: EditorForm, guideline_id: str, version_id: str) -> Response:
        place = corpus.place(guideline_id, version_id)
        anchors = posted.texts("anchors")
        if place is None or not anchors:
            return not_found(area, posted.visitor)
        try:
            with corpus.unchanged(lambda: guideline_fingerprint(corpus.documents, guideline_id), posted.text("state")):
                accepted = accept(guideline_id, version_id, anchors, corpus.documents)
        except ChangedMeanwhileError:
            now = corpus.place(guideline_id, version_id)
            told_so = staff_wording(posted.visitor.language).say("guidelines", "version_changed")
            return shown(posted.visitor, now, REFUSED, error=told_so) if now else not_found(area, posted.visitor)
        except ChangeRefusedError as error:
            return shown(posted.visitor, place, REFUSED, error=in_swedish(error))
        area.audit.note(
            posted.visitor.name, Deed.QUESTIONS_ACCEPTED, place.version.key,
            passages=", ".join(accepted.anchors), questions=accepted.questions,
        )  # fmt: skip
        return done(area, f"{place.address}/questions", "questions_accepted", count=str(accepted.questions))

    return router
