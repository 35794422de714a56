"""A text with the times that it names and the clauses that it falls into, each parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.question.time.openings import FRONTED
from assistant.question.time.plain import plain_of
from assistant.question.time.time_words import NamedTimes, TimeWords, times_in
from index.clauses import ENDS_FOR_TIMES


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a folded text."""

    start: int
    end: int
    words: str
    """Folded."""


@dataclass(frozen=True)
class TimedText:
    """A text, and the day on which it was written."""

    text: str
    today: date

    @cached_property
    def times(self) -> tuple[TimeWords, ...]:
        """The times that it names, in order."""
        return self._named.known

    @property
    def unknown_times(self) -> tuple[str, ...]:
        """The words of times that it names and that cannot be placed."""
        return self._named.unknown

    @cached_property
    def _named(self) -> NamedTimes:
        return times_in(self.text, self.today)

    @cached_property
    def plain(self) -> str:
        """See `plain_of`."""
        return plain_of(self.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses; a time put in front ("2012, vad gällde då?") belongs to the clause after it."""
        return tuple(clauses_of(self.plain, self.times))

    def without(self, times: Sequence[TimeWords]) -> str:
        """The text with a space in place of the words that name these times."""
        text = self.text
        for words in reversed(times):
            text = f"{text[: words.start].rstrip()} {text[words.end :].lstrip()}"
        return re.sub(r"\s+([?.!,])", r"\1", text).strip()


def clauses_of(plain: str, times: Sequence[TimeWords] = ()) -> Iterator[Clause]:
    """The clauses of a folded text."""
    start = 0
    for match in ENDS_FOR_TIMES.pattern.finditer(plain):
        if not match[0].startswith("?") and any(_is_fronted(plain, start, match.start(), words) for words in times):
            continue
        yield Clause(start, match.end(), plain[start : match.end()])
        start = match.end()
    yield Clause(start, len(plain) + 1, plain[start:])


def _is_fronted(plain: str, start: int, end: int, words: TimeWords) -> bool:
    inside = start <= words.start and words.end <= end
    return inside and bool(FRONTED.search(plain[start : words.start])) and not plain[words.end : end].strip()
