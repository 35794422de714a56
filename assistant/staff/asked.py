"""What members asked in vain: questions that the guidelines leave open, and answers that did not help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import select

from assistant.model import Language
from assistant.question.masking import masked
from assistant.staff.marks import Mark, Marked, question_key
from corpus.database.engine import Database
from corpus.database.tables import feedback, unanswered
from corpus.model import Status
from index.embedding.alike import alike
from index.model import Vectors

MOST_READ = 3000
"""Newest records of each kind that are looked at."""
MOST_GROUPED = 800
"""Questions, those that were asked last, that are grouped by meaning; comparing takes the square of it."""


class Kind(StrEnum):
    """Why a question is among them."""

    UNANSWERED = "unanswered"
    PARTIAL = "partial"
    UNHELPFUL = "unhelpful"


@dataclass(frozen=True, slots=True)
class Record:
    """One time that a question was asked in vain."""

    day: date
    kinds: tuple[Kind, ...]
    """Both that it was left open and that the answer did not help, where that is the same time."""
    question: str
    language: Language
    publication: str = ""
    """Unknown of answers that did not help, where the guidelines did not leave the question open."""
    as_of: date | None = None
    answer: str = ""
    """As the visitor saw it; kept of answers that did not help."""
    reason: str = ""
    comment: str = ""


@dataclass(frozen=True)
class AskedQuestion:
    """A question and every time that it was asked in vain, newest first."""

    key: str
    records: tuple[Record, ...]
    marked: Marked | None = None

    @property
    def question(self) -> str:
        """As it was asked last."""
        return self.records[0].question

    @property
    def language(self) -> Language:
        """In which it was asked last."""
        return self.records[0].language

    @property
    def mark(self) -> Mark:
        """The latest."""
        return self.marked.mark if self.marked else Mark.OPEN

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Each once."""
        found = {kind for record in self.records for kind in record.kinds}
        return tuple(kind for kind in Kind if kind in found)

    @property
    def last(self) -> date:
        """The day on which it was asked last."""
        return self.records[0].day


@dataclass(frozen=True)
class Matter:
    """Questions of one meaning, the most typical one first."""

    questions: tuple[AskedQuestion, ...]

    @property
    def times(self) -> int:
        """How often they were asked."""
        return sum(len(each.records) for each in self.questions)

    @cached_property
    def by_month(self) -> Mapping[str, int]:
        """How often in each month (ÅÅÅÅ-MM)."""
        return Counter(record.day.strftime("%Y-%m") for each in self.questions for record in each.records)

    @property
    def key(self) -> str:
        """Of the most typical question."""
        return self.questions[0].key


def asked_questions(database: Database, marks: Mapping[str, Marked], since: date | None = None) -> list[AskedQuestion]:
    """Those that are kept, the one that was asked last first. Raises DatabaseError."""
    once = each_once(_unanswered(database, since), _unhelpful(database, since))
    records = sorted(once, key=lambda record: record.day, reverse=True)
    together: dict[str, list[Record]] = {}
    for record in records:
        together.setdefault(_key(record), []).append(record)
    return [AskedQuestion(key, tuple(found), marks.get(key)) for key, found in together.items()]


def each_once(left_open: Sequence[Record], unhelpful: Sequence[Record]) -> list[Record]:
    """Whoever gets no answer and then says that it did not help has asked once.

    Nothing that is kept tells who asked, and nothing may: a record of one kind and one of the other are taken for the
    same time when question, language and day are the same. So a day's count is the larger one of the two, which is the
    least that it can have been: two people may have asked, and a question asked just before midnight may count twice.
    A follow-up is kept as it reads by itself where it was left open, and as it was written where it did not help:
    these cannot be told to be one.
    """
    waiting: dict[tuple[str, Language, date], list[Record]] = {}
    for record in unhelpful:
        waiting.setdefault((_key(record), record.language, record.day), []).append(record)
    found = []
    for record in left_open:
        said = waiting.get((_key(record), record.language, record.day))
        if said:
            no = said.pop(0)
            kinds = (*record.kinds, *no.kinds)
            found.append(replace(record, kinds=kinds, answer=no.answer, reason=no.reason, comment=no.comment))
        else:
            found.append(record)
    return [*found, *(record for said in waiting.values() for record in said)]


def matters_of(questions: Sequence[AskedQuestion], embed: Callable[[Sequence[str]], Vectors]) -> list[Matter]:
    """The questions by meaning, what was asked most first; those beyond `MOST_GROUPED` stay away."""
    some = questions[:MOST_GROUPED]
    if not some:
        return []
    groups = alike(embed([each.question for each in some]))
    return sorted((Matter(tuple(some[row] for row in rows)) for rows in groups), key=lambda matter: -matter.times)


def months_until(last: date, count: int) -> list[str]:
    """The names of so many months in a row, the last one being that of a day."""
    ordinal = last.year * 12 + last.month - 1
    return [f"{each // 12}-{each % 12 + 1:02}" for each in range(ordinal - count + 1, ordinal + 1)]


def months_with(matters: Sequence[Matter], months: Sequence[str], fewest: int = 3) -> list[str]:
    """The months from the first in which something was asked, so many at least."""
    asked = next((place for place, month in enumerate(months) if any(m.by_month.get(month) for m in matters)), 0)
    return list(months[min(asked, max(0, len(months) - fewest)) :])


def _key(record: Record) -> str:
    """Of its question, with what identifies people masked: so it is kept where it was left open."""
    return question_key(masked(record.question))


def _unanswered(database: Database, since: date | None) -> list[Record]:
    kinds = {Status.NOT_IN_GUIDELINES.value: Kind.UNANSWERED, Status.PARTIAL.value: Kind.PARTIAL}
    return [
        Record(row["day"], (kind,), row["question"], row["language"], row["publication"], row["as_of"])
        for row in _rows(database, unanswered, since)
        if (kind := kinds.get(row["status"])) is not None
    ]


def _unhelpful(database: Database, since: date | None) -> list[Record]:
    """Answers of which the last that was said is that they did not help."""
    found, said = [], set()
    for row in _rows(database, feedback, since):
        if row["answer_id"] in said:
            continue
        if row["answer_id"]:
            said.add(row["answer_id"])
        if not row["helpful"]:
            told = {"answer": row["answer"], "reason": row["reason"] or "", "comment": row["comment"]}
            found.append(Record(row["day"], (Kind.UNHELPFUL,), row["question"], row["language"], **told))
    return found


def _rows(database: Database, table: Any, since: date | None) -> Sequence[Mapping[str, Any]]:
    """The newest first."""
    if not database.exists:
        return []
    wanted = select(table).order_by(table.c.id.desc()).limit(MOST_READ)
    if since is not None:
        wanted = wanted.where(table.c.day >= since)
    with database.reading() as connection:
        return [dict(row) for row in connection.execute(wanted).mappings().all()]
