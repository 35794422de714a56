"""Whether a question asks what has changed between versions of the guideline, and from when to when.

A word for change is not enough: the criteria of the government change, too, and a member may change an application. The
same clause must speak of the rules or their versions, or of nothing but the change ("Vad har ändrats sedan 2013?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question.change_words import (
    AHEAD,
    CHANGES,
    COMMON_WORDS,
    HAS_CHANGED,
    MORE_THAN,
    NO_MATTER,
    OF_NEWEST,
    ONLY_CHANGE,
    SAME_AS_BEFORE,
    SETS_APART,
    SINCE_THEN,
    SPEAKS_OF_RULES,
)
from assistant.question.other_changes import NOT_ABOUT_RULES
from assistant.question.time.asked_time import names_something
from assistant.question.time.bounds import Bound
from assistant.question.time.time_words import TimeWords
from assistant.question.time.timed_text import TimedText
from corpus.language_rules import folded
from corpus.period import Period
from index.clauses import ENDS_FOR_CHANGES

_ONE_DAY = timedelta(days=1)
_OF_RULES = (SPEAKS_OF_RULES, ONLY_CHANGE, SAME_AS_BEFORE)


@dataclass(frozen=True, slots=True)
class AskedChange:
    """What changed between which days, and about what."""

    since: date | None
    """The day whose version is the older one; None for the version before the newer one."""
    until: date | None
    """The day whose version is the newer one; None for today, or what is to come with `ahead`."""
    ahead: bool
    """What is to come is asked about."""
    of_rules: bool
    """Rules or versions are spoken of, or nothing but the change; else a matter, which may not be the guideline's."""
    of_newest: bool
    """The "new" or "next" version is spoken of, which may be one that is to come."""
    matter: str
    """The question without the words for change, rules and time; empty when everything is asked about."""


def asked_change(text: TimedText) -> AskedChange | None:
    """The change that a question asks about, or None."""
    plain = folded(text.text)
    times = [words for words in text.times if not _is_beside_the_point(words, plain, text.today)]
    now = [words for words in text.times if words.ahead == Period.of(text.today)]
    timeless = _without_times(text.text, sorted((*times, *now), key=lambda each: each.start))
    clauses = [clause.strip() for clause in ENDS_FOR_CHANGES.pattern.split(folded(timeless)) if clause.strip()]
    asking = [clause for clause in clauses if _asks_change(clause)]
    more_than = bool(times) and any(MORE_THAN.search(plain[: words.start].rstrip()) for words in text.times)
    if not asking and not more_than:
        return None
    ahead = bool(AHEAD.search(plain))
    apart = more_than or bool(SETS_APART.search(plain))
    since, until = _days(times, plain, text.today, ahead=ahead, names_now=bool(now), apart=apart)
    of_rules = any(table.search(clause) for clause in asking for table in _OF_RULES)
    matter = _matter(_without_times(text.text, text.times))
    return AskedChange(since, until, ahead, of_rules, bool(OF_NEWEST.search(plain)), matter)


def _asks_change(clause: str) -> bool:
    if SAME_AS_BEFORE.search(clause):
        return True
    if not CHANGES.search(clause) or NOT_ABOUT_RULES.search(clause):
        return False
    return any(table.search(clause) for table in (*_OF_RULES, HAS_CHANGED))


def _matter(timeless: str) -> str:
    """What the change is about: the words that are neither common nor about change, rules or versions."""
    words = re.findall(r"[^\W_]+", timeless)
    return " ".join(w for w in words if folded(w) not in COMMON_WORDS and not NO_MATTER.fullmatch(folded(w)))


def _without_times(text: str, times: Sequence[TimeWords]) -> str:
    for words in reversed(times):
        text = f"{text[: words.start]} {text[words.end :]}"
    return text


def _days(
    times: Sequence[TimeWords], plain: str, today: date, *, ahead: bool, names_now: bool, apart: bool
) -> tuple[date | None, date | None]:
    """The days to compare, as far as the question names them."""
    if not times:
        return None, None
    words = times[-1]
    named = words.ahead if ahead else words.behind
    if len(times) > 1 and apart:
        other = times[-2].behind
        return min(other.first, named.first), max(other.last, named.last)
    if named.first.year < named.last.year and apart:
        return named.first, named.last
    if apart and words.ahead.first > today:
        return today, words.ahead.first
    if names_now and apart:
        return named.first, None
    if SINCE_THEN.search(plain) and words.bound is not Bound.BETWEEN:
        return named.first, None
    match words.bound:
        case Bound.SINCE:
            return named.first, None
        case Bound.BETWEEN:
            return named.first, named.last
        case Bound.AFTER if not (ahead or words.is_event):
            return named.last, None
        case Bound.FROM | Bound.AFTER:
            return named.first - _ONE_DAY, named.first
        case _:
            return named.first - _ONE_DAY, named.last


def _is_beside_the_point(words: TimeWords, plain: str, today: date) -> bool:
    """Whether a time is merely today, or names a document."""
    return words.ahead == Period.of(today) or names_something(plain[: words.core], plain[words.end :])
