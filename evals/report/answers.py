"""Cases and answers as the staff's pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.web.staff.bench.answers import GivenAnswer, GivenQuote, JudgedQuestion, QuotedPassage
from corpus.model import Catalogue
from evals.model import Case
from evals.score.exclusion import in_force
from index.model import qualified


def judged_question(case: Case, catalogue: Catalogue, day: date) -> JudgedQuestion:
    """A case with the words of the passages it expects, as they stand on the day, or else in the last version."""
    texts = _texts(catalogue, case.as_of or day)
    expected = tuple(
        tuple(texts.get(name, QuotedPassage(name, "", "")) for name in sorted(group)) for group in case.evidence
    )
    return JudgedQuestion(
        case_id=case.case_id,
        suite=case.suite,
        guideline=case.guideline,
        kind=case.kind.value,
        turns=case.turns,
        statuses=tuple(sorted(status.value for status in case.status)),
        verdict=case.verdict or "",
        expected=expected,
    )


def given_answer(answer: Mapping[str, Any]) -> GivenAnswer:
    """What came back, from the JSON of the HTTP contract."""
    return GivenAnswer(
        status=str(answer["status"]),
        verdict=str(answer["verdict"] or ""),
        text=str(answer["answer"]),
        quotes=tuple(
            GivenQuote(
                role=str(citation["role"]),
                name=qualified(citation["guideline_id"], citation["passage"]),
                lead_in=str(citation.get("lead_in") or ""),
                text=str(citation["quote"]),
                version=str(citation["version"]),
            )
            for citation in answer["citations"]
        ),
    )


def _texts(catalogue: Catalogue, day: date) -> dict[str, QuotedPassage]:
    found = {}
    for version in (*catalogue.versions, *in_force(catalogue, day)):  # the last one counts
        for passage in version.passages:
            name = qualified(version.guideline_id, passage.anchor)
            found[name] = QuotedPassage(name, passage.lead_in or "", passage.text)
    return found
