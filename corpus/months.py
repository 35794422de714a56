"""The months by name, in the languages in which members and policies write.

Who reads months takes those of the languages that it knows from here, and patterns for them are made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum

_UNLIKE_LOWER = str.maketrans({"ı": "i", "ſ": "s", "\u0307": ""})
"""Letters that a pattern takes for i and s when capitals do not count, but that do not become them in lower case."""


class MonthNames(Enum):
    """What they are called in a language, from January on, and how they are shortened."""

    SWEDISH = (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan feb mar apr - jun jul aug sept/sep okt nov dec",
    )
    ENGLISH = (
        "january february march april may june july august september october november december",
        "jan feb mar apr - jun jul aug sept/sep oct nov dec",
    )
    NORWEGIAN = (
        "januar februar mars april mai juni juli august september oktober november desember",
        "jan feb mar apr - jun jul aug sep okt nov des",
    )
    DANISH = (
        "januar februar marts april maj juni juli august september oktober november december",
        "jan feb mar apr - jun jul aug sep okt nov dec",
    )
    GERMAN = (
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jan feb - apr - jun jul aug sep okt nov dez",
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The twelve names in full."""
        return tuple(self.value[0].split())

    @property
    def short_forms(self) -> tuple[tuple[str, ...], ...]:
        """The short forms of each of the twelve; of a name that is short by itself there is none."""
        return tuple(() if each == "-" else tuple(each.split("/")) for each in self.value[1].split())


MISSPELLED = {"sepember": 9}
"""Slips that are read all the same."""


def months_by_spelling(*languages: MonthNames) -> dict[str, int]:
    """The number of the month for every name and short form in these languages, in lower case."""
    found = {}
    for language in languages:
        for number, (name, short) in enumerate(zip(language.names, language.short_forms, strict=True), 1):
            found.update(dict.fromkeys((name, *short), number))
    return found


def any_month(spellings: Iterable[str]) -> str:
    """A pattern for any of these spellings; longer ones go first, so that a name is not taken for its short form.

    The first letter is looked at before them all: most words begin with another.
    """
    ordered = sorted(set(spellings), key=lambda each: (-len(each), each))
    first = "".join(sorted({each[0] for each in ordered}))
    return f"(?=[{first}])(?:{'|'.join(map(re.escape, ordered))})"


def month_number(written: str, months: Mapping[str, int]) -> int:
    """The month that a pattern has found, in capitals or not."""
    return months[written.lower().translate(_UNLIKE_LOWER)]
