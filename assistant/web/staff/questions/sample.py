"""`/staff/questions/sample`: making a sample question, which teaches the assistant what people mean.

The right answer is chosen by pointing at passages of the version in force, or at what the guideline does not say. It is
written into the corpus' own files, checked first, and counts from the next build that is published.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import Editor, EditorForm, Posted, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.pages import done, in_swedish, page, told
from corpus.errors import CorpusError
from corpus.importing.change.sample_text import NewGap, Sample
from corpus.importing.change.sampling import add_sample, bank_fingerprint, question_files
from corpus.importing.change.staging import current
from corpus.importing.change.writing import sole_writer
from corpus.model import FEWEST_OPEN, FEWEST_OPEN_FOR_VERDICTS, SHARE_OPEN, Guideline, Version
from corpus.timeline import today, version_in_force

KINDS = ("offtopic", "smalltalk", "attack")
_LONGEST, _UNPROCESSABLE = 1000, 422


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form holds."""

    question: str = ""
    guideline: str = ""
    version: str = ""
    seen: str = ""
    passages: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    kind: str = ""
    gap_id: str = ""
    missing_sv: str = ""
    missing_en: str = ""
    say_sv: str = ""
    say_en: str = ""
    file: str = ""
    new_file: str = ""

    @property
    def new_gap(self) -> NewGap | None:
        """The gap that is described, None where nothing of one is."""
        words = (self.gap_id, self.missing_sv, self.missing_en, self.say_sv, self.say_en)
        if not any(words):
            return None
        return NewGap(
            self.gap_id,
            {"sv": self.missing_sv, "en": self.missing_en},
            {"sv": self.say_sv, "en": self.say_en},
        )

    @property
    def sample(self) -> Sample:
        """The question with its right answer."""
        gaps = (*self.gaps, *([self.gap_id] if self.gap_id else []))
        return Sample(self.question, self.passages, gaps, self.kind)


def sample_router(area: Area) -> APIRouter:
    """The routes."""
    router = APIRouter()

    @router.get("/sample")
    def form(
        request: Request,
        visitor: Editor,
        question: Annotated[str, Query(max_length=4000)] = "",
        guideline: Annotated[str, Query(max_length=100)] = "",
        version: Annotated[str, Query(max_length=100)] = "",
    ) -> HTMLResponse:
        filled = Filled(question=" ".join(question.split())[:_LONGEST], guideline=guideline, version=version)
        return _form(area, visitor, filled, told=told(request, visitor.language))

    @router.post("/sample")
    def add(posted: EditorForm) -> Response:
        filled, documents = _filled(posted), area.settings.corpus_dir
        try:
            with sole_writer(documents):
                added = add_sample(
                    filled.guideline,
                    filled.version,
                    filled.sample,
                    documents,
                    file=filled.new_file or filled.file,
                    new_gap=filled.new_gap,
                    seen=filled.seen,
                )
        except CorpusError as error:
            return _form(area, posted.visitor, filled, in_swedish(error), _UNPROCESSABLE)
        target = f"{filled.guideline}/{added.file.name}"
        answer = ", ".join((*filled.sample.passages, *filled.sample.gaps)) or filled.kind
        area.audit.note(posted.visitor.name, Deed.SAMPLE_ADDED, target, answer=answer)
        return done(area, "/questions/sample", "sample_added", file=added.file.name, guideline=filled.guideline)

    return router


def _form(
    area: Area, visitor: Visitor, filled: Filled, error: str = "", status: int = 200, told: str = ""
) -> HTMLResponse:
    """The form with what is filled in, over the corpus as it is now."""
    documents = area.settings.corpus_dir
    try:
        guidelines = [each for each in current(documents).catalogue.guidelines if _choices(each)]
    except CorpusError as broken:
        guidelines, error, status = [], error or in_swedish(broken), _UNPROCESSABLE
    guideline = next((each for each in guidelines if each.guideline_id == filled.guideline), None)
    guideline = guideline or next(iter(guidelines), None)
    versions = _choices(guideline) if guideline else []
    version = next((each for each in versions if each.version_id == filled.version), versions[0] if versions else None)
    bank = guideline.bank if guideline else None
    needed = 0
    if bank is not None:
        asked = sum(group.size for group in bank.groups if group.status is None)
        needed = round(max(FEWEST_OPEN, SHARE_OPEN * asked))
    if guideline is not None and version is not None:
        seen = bank_fingerprint(documents, guideline.guideline_id)
        filled = replace(filled, guideline=guideline.guideline_id, version=version.version_id, seen=seen)
    words = staff_wording(visitor.language)
    return page(
        area,
        "questions/sample.html",
        visitor,
        status,
        active="questions",
        here="/questions/sample",
        error=error,
        done=told,
        filled=filled,
        guidelines=guidelines,
        guideline=guideline,
        version=version,
        versions=versions,
        bank=bank,
        files=question_files(documents, guideline.guideline_id) if guideline else [],
        kinds=KINDS,
        longest=_LONGEST,
        fewest=needed or FEWEST_OPEN,
        fewest_for_verdicts=FEWEST_OPEN_FOR_VERDICTS,
        state=words.say("questions", _state(guideline)),
    )


def _choices(guideline: Guideline) -> list[Version]:
    """The versions to point at: the one in force and those to come, else the last one whose text is there."""
    day, in_force = today(), version_in_force(guideline, today())
    coming = [version for version in guideline.versions if version.starts is not None and version.starts > day]
    found = [version for version in (in_force, *coming) if version is not None and version.has_text]
    return found or [version for version in reversed(guideline.versions) if version.has_text][:1]


def _state(guideline: Guideline | None) -> str:
    bank = guideline.bank if guideline else None
    if bank is None or not bank.is_thorough:
        return "samples_too_few"
    return "samples_with_verdicts" if bank.gives_verdicts else "samples_without_verdicts"


def _filled(posted: Posted) -> Filled:
    one = {name: " ".join(posted.text(name).split()) for name in Filled.__slots__ if name not in ("passages", "gaps")}
    one["question"] = one["question"][:_LONGEST]
    one["kind"] = one["kind"] if one["kind"] in KINDS else ""
    one["new_file"] = one["new_file"] and f"{one['new_file'].removesuffix('.yaml')}.yaml"
    return Filled(**one, passages=tuple(posted.texts("passages")), gaps=tuple(posted.texts("gaps")))
