"""Questions that a language model proposes for passages, for staff to read: they teach and measure nothing yet."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictStr, ValidationError

from assistant.errors import QuestionError
from assistant.llm.bounds import Bounds
from assistant.llm.model import TroubleError
from assistant.llm.prompts import fenced, prompt
from assistant.llm.provider import Model
from assistant.question.cleaning import checked
from corpus.model import Passage

log = logging.getLogger(__name__)
_PROMPT = "draft"
_BESIDE = 3
"""Passages shown before and after the one that is asked about."""
_MOST = 12
_LONGEST = 300
_QUESTIONS = {"type": "array", "items": {"type": "string"}}
_SCHEMA: Mapping[str, Any] = {
    "title": "Fragor",
    "type": "object",
    "additionalProperties": False,
    "required": ["besvaras", "framgar_inte"],
    "properties": {"besvaras": _QUESTIONS, "framgar_inte": _QUESTIONS},
}


class _Written(BaseModel):
    """What the model is asked to write, as its field names are in the instructions."""

    model_config = ConfigDict(extra="forbid")

    besvaras: list[StrictStr]
    framgar_inte: list[StrictStr]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a model proposes for a passage."""

    passage: Passage
    answered: tuple[str, ...]
    """Questions that it says the passage answers."""
    near_misses: tuple[str, ...]
    """Questions on the same matter that it says the text leaves open."""


class Drafter:
    """Lets a model propose questions, passage by passage."""

    def __init__(self, model: Model, bounds: Bounds) -> None:
        self._model, self._bounds = model, bounds

    def proposed(self, passages: Iterable[Passage], within: Sequence[Passage]) -> Iterator[Proposed]:
        """Proposals for some of a version's passages; none for those where there is any trouble."""
        known: set[str] = set()
        for passage in passages:
            try:
                written = self._written(passage, within)
            except TroubleError as error:
                log.warning("nothing was proposed for %s: %s", passage.anchor, error)
                continue
            answered = tuple(_fresh(written.besvaras, known)) if written else ()
            near_misses = tuple(_fresh(written.framgar_inte, known)) if written else ()
            if answered or near_misses:
                yield Proposed(passage, answered, near_misses)

    def _written(self, passage: Passage, within: Sequence[Passage]) -> _Written | None:
        at = list(within).index(passage)
        around = [*within[max(at - _BESIDE, 0) : at], *within[at + 1 : at + 1 + _BESIDE]]
        data = f"{fenced('passage', _shown(passage))}\n{fenced('omgivning', [_shown(each) for each in around])}"
        written: Mapping[str, Any] = {}
        for piece in self._bounds.within(lambda: self._model.stream(prompt(_PROMPT).text, data, _SCHEMA, whole=True)):
            written = piece
        try:
            return _Written.model_validate(written)
        except ValidationError:
            log.warning("what was proposed for %s has another form", passage.anchor)
            return None


def _fresh(questions: Iterable[str], known: set[str]) -> Iterator[str]:
    """Questions that can be asked, each once, also across passages: it would have two right answers."""
    for question in list(questions)[:_MOST]:
        try:
            text = checked(question)
        except QuestionError:
            continue
        folded = re.sub(r"\W+", " ", text.lower()).strip()
        if folded and folded not in known and len(text) <= _LONGEST:
            known.add(folded)
            yield text


def _shown(passage: Passage) -> Mapping[str, str]:
    return {"rubrik": " – ".join(passage.section[1:]), "inledning": passage.lead_in or "", "text": passage.text}
