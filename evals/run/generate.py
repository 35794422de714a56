"""Asking the assistant every case, in this process or over HTTP. Judging comes later and can be repeated."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx
from tqdm import tqdm

from assistant.errors import QuestionError
from assistant.model import Question, Turn
from assistant.presentation.ask_response import AskResponse
from assistant.presentation.links import Links
from assistant.texts.wording import wording
from corpus.model import Status
from corpus.progress import hides_progress
from corpus.timeline import today
from evals import messages
from evals.errors import UnreachableError
from evals.model import Case, CaseOutcome

if TYPE_CHECKING:
    from assistant.pipeline import Pipeline

Ask: TypeAlias = Callable[[Question], Mapping[str, Any]]
AskFor: TypeAlias = Callable[[Case], Ask]
"""Whom to ask a case: cases about versions in time ask a corpus of their own, on a day of their own."""
_AT_ONCE = 2
_REJECTIONS = (httpx.codes.UNPROCESSABLE_ENTITY, httpx.codes.REQUEST_ENTITY_TOO_LARGE)


def in_process(pipeline: Pipeline) -> Ask:
    """Ask a pipeline directly."""

    def ask(question: Question) -> Mapping[str, Any]:
        try:
            return AskResponse.of(pipeline.answer(question), Links()).model_dump(mode="json")
        except QuestionError as error:
            return _rejected(wording("sv").say("error", error.reason, **error.values_for_text), question)

    return ask


def over_http(client: httpx.Client) -> Ask:
    """Ask a running server. The asking function raises UnreachableError when it does not answer."""

    def ask(question: Question) -> Mapping[str, Any]:
        body: dict[str, Any] = {
            "question": question.text,
            "history": [{"role": turn.role, "content": turn.content} for turn in question.history],
        }
        if question.as_of:
            body["as_of"] = question.as_of.isoformat()
        try:
            response = client.post("/api/ask", json=body)
            if response.status_code in _REJECTIONS:
                return _rejected(response.json()["detail"], question)
            response.raise_for_status()
        except httpx.HTTPError as error:
            raise UnreachableError(messages.UNREACHABLE.format(url=client.base_url, reason=error)) from error
        found: Mapping[str, Any] = response.json()
        return found

    return ask


def _rejected(detail: str, question: Question) -> Mapping[str, Any]:
    """A question that was turned away as it stands (no words in it, too long) counts as refused."""
    return {
        "status": Status.REFUSED.value,
        "verdict": None,
        "answer": detail,
        "citations": [],
        "language": "sv",
        "as_of": (question.as_of or today()).isoformat(),
    }


def generate(cases: Sequence[Case], ask_for: AskFor, label: str = messages.ASKING) -> list[CaseOutcome]:
    """Play every case and keep the answer to its last turn, in the order of the cases. `label` names the progress."""
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        played = pool.map(lambda case: _play(case, ask_for(case)), cases)
        return list(tqdm(played, total=len(cases), desc=label, disable=hides_progress()))


def _play(case: Case, ask: Ask) -> CaseOutcome:
    """The whole conversation, so that a follow-up meets what the assistant really said."""
    day = case.as_of
    history: list[Turn] = []
    for text in case.turns[:-1]:
        reply = ask(Question(text, tuple(history), day))
        history += [Turn("user", text), Turn("assistant", str(reply["answer"]))]
    began = time.perf_counter()
    answer = ask(Question(case.turns[-1], tuple(history), day))
    return CaseOutcome(case.case_id, answer, (time.perf_counter() - began) * 1000)
