"""Words that are not in a language yet: the names of texts, and what fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from corpus.model import Version
from corpus.period import Period

Room = Literal[
    "answer", "abstention", "change", "verdict", "status", "version_status", "error", "page", "widget", "guideline",
    "when", "cli",
]  # fmt: skip
Translated: TypeAlias = Mapping[str, str]
"""A text by language, as sample questions have it for what is missing."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of ours by its room and name; placeholders take the words of `values`.

    A Period fills three placeholders: {time} (år 2012), {at} (Under 2012) and {at_inside} (under 2012).
    """

    room: Room
    name: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """Words with "and" between them."""

    parts: tuple[Words, ...]


Words: TypeAlias = str | Text | Translated | Joined | tuple["Words", ...]
"""What is said: as it stands, by name, in each language, or several one after the other."""
Value: TypeAlias = Words | int | date | Period | Version


def text(room: Room, name: str, **values: Value) -> Text:
    """A text with what fills it in."""
    return Text(room, name, tuple(values.items()))


def guideline_name(title: str | None) -> Words:
    """A guideline by its title, or as "the guideline" where there is only one."""
    return f"”{title}”" if title else text("answer", "the_guideline")
