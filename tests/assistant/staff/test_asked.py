"""Questions that were asked in vain, brought together; what is to be done about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from assistant.feedback import Feedback, FeedbackStore
from assistant.staff.asked import Kind, Matter, asked_questions, matters_of, months_until, months_with
from assistant.staff.marks import Mark, Marks, question_key
from assistant.unanswered import Unanswered, UnansweredStore
from corpus.database.engine import Database
from corpus.model import Status
from corpus.timeline import today
from index.model import Vectors


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database("", tmp_path)


def ask(database: Database, question: str, days_ago: int = 0, status: Status = Status.NOT_IN_GUIDELINES) -> None:
    store = UnansweredStore(database, 365, clock=lambda: today() - timedelta(days=days_ago))
    assert store.insert(Unanswered(question=question, status=status, publication="p", as_of=today(), language="sv"))


def test_a_question_is_the_same_whatever_its_case_and_punctuation() -> None:
    keys = {question_key(text) for text in ("Vem  betalar?", "vem betalar", "VEM – BETALAR!", "vem betalar?")}
    assert len(keys) == 1
    assert question_key("Vem får betalt?") not in keys
    assert question_key("?") != question_key("!")
    assert question_key("A\u030asa") == question_key("åsa")


def test_nothing_is_asked_and_no_file_is_made(database: Database) -> None:
    assert asked_questions(database, {}) == []
    assert not database.exists


def test_each_question_comes_once_with_every_time_and_its_latest_mark(database: Database) -> None:
    ask(database, "Vem betalar?", 40)
    ask(database, "vem betalar", 1, Status.PARTIAL)
    ask(database, "Var?", 2)
    FeedbackStore(database, 365).add(Feedback(helpful=False, question="Vem betalar?", answer="Ingen."))
    marks = Marks(database)
    marks.put(question_key("Vem betalar?"), Mark.WRONG, "", "Kim")
    marks.put(question_key("Vem betalar?"), Mark.DONE, "klart", "Robin")
    first, second = asked_questions(database, marks.latest())
    assert (first.question, second.question) == ("Vem betalar?", "Var?")
    assert [record.kinds for record in first.records] == [(Kind.UNHELPFUL,), (Kind.PARTIAL,), (Kind.UNANSWERED,)]
    assert first.kinds == (Kind.UNANSWERED, Kind.PARTIAL, Kind.UNHELPFUL)
    assert first.marked is not None
    assert (first.mark, first.marked.by, first.marked.note) == (Mark.DONE, "Robin", "klart")
    assert second.mark is Mark.OPEN
    assert [each.by for each in marks.of(first.key)] == ["Robin", "Kim"]
    (recent, _) = asked_questions(database, {}, since=today() - timedelta(days=10))
    assert len(recent.records) == 2


def test_what_is_said_of_an_answer_last_counts(database: Database) -> None:
    store = FeedbackStore(database, 365)
    for helpful in (False, True):
        store.add(Feedback(id="a", helpful=helpful, question="Vem?", answer="Kim."))
    assert asked_questions(database, {}) == []
    store.add(Feedback(id="a", helpful=False, reason="wrong", question="Vem?", answer="Kim."))
    (found,) = asked_questions(database, {})
    assert [record.reason for record in found.records] == ["wrong"]


def test_who_gets_no_answer_and_says_so_has_asked_once(database: Database) -> None:
    store = FeedbackStore(database, 365)
    ask(database, "Vem betalar? Ring 070-123 45 67.")
    store.add(Feedback(helpful=False, reason="wrong", question="vem betalar? ring 0701234567", answer="Framgår inte."))
    (asked,) = asked_questions(database, {})
    (time,) = asked.records
    assert time.kinds == (Kind.UNANSWERED, Kind.UNHELPFUL)
    assert (time.publication, time.reason, time.answer) == ("p", "wrong", "Framgår inte.")
    assert Matter((asked,)).times == 1
    for _ in range(2):  # another two say no, of whom one was given the answer that the first one got
        store.add(Feedback(helpful=False, question="Vem betalar? Ring 070-123 45 67.", answer="Framgår inte."))
    ask(database, "Vem betalar? Ring 070-123 45 67.")
    ask(database, "Vem betalar? Ring 070-123 45 67.", 1)
    (asked,) = asked_questions(database, {})
    kinds = [record.kinds for record in asked.records]
    both = (Kind.UNANSWERED, Kind.UNHELPFUL)
    assert kinds == [both, both, (Kind.UNHELPFUL,), (Kind.UNANSWERED,)]


def test_an_answer_in_another_language_or_on_another_day_is_another_time(database: Database) -> None:
    ask(database, "Vem betalar?", 1)
    FeedbackStore(database, 365).add(Feedback(helpful=False, question="Vem betalar?", answer="Ingen."))
    FeedbackStore(database, 365).add(Feedback(helpful=False, question="Var?", answer="No.", language="en"))
    ask(database, "Var?")
    assert [len(asked.records) for asked in asked_questions(database, {})] == [2, 2]


def test_matters_are_ordered_by_how_often_they_came_up(database: Database) -> None:
    for question, times in (("Pengar?", 1), ("Mer pengar?", 1), ("Hund?", 3)):
        for _ in range(times):
            ask(database, question)

    def embed(texts: Sequence[str]) -> Vectors:
        return np.stack([np.eye(2, dtype=np.float32)[("Hund" in text and 1) or 0] for text in texts])

    dogs, money = matters_of(asked_questions(database, {}), embed)
    assert (dogs.times, money.times) == (3, 2)
    assert {each.question for each in money.questions} == {"Pengar?", "Mer pengar?"}
    assert dogs.by_month == {today().strftime("%Y-%m"): 3}
    assert matters_of([], embed) == []


def test_months_go_over_the_year_and_begin_where_something_was_asked(database: Database) -> None:
    assert months_until(date(2026, 2, 28), 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    ask(database, "Var?")
    months = months_until(today(), 12)
    matter = Matter(tuple(asked_questions(database, {})))
    assert months_with([matter], months) == months[-3:]
    assert months_with([], months) == months
