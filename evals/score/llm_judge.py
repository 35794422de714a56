"""What a model thinks of what a model phrased: whether it answers the question. Off unless asked for, and marked.

A model that grades its own kind is partial, and a small one grades at random. It is a hint of where to read, no measure
of being right: that is what the suites' passages are for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tqdm import tqdm

from assistant.llm.bounds import Bounds
from assistant.llm.model import TroubleError
from assistant.llm.prompts import fenced, prompt
from assistant.llm.provider import Model
from assistant.question.masking import masked
from corpus.progress import hides_progress
from evals import messages
from evals.model import CaseOutcome

_SCHEMA: Mapping[str, Any] = {
    "title": "Betyg",
    "type": "object",
    "additionalProperties": False,
    "required": ["svarar"],
    "properties": {"svarar": {"type": "boolean"}},
}


def graded(outcomes: Sequence[CaseOutcome], model: Model, bounds: Bounds) -> list[bool | None]:
    """For each phrased answer whether the model finds that it answers; None where it says nothing usable."""
    phrased = [outcome.answer for outcome in outcomes if is_phrased(outcome.answer)]
    return [_grade(answer, model, bounds) for answer in tqdm(phrased, desc=messages.GRADING, disable=hides_progress())]


def _grade(answer: Mapping[str, Any], model: Model, bounds: Bounds) -> bool | None:
    data = f"{fenced('fraga', masked(answer['standalone_question']))}\n{fenced('svar', answer['answer'])}"
    found: Any = None
    try:
        for written in bounds.within(lambda: model.stream(prompt("grade").text, data, _SCHEMA)):
            found = written.get("svarar")
    except TroubleError:
        return None
    return found if isinstance(found, bool) else None


def is_phrased(answer: Mapping[str, Any]) -> bool:
    """Whether the model's sentences are in the answer."""
    return bool(answer.get("answered_by", "extractive") != "extractive")
