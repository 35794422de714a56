"""Which of the questions are shown: by kind, mark, guideline and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode

import numpy as np
from fastapi import Depends, Query

from assistant.errors import NotReadyError
from assistant.staff.asked import AskedQuestion, Kind, Matter, asked_questions, matters_of, months_until
from assistant.staff.marks import Mark, Marks, question_key
from assistant.web.staff.area import Area
from corpus.model import Catalogue, Guideline
from corpus.timeline import today, version_in_force
from index.model import Vectors

MONTHS = (1, 3, 6, 12)
_MOST_REMEMBERED = 5000


@dataclass(frozen=True, slots=True)
class Selection:
    """What somebody wants to see; as it stands in the page's address."""

    kind: Kind | None = None
    mark: Mark | Literal["todo", "all"] = "todo"
    """`todo`: all that is not done."""
    guideline: str = ""
    months: int = 12

    @property
    def query(self) -> str:
        """The same as a query."""
        return urlencode(
            {"kind": self.kind or "", "mark": self.mark, "guideline": self.guideline, "months": self.months}
        )

    @property
    def shown_months(self) -> list[str]:
        """The months that are looked at, the present one last."""
        return months_until(today(), self.months)

    @property
    def since(self) -> date:
        """The first day that is looked at."""
        return date.fromisoformat(f"{self.shown_months[0]}-01")

    def has(self, question: AskedQuestion) -> bool:
        """Whether a question is among what is wanted, whatever its guideline."""
        wanted = question.mark is not Mark.DONE if self.mark == "todo" else self.mark in ("all", question.mark)
        return wanted and (self.kind is None or self.kind in question.kinds)


def selection(
    kind: Annotated[str, Query()] = "",
    mark: Annotated[str, Query()] = "todo",
    guideline: Annotated[str, Query(max_length=100)] = "",
    months: Annotated[str, Query()] = "12",
) -> Selection:
    """As a FastAPI dependency: what an address asks for; what it says wrongly counts as not said."""
    marks: dict[str, Mark | Literal["todo", "all"]] = {**{each.value: each for each in Mark}, "all": "all"}
    count = int(months) if months in map(str, MONTHS) else MONTHS[-1]
    return Selection(Kind(kind) if kind in set(Kind) else None, marks.get(mark, "todo"), guideline, count)


Selected = Annotated[Selection, Depends(selection)]


class QuestionReader:
    """Reads the questions, and groups them with the model that the service has loaded. It remembers their vectors."""

    def __init__(self, area: Area) -> None:
        self._area, self.marks = area, Marks(area.database)
        self._vectors: dict[tuple[str, str], Vectors] = {}
        self._nearest: dict[tuple[str, str], str] = {}

    def questions(self, wanted: Selection) -> list[AskedQuestion]:
        """The question that was asked last first. Raises DatabaseError, or NotReadyError for those of a guideline."""
        found = asked_questions(self._area.database, self.marks.latest(), wanted.since)
        chosen = [question for question in found if wanted.has(question)]
        if wanted.guideline and len(self.guidelines) > 1:
            chosen = [question for question in chosen if self._guideline_of(question) == wanted.guideline]
        return chosen

    def matters(self, questions: Sequence[AskedQuestion]) -> list[Matter]:
        """The same by meaning; each for itself while the model is loading."""
        try:
            return matters_of(questions, self.embed)
        except NotReadyError:
            return [Matter((question,)) for question in questions]

    def one(self, key: str) -> AskedQuestion | None:
        """The question with this key; None for one that is not kept, or not any more."""
        found = asked_questions(self._area.database, self.marks.latest())
        return next((question for question in found if question.key == key), None)

    @property
    def guidelines(self) -> tuple[Guideline, ...]:
        """All that are published; none while the service is starting."""
        try:
            return self._catalogue.guidelines
        except NotReadyError:
            return ()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, each computed once. Raises NotReadyError."""
        model = self._area.engine.model
        keys = [(model.identity, text) for text in texts]
        if new := list(dict.fromkeys(key for key in keys if key not in self._vectors)):
            self._vectors.update(zip(new, model.embed_queries([text for _, text in new]), strict=True))
        vectors = np.stack([self._vectors[key] for key in keys])
        for key in list(self._vectors)[:-_MOST_REMEMBERED]:
            del self._vectors[key]
        return vectors

    @property
    def _catalogue(self) -> Catalogue:
        return self._area.engine.index.get().catalogue

    def _guideline_of(self, question: AskedQuestion) -> str:
        """The guideline in force whose text lies nearest to a question."""
        index = self._area.engine.index.get()
        key = (index.manifest.publication, question_key(question.question))
        if key not in self._nearest:
            in_force = (version_in_force(each, today()) for each in index.catalogue.guidelines)
            keys = [version.key for version in in_force if version is not None and version.has_text]
            hits = index.search(question.question, self._area.engine.model, keys, 1)
            if len(self._nearest) > _MOST_REMEMBERED:
                self._nearest.clear()
            self._nearest[key] = hits[0].passage.version.guideline_id if hits else ""
        return self._nearest[key]
