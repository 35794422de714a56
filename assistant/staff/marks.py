"""What staff think of a question that was asked: the latest mark counts, the earlier ones are kept."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, insert, select

from corpus.database.engine import Database
from corpus.database.tables import question_marks

_MOST = 20_000
LONGEST_NOTE = 1000


class Mark(StrEnum):
    """What is to be done about a question."""

    OPEN = "open"
    """Nothing is decided, also once again."""
    WRONG = "wrong"
    """The answer was wrong: the guideline does say."""
    MISSING = "missing"
    """The guideline should say."""
    UNCLEAR = "unclear"
    """What was asked cannot be told."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark, who set it and when."""

    mark: Mark
    note: str
    by: str
    at: datetime


class Marks:
    """All marks in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, key: str, mark: Mark, note: str, by: str) -> None:
        """Mark a question. Raises DatabaseError."""
        row = {"question_key": key, "mark": mark.value, "note": note[:LONGEST_NOTE], "by": by, "at": datetime.now(UTC)}
        with self._database.writing() as connection:
            connection.execute(insert(question_marks).values(row))

    def latest(self) -> Mapping[str, Marked]:
        """The mark of each question by its key; of the newest 20,000 questions that have one."""
        columns = question_marks.c
        newest = select(func.max(columns.id).label("id")).group_by(columns.question_key)
        newest = newest.order_by(func.max(columns.id).desc()).limit(_MOST)
        wanted = select(question_marks).where(columns.id.in_(select(newest.subquery().c.id)))
        with self._database.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return {row["question_key"]: _marked(row) for row in rows}

    def of(self, key: str, count: int = 50) -> list[Marked]:
        """The marks of one question, newest first."""
        columns = question_marks.c
        wanted = select(question_marks).where(columns.question_key == key).order_by(columns.id.desc()).limit(count)
        with self._database.reading() as connection:
            return [_marked(row) for row in connection.execute(wanted).mappings().all()]


def question_key(question: str) -> str:
    """A name for a question that stays, whatever its case, punctuation and space; nobody can read it from there."""
    folded = re.sub(r"\W+", " ", unicodedata.normalize("NFC", question).casefold()).strip()
    return hashlib.sha256((folded or question.strip()).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _marked(row: Mapping[Any, Any]) -> Marked:
    mark = Mark(row["mark"]) if row["mark"] in set(Mark) else Mark.OPEN
    return Marked(mark, row["note"], row["by"], row["at"])
