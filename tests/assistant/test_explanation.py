"""What staff are told of how an answer came about, over the bundled guideline with a part of its sample questions."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.decision.explanation import DecidedBy
from assistant.model import Question, Turn
from assistant.pipeline import Pipeline
from index.embedding.cached_model import CachedModel
from index.publishing.published_index import PublishedIndex

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Hej!", DecidedBy.SMALL_TALK),
        ("Vad har ändrats sedan 2013?", DecidedBy.COMPARISON),
        ("Vad gällde 1950?", DecidedBy.NO_VERSION),
        ("Vem upphandlar?", DecidedBy.SAMPLES),
    ],
)
def test_the_step_that_decided_is_told(pipeline: Pipeline, text: str, by: DecidedBy) -> None:
    answer, explanation = pipeline.explained(Question(text))
    assert explanation.parts[0].by is by
    assert answer == pipeline.answer(Question(text))


def test_how_sure_it_was_and_which_passages_were_near(pipeline: Pipeline) -> None:
    answer, explanation = pipeline.explained(Question("Vem upphandlar?"))
    (part,) = explanation.parts
    chances = [chance for _, chance in part.probabilities]
    assert chances == sorted(chances, reverse=True) and sum(chances) == pytest.approx(1.0, abs=0.01)
    assert part.probabilities[0][0] is answer.status
    assert part.passages[0].passage.anchor in {citation.anchor for citation in answer.citations}
    assert len(part.passages) <= 5


def test_without_sample_questions_the_reader_decides(published: PublishedIndex, cached_model: CachedModel) -> None:
    pipeline = Pipeline(published, cached_model, lambda: TODAY, with_bank=False)
    answer, explanation = pipeline.explained(Question("Vem upphandlar?"))
    (part,) = explanation.parts
    assert part.by is DecidedBy.READER and part.probabilities and part.passages
    assert answer == pipeline.answer(Question("Vem upphandlar?"))


def test_a_follow_up_is_told_as_it_was_understood(pipeline: Pipeline) -> None:
    history = (Turn("user", "Kan vi få pengar till en handledare?"), Turn("assistant", "…"))
    answer, explanation = pipeline.explained(Question("Varför?", history))
    assert explanation.standalone == answer.standalone_question != "Varför?"
    assert "handledare" in explanation.standalone
