"""From a question and passages to those that a language model chooses, checked before they count for anything.

The model returns names and labels. A name that it was not given, labels that contradict each other or more than an
answer may hold make the whole choice void: what is left is then what the program finds without it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, StrictBool, StrictStr, ValidationError

from assistant.llm.bounds import Bounds
from assistant.llm.model import Flaw, Trouble, TroubleError
from assistant.llm.prompts import fenced, prompt
from assistant.llm.provider import Model, ModelIdentity
from assistant.question.answer_types import AnswerType
from assistant.question.masking import masked
from assistant.selection import Coverage, Selection
from corpus.model import LocatedPassage

log = logging.getLogger(__name__)
_PROMPT = "select"
_MOST_TURNS = 5
_MOST_CHOSEN, _MOST_OF_ALL, _MOST_TERMS = 5, 15, 5
"""Passages that one answer may rest on, a list counting as one, and each of its items; and its terms."""
_COVERAGE = {"helt": Coverage.WHOLE, "delvis": Coverage.PART, "inte": Coverage.NONE}
_MISSING = {
    "belopp": AnswerType.AMOUNT,
    "dag": AnswerType.DAY,
    "tid": AnswerType.DURATION,
    "kontakt": AnswerType.CONTACT,
    "antal": AnswerType.COUNT,
}


class _Written(BaseModel):
    """What the model is asked to write, as its field names are in the instructions."""

    model_config = ConfigDict(extra="forbid")

    svarar: list[StrictStr]
    villkor: list[StrictStr]
    besvarat: Literal["helt", "delvis", "inte"]
    saknas: list[Literal["belopp", "dag", "tid", "kontakt", "antal"]]
    nej: StrictBool


class Selector:
    """Lets a model choose among passages. What may be chosen, and what comes of it, is decided by code."""

    def __init__(self, identity: ModelIdentity, model: Model, bounds: Bounds) -> None:
        self.name = identity.name
        self.prompt_version = prompt(_PROMPT).version
        self._model, self._bounds = model, bounds

    def selected(
        self, turns: Sequence[str], candidates: Sequence[LocatedPassage], until: float | None = None
    ) -> Selection | None:
        """What the model chooses for the last of the asker's turns; None when there is any trouble.

        `candidates` are passages of versions in force. See `Bounds.within` for `until`.
        """
        if not candidates:
            return None
        named = {f"P{at}": each for at, each in enumerate(candidates, 1)}
        asked = [masked(turn) for turn in turns[-_MOST_TURNS:]]
        data = f"{fenced('samtal', asked)}\n{fenced('passager', [_shown(*each) for each in named.items()])}"
        schema = _schema(list(named))
        written: Mapping[str, Any] = {}
        try:
            pieces = self._bounds.within(
                lambda: self._model.stream(prompt(_PROMPT).text, data, schema, whole=True), until
            )
            for piece in pieces:
                written = piece
            return selection_of(written, named)
        except TroubleError as error:
            log.warning("chosen without the model: %s", error)
            return None


def selection_of(written: Mapping[str, Any], named: Mapping[str, LocatedPassage]) -> Selection:
    """What was written as a choice. Raises TroubleError, saying what is wrong, when it may not be used."""
    try:
        found = _Written.model_validate(written)
    except ValidationError as error:
        raise _void(Flaw.FORM) from error
    answers, terms = dict.fromkeys(found.svarar), dict.fromkeys(found.villkor)
    coverage = _COVERAGE[found.besvarat]
    if not (answers.keys() | terms.keys()) <= named.keys():
        raise _void(Flaw.UNKNOWN_PASSAGE)
    if (coverage is Coverage.NONE) is bool(answers) or (terms and not answers) or answers.keys() & terms.keys():
        raise _void(Flaw.CONTRADICTION)
    if found.nej and coverage is not Coverage.WHOLE:
        raise _void(Flaw.CONTRADICTION)
    chosen = [named[each] for each in answers]
    if _count(chosen) > _MOST_CHOSEN or len(chosen) > _MOST_OF_ALL or len(terms) > _MOST_TERMS:
        raise _void(Flaw.TOO_MUCH)
    return Selection(
        coverage=coverage,
        answers=frozenset(named[each].key for each in answers),
        terms=frozenset(named[each].key for each in terms),
        missing=tuple(dict.fromkeys(_MISSING[each] for each in found.saknas)),
        says_no=found.nej,
    )


def _void(flaw: Flaw) -> TroubleError:
    return TroubleError(Trouble.NOTHING, flaw.value)


def _count(chosen: Iterable[LocatedPassage]) -> int:
    """How many things are chosen; the items of one list are one."""
    return len({(each.version.key, each.passage.block if each.passage.lead_in else each.anchor) for each in chosen})


def _shown(name: str, located: LocatedPassage) -> Mapping[str, str]:
    """A passage as the model gets it."""
    passage = located.passage
    heading = " – ".join((located.version.title, *passage.section[1:]))
    return {"id": name, "rubrik": heading, "inledning": passage.lead_in or "", "text": passage.text}


def _schema(names: list[str]) -> Mapping[str, Any]:
    """The form of the choice, with the only names that there are: servers that keep to a form cannot leave them."""
    known = {"type": "array", "items": {"type": "string", "enum": names}}
    properties = {
        "svarar": known,
        "villkor": known,
        "besvarat": {"type": "string", "enum": list(_COVERAGE)},
        "saknas": {"type": "array", "items": {"type": "string", "enum": list(_MISSING)}},
        "nej": {"type": "boolean"},
    }
    required = list(properties)
    return {"title": "Val", "type": "object", "additionalProperties": False, "required": required,
            "properties": properties}  # fmt: skip
