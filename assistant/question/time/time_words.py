"""The times that a question names: which days, and how the words before them bound these.

"Från och med nästa år" begins on a day, "före 2013" ends on one, "sedan 2013" goes on until today. Full dates in any
form come from `corpus.dates`, all others from `time_forms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from assistant.model import Period
from assistant.question.time.forms import FORMS
from assistant.question.time.meanings import years_on
from corpus.dates import dates_in

_MOST_TIMES = 8
"""Times of a text that are looked at, the last ones; nobody asks about more, and each costs time."""
_NEAR = 40
"""Characters before a time in which the words that bound it are looked for."""
_ONE_DAY = timedelta(days=1)
_PLAIN = str.maketrans("åäöæøéÅÄÖÆØÉ", "aaoaoeaaoaoe")


class Bound(Enum):
    """How the words before a time bound what is asked."""

    IN = "in"
    FROM = "from"
    AFTER = "after"
    BEFORE = "before"
    SINCE = "since"
    UNTIL = "until"
    BETWEEN = "between"


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
                return Period(named.first, named.first)
            case Bound.AFTER:
                day = named.first if self.is_event else named.last + _ONE_DAY
                return Period(day, day)
            case Bound.BEFORE:
                return Period(named.first - _ONE_DAY, named.first - _ONE_DAY)
            case Bound.SINCE:
                return Period(named.first, max(named.first, today))
            case Bound.UNTIL:
                return Period(named.last, named.last)
            case Bound.IN | Bound.BETWEEN:
                return named


_BOUNDS = (
    (
        Bound.FROM,
        r"fran och med|from och med|fra og med|fr ?\.?o ?\.?m\.?|med borjan|as of|as from|starting|effective|beginning|"
        r"fran|fra|from|per",
    ),
    (Bound.UNTIL, r"till och med|til og med|t ?\.?o ?\.?m\.?|up to and including|through"),
    (Bound.AFTER, r"efter|after|etter"),
    (Bound.BEFORE, r"fore|innan|fram till|anda till|before|prior to|until|up to"),
    (Bound.SINCE, r"alltsedan|sedan|sen|ever since|since|siden"),
    (Bound.IN, r"i|under|den|vid|pa|ar|in|on|during|the|at|by"),
)
_FILLERS = r"(?:\s+(?:den|det|ar|i|the|of|in|on|start|starten|borjan|nu))*\s*$"
_BOUND = [(bound, re.compile(rf"(?:^|(?<=\W))(?:{words}){_FILLERS}")) for bound, words in _BOUNDS]

_NAMES_RANGE = re.compile(r"(?:mellan|between|fran|from)\b|\d{4}\s?[-–/]\s?\d")
_OPENS_RANGE = re.compile(r"\b(?:mellan|fran|i|under|perioden|between|from|in)\s+(?:den |ar )?$")
_JOINS_RANGE = re.compile(r"\s*(?:[-–]|och|till|and|to|until)\s*(?:den |ar )?")
_SUM_BEFORE = re.compile(r"\b(?:sek|kr|kronor|belopp|nr|dnr)\s*$")
_SUM_AFTER = re.compile(r"^\s*(?:sek|kr|kronor|crowns)\b")


def folded(text: str) -> str:
    """The text in lower case without the dots and rings of å, ä and ö, every character in its place."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text.translate(_PLAIN))


def times_in(text: str, today: date) -> list[TimeWords]:
    """The times that a text names, in order; the last ones where there are very many."""
    plain = folded(text)
    found: list[TimeWords] = []
    taken: list[tuple[int, int]] = []
    for start, end, meaning, is_event in _named(text, plain, today):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        if meaning is not None:
            ahead, behind = meaning
            bound, begins = _bound(plain, start)
            if ahead.first.year < ahead.last.year and _NAMES_RANGE.match(plain, start):
                bound = Bound.BETWEEN
            found.append(TimeWords(begins, start, end, ahead, behind, bound, is_event))
    return _with_ranges(_apart(found)[-_MOST_TIMES:], plain)


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
        opens = last is not None and _OPENS_RANGE.search(plain, max(0, last.core - _NEAR), last.core)
        joins = last is not None and _JOINS_RANGE.fullmatch(plain[last.end : words.core])
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
        if not (_SUM_BEFORE.search(before) or _SUM_AFTER.search(after)):
            day = Period(written.day, written.day)
            yield written.start, written.end, (day, day), False
    for form in FORMS:
        for match in form.pattern.finditer(plain):
            try:
                meaning = form.meaning(match, today)
            except (ValueError, OverflowError):  # a year or count beyond the calendar
                continue
            if meaning is not None or form.is_day:
                start, end = match.span("core") if "core" in form.pattern.groupindex else match.span()
                yield start, end, meaning, form.is_event


def _bound(plain: str, start: int) -> tuple[Bound, int]:
    """The bound that the words before a place express, and where these words begin."""
    near = max(0, start - _NEAR)
    for bound, pattern in _BOUND:
        if found := pattern.search(plain[near:start]):
            return bound, near + found.start()
    return Bound.IN, start
