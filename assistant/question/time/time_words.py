"""The times that a question names: which days, and how the words before them bound these.

"Från och med nästa år" begins on a day, "före 2013" ends on one, "sedan 2013" goes on until today. Full dates in any
form come from `corpus.dates`, all others from `calendar_forms` and `relative_forms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question.time.bounds import (
    BOUNDS,
    JOINS_RANGE,
    NAMES_RANGE,
    OPENS_RANGE,
    SUM_AFTER,
    SUM_BEFORE,
    Bound,
)
from assistant.question.time.calendar_forms import CALENDAR_FORMS
from assistant.question.time.meanings import years_on
from assistant.question.time.relative_forms import RELATIVE_FORMS
from assistant.question.time.unknown_times import UNKNOWN
from corpus.dates import dates_in
from corpus.language_rules import RuleTable, folded
from corpus.period import Period

_MOST_TIMES = 8
"""Times of a text that are looked at, the last ones; nobody asks about more, and each costs time."""
_NEAR = 40
"""Characters before a time in which the words that bound it are looked for."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time as it stands in a text. `ahead` is what it means looking forward, `behind` looking back.

    They differ only where the year is left out ("i mars", "årsskiftet").
    """

    start: int
    """Where its words begin, those that bound it included."""
    core: int
    """Where the time itself begins."""
    end: int
    ahead: Period
    behind: Period
    bound: Bound
    is_event: bool = False
    """A turning point (årsskiftet): after it means from that day on."""

    def period(self, today: date, *, looking_back: bool) -> Period:
        """The days that are meant, the bound applied."""
        named = self.behind if looking_back else self.ahead
        match self.bound:
            case Bound.FROM:
                return Period.of(named.first)
            case Bound.AFTER:
                day = named.first if self.is_event else named.last + _ONE_DAY
                return Period.of(day)
            case Bound.BEFORE:
                return Period(named.first - _ONE_DAY, named.first - _ONE_DAY)
            case Bound.SINCE:
                return Period(named.first, max(named.first, today))
            case Bound.UNTIL:
                return Period.of(named.last)
            case Bound.IN | Bound.BETWEEN:
                return named


_FORMS = RuleTable(
    "The forms in which times are named; where two overlap, the earlier one is meant.",
    *CALENDAR_FORMS,
    *RELATIVE_FORMS,
    reads=folded,
)


@dataclass(frozen=True, slots=True)
class NamedTimes:
    """The times that a text names, in order; the last ones where there are very many."""

    known: tuple[TimeWords, ...]
    unknown: tuple[str, ...]
    """The words of those that cannot be placed, such as days that do not exist."""


def times_in(text: str, today: date) -> NamedTimes:
    """Find them."""
    plain = folded(text)
    found: list[TimeWords] = []
    unknown: list[str] = []
    taken: list[tuple[int, int]] = []
    for start, end, meaning, is_event in _named(text, plain, today):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        if meaning is None:
            unknown.append(text[start:end])
        else:
            ahead, behind = meaning
            bound, begins = _bound(plain, start)
            if ahead.first.year < ahead.last.year and NAMES_RANGE.match(plain, start):
                bound = Bound.BETWEEN
            found.append(TimeWords(begins, start, end, ahead, behind, bound, is_event))
    unplaced = (match.span() for match in UNKNOWN.pattern.finditer(plain))
    unknown += [text[start:end] for start, end in unplaced if not any(a < end and start < b for a, b in taken)]
    return NamedTimes(tuple(_with_ranges(_apart(found)[-_MOST_TIMES:], plain)), tuple(unknown))


def _apart(times: list[TimeWords]) -> list[TimeWords]:
    """The times in order, without those whose words bound the next one ("från och med nu i januari")."""
    kept: list[TimeWords] = []
    for words in sorted(times, key=lambda each: each.core, reverse=True):
        if not kept or words.end <= kept[-1].start:
            kept.append(words)
    return kept[::-1]


def _with_ranges(times: list[TimeWords], plain: str) -> list[TimeWords]:
    """Two times that span one ("mellan mars 2014 och juni 2016") made one."""
    joined: list[TimeWords] = []
    for words in times:
        last = joined[-1] if joined else None
        opens = last is not None and OPENS_RANGE.search(plain, max(0, last.core - _NEAR), last.core)
        joins = last is not None and JOINS_RANGE.fullmatch(plain[last.end : words.core])
        begins = _begins(last, words) if last is not None else None
        if last is not None and begins is not None and opens and joins and begins <= words.behind.last:
            whole = Period(begins, words.behind.last)
            joined[-1] = TimeWords(opens.start(), last.core, words.end, whole, whole, Bound.BETWEEN)
        else:
            joined.append(words)
    return joined


def _begins(first: TimeWords, last: TimeWords) -> date:
    """The beginning of a range; its year is that of the end where only that is said ("januari till juni 2022")."""
    said = first.ahead == first.behind or last.ahead != last.behind
    return first.behind.first if said else years_on(first.behind.first, last.behind.last.year - first.behind.first.year)


def _named(text: str, plain: str, today: date) -> Iterator[tuple[int, int, tuple[Period, Period] | None, bool]]:
    """Where something stands that reads as a time, and what it means; None for a day that does not exist."""
    for written in dates_in(text):
        before, after = plain[max(0, written.start - _NEAR) : written.start], plain[written.end : written.end + _NEAR]
        if not (SUM_BEFORE.search(before) or SUM_AFTER.search(after)):
            day = Period.of(written.day)
            yield written.start, written.end, (day, day), False
    for form, pattern in _FORMS.each:
        for match in pattern.finditer(plain):
            try:
                meaning = form.meaning(match, today)
            except (ValueError, OverflowError):  # a year or count beyond the calendar
                continue
            if meaning is not None or form.is_day:
                start, end = match.span("core") if "core" in pattern.groupindex else match.span()
                yield start, end, meaning, form.is_event


def _bound(plain: str, start: int) -> tuple[Bound, int]:
    """The bound that the words before a place express, and where these words begin."""
    near = max(0, start - _NEAR)
    for rule, pattern in BOUNDS.each:
        if found := pattern.search(plain[near:start]):
            return rule.bound, near + found.start()
    return Bound.IN, start
