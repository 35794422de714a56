"""What a good official would say to a greeting, a summary, a bare "why?" and a question that nobody can answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.model import Answer, ClaimKind, Question, Turn
from assistant.pipeline import Pipeline
from assistant.texts.wording import wording
from corpus.model import Status
from index.model import ReadingModel
from index.publishing.published_index import PublishedIndex

SUPPORTED = "Kan vi få en handledare finansierad?"
Asked = Callable[..., Answer]


@pytest.fixture(scope="module")
def asked(published: PublishedIndex, cached_model: ReadingModel) -> Asked:
    """asked("…", earlier …): the answer to a turn of a conversation."""
    pipeline = Pipeline(published, cached_model, lambda: date(2026, 11, 26), contact="info@exempel.example")

    def asked(text: str, *earlier: str) -> Answer:
        return pipeline.answer(Question(text, tuple(Turn("user", each) for each in earlier)))

    return asked


def said(answer: Answer, kind: ClaimKind) -> list[str]:
    return [claim.text for claim in answer.claims if claim.kind is kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Tack för hjälpen!", "talk_thanks"), ("Hej!", "talk_greeting"), ("Ja", "talk_thanks"), ("x", "talk_scrap")],
)
def test_small_talk_is_answered_as_such(asked: Asked, text: str, name: str) -> None:
    answer = asked(text, SUPPORTED)
    assert (answer.status, answer.citations) == (Status.SMALLTALK, ())
    assert said(answer, ClaimKind.LEAD) == [wording("sv").say("abstention", name)]


@pytest.mark.parametrize("text", ["Varför?", "Fler?"])
def test_a_turn_without_a_matter_asks_on_and_gets_no_verdict(asked: Asked, text: str) -> None:
    first, then = asked(SUPPORTED), asked(text, SUPPORTED)
    assert first.verdict is not None
    assert (then.standalone_question, then.verdict) == (f"{SUPPORTED} {text}", None)


def test_after_thanks_the_conversation_goes_on(asked: Asked) -> None:
    answer = asked("Och hur länge då?", SUPPORTED, "Tack!")
    assert answer.standalone_question == f"{SUPPORTED} Och hur länge då?"
    assert answer.status.is_about_guidelines


def test_a_summary_gives_the_headings_each_with_its_first_passage(asked: Asked, published: PublishedIndex) -> None:
    answer = asked("Kan du sammanfatta riktlinjerna?")
    assert (answer.status, answer.verdict) == (Status.ANSWERED, None)
    headings = said(answer, ClaimKind.NOTE)
    (version,) = (each for each in published.catalogue.versions if each.confirmed_in_force)
    sections = {passage.section[-1] for passage in version.passages if len(passage.section) > 1}
    assert sections <= set(headings)
    assert len(answer.citations) == len(headings)


def test_where_nothing_answers_somebody_is_named_whom_to_ask(asked: Asked) -> None:
    answer = asked("Hur mycket pengar kan vi få?")
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert said(answer, ClaimKind.NOTE)[-1] == wording("sv").contact("info@exempel.example")
    assert wording("sv").contact("info@exempel.example") not in said(asked(SUPPORTED), ClaimKind.NOTE)
