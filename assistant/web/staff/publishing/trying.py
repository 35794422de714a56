"""`/staff/publishing/try`: a question asked of what is published and of the candidate, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from assistant.decision.explanation import Explanation
from assistant.errors import QuestionError
from assistant.model import QUOTING, Answer, Citation, ClaimKind, Question, Turn
from assistant.presentation.word_difference import marked_paragraphs
from assistant.texts.staff_wording import staff_wording
from assistant.texts.wording import wording
from assistant.web.staff.access import Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.pages import in_swedish, page
from assistant.web.staff.publishing.candidate import OpenCandidate
from corpus.dates import day_or_none
from corpus.timeline import today
from index.errors import SearchIndexError

if TYPE_CHECKING:
    from index.publishing.published_index import PublishedIndex

_UNPROCESSABLE = 422
_MOST_EARLIER = 12
"""Earlier questions of a conversation that are asked, as on the members' page."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A claim of an answer with the words that the other answer lacks marked."""

    is_quote: bool
    lead_in: str
    words: Markup
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AskedSide:
    """What one of the two builds answers."""

    publication: str
    answer: Answer
    explanation: Explanation
    paragraphs: tuple[Paragraph, ...]


def add_trying(router: APIRouter, area: Area, candidate: OpenCandidate) -> None:
    """The route: a question is asked by GET, so that what was asked can be shared as an address. It is not logged."""

    @router.get("/publishing/try")
    def ask(visitor: Reader, question: str = "", earlier: str = "", day: str = "") -> HTMLResponse:
        return asked_page(visitor, question, earlier, day)

    def asked_page(visitor: Visitor, question: str, earlier: str, day: str) -> HTMLResponse:
        texts, error, sides = staff_wording(visitor.language), "", {}
        chosen = day_or_none(day.strip()) if day.strip() else today()
        opened = None
        try:
            opened = candidate.get()
        except SearchIndexError as fault:
            error = in_swedish(fault)
        if chosen is None:
            error = texts.say("publishing", "bad_day", day=day)
        elif question.strip():
            indexes = {"published": area.engine.index.get(), **({"candidate": opened} if opened else {})}
            try:
                sides = sides_of({name: _answered(area, index, question, earlier, chosen)
                                  for name, index in indexes.items()})  # fmt: skip
            except QuestionError as refused:
                error = wording(visitor.language).say("error", refused.reason, **refused.values_for_text)
            except SearchIndexError as fault:
                error = in_swedish(fault)
        return page(
            area, "publishing_try.html", visitor, _UNPROCESSABLE if error else 200,
            active="publishing", here="/publishing/try", error=error, question=question, earlier=earlier,
            day=day or today().isoformat(), sides=sides, has_candidate=opened is not None,
            alike=len({side.answer.claims for side in sides.values()}) == 1,
        )  # fmt: skip


def sides_of(answered: dict[str, tuple[Answer, Explanation]]) -> dict[str, AskedSide]:
    """The answers with the words marked that only one of them has."""
    texts = {name: [claim.text for claim in answer.claims] for name, (answer, _) in answered.items()}
    found = {}
    for name, (answer, explanation) in answered.items():
        others = [texts[other] for other in texts if other != name]
        tag = "ins" if name == "candidate" else "del"
        marked = marked_paragraphs(texts[name], others[0] if others else texts[name], tag)
        citations = {citation.number: citation for citation in answer.citations}
        paragraphs = tuple(
            Paragraph(
                is_quote=claim.kind in QUOTING,
                lead_in=next((citations[n].lead_in or "" for n in claim.cites), "") if claim.kind in QUOTING else "",
                words=words,
                citations=tuple(citations[number] for number in claim.cites) if claim.kind in QUOTING else (),
            )
            for claim, words in zip(answer.claims, marked, strict=True)
            if claim.kind is not ClaimKind.PHRASED
        )
        found[name] = AskedSide(answer.publication, answer, explanation, paragraphs)
    return found


def _answered(area: Area, index: PublishedIndex, question: str, earlier: str, day: date) -> tuple[Answer, Explanation]:
    """The answer of a build as if it were `day`, after earlier questions, one a line, which are asked first."""
    pipeline = area.engine.pipeline_over(index, day)
    history: list[Turn] = []
    for text in list(filter(None, (line.strip() for line in earlier.splitlines())))[-_MOST_EARLIER:]:
        reply = pipeline.answer(Question(text, tuple(history)))
        said = " ".join(claim.text for claim in reply.claims)
        history += [Turn("user", text), Turn("assistant", said)]
    return pipeline.explained(Question(question, tuple(history)))
