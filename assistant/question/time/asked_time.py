"""Which time a question is about, if it is about another than today.

Only asking what applies at a time selects it: "Vad gällde 2012?", "Kan vi få stöd från och med nästa år?". A year that
names a document ("2013 års policy"), dates an adoption ("antogs 2011") or belongs to the asker's story ("Vi startade
2019, kan vi få stöd?") selects nothing. Tense tells them apart: a past time is asked about in the past tense, a coming
one in the present.

Where the wording leaves it open, the time is selected without being sure: the caller takes it only if other rules
applied then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question.time.applying import ABOUT, APPLIED, APPLIES, ASKS_NOTHING_MORE, EARLIER_VERSION, IN_FORCE
from assistant.question.time.asking import ASKING, IS_QUESTION
from assistant.question.time.bounds import Bound
from assistant.question.time.happening import ADOPTED, DEADLINE_BEFORE, FACTS, HAPPENED
from assistant.question.time.naming import NAMED_AFTER, NAMED_BEFORE, NO_TIME_BEFORE
from assistant.question.time.openings import AFTER_FRAGMENT, FRAGMENT, FRONTED, THEN
from assistant.question.time.plain import plain_of
from assistant.question.time.tense import ANY_VERB, ASKS_PAST, PAST_ONLY, PAST_VERB
from assistant.question.time.time_words import TimeWords
from assistant.question.time.timed_text import Clause, TimedText, clauses_of
from corpus.period import Period

_REACH = 200
"""Characters before and after a time that bear on it."""


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time that a question is about, and the question without the words that name it."""

    period: Period
    looking_back: bool
    rest: str
    """Empty when the question asks for nothing but what applies."""
    is_sure: bool = True
    """False where the wording allows that the time only belongs to the story."""


@dataclass(frozen=True, slots=True)
class _Selected:
    words: TimeWords
    looking_back: bool
    is_sure: bool = True


def asked_time(text: TimedText, *, is_follow_up: bool = False) -> AskedTime | None:
    """The time that a question is about; None when it names none, or none that matters.

    Where several times are asked about, the last one counts. With `is_follow_up` a time by itself ("Och 2012?") does.
    """
    selected = _selected(text, is_follow_up=is_follow_up)
    if not selected:
        return None
    last = selected[-1]
    period = last.words.period(text.today, looking_back=last.looking_back)
    return AskedTime(period, last.looking_back, _without(text, selected), last.is_sure)


def without_asked_times(text: TimedText, *, is_follow_up: bool = False) -> str:
    """The text without the times that it asks about."""
    return _without(text, _selected(text, is_follow_up=is_follow_up))


def asks_only_what_applies(text: str) -> bool:
    """Whether a question asks which rules apply and nothing more ("Vilken version gäller?")."""
    plain = plain_of(text)
    return _asks_nothing_else(plain) and bool(APPLIES.search(plain) or APPLIED.search(plain) or IN_FORCE.search(plain))


def names_earlier_version(text: str) -> bool:
    """Whether a text speaks of an earlier version without saying which."""
    return bool(EARLIER_VERSION.search(plain_of(text)))


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A time that a text names, and whether it stands in a clause that asks."""

    period: Period
    in_question: bool


def named_times(text: TimedText) -> list[NamedTime]:
    """The times that a text names, asked about or not, without today and those that name documents."""
    plain = text.plain
    asking = [clause for clause in text.clauses if ASKING.search(clause.words)]
    return [
        NamedTime(words.behind, any(clause.start <= words.core < clause.end for clause in asking))
        for words in text.times
        if words.ahead != Period.of(text.today)
        and not names_something(plain[max(0, words.core - _REACH) : words.core], plain[words.end : words.end + _REACH])
    ]


def names_only_a_time(text: TimedText) -> bool:
    """Whether a turn names a time and asks for nothing else ("Och 2012?"), so that the matter is the one before."""
    selected = _selected(text, is_follow_up=True)
    return bool(selected) and not _without(text, selected)


def _selected(text: TimedText, *, is_follow_up: bool) -> list[_Selected]:
    today = text.today
    sure, unsure = [], []
    for words in text.times:
        clause = next(each for each in text.clauses if words.core < each.end)
        looking_back = _looks_back(words, clause, today, is_follow_up=is_follow_up)
        if looking_back is not None:
            sure.append(_Selected(words, looking_back))
        elif (maybe := _may_look_back(words, clause, today)) is not None:
            unsure.append(_Selected(words, maybe, is_sure=False))
    if not sure and (meant := _meant_by_then(text)) is not None:
        return [meant]
    return _without_mere_today(sure, text) or unsure[-1:]


def _without_mere_today(selected: list[_Selected], text: TimedText) -> list[_Selected]:
    """Today is meant where nothing else is, or a later clause returns to it; else it sets another time apart."""
    other = [each for each in selected if each.words.ahead != Period.of(text.today)]
    if not other or any(clause.start > other[-1].words.core for clause in _clauses_of(selected[-1], text)):
        return selected
    return other


def _clauses_of(selected: _Selected, text: TimedText) -> list[Clause]:
    return [clause for clause in text.clauses if clause.start <= selected.words.core < clause.end]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands round a time in its clause, as far as it bears on it."""

    before: str
    up_to: str
    """The same with the words that bound the time."""
    after: str

    @property
    def words(self) -> str:
        """The clause without the time."""
        return f"{self.before} {self.after}".strip(" ,")


def _around(words: TimeWords, clause: Clause) -> _Around:
    start, core, end = (max(place - clause.start, 0) for place in (words.start, words.core, words.end))
    first, last = max(0, start - _REACH), end + _REACH
    return _Around(clause.words[first:start], clause.words[first:core], clause.words[end:last])


def _looks_back(words: TimeWords, clause: Clause, today: date, *, is_follow_up: bool) -> bool | None:
    """Whether a time is what its clause asks about: True in the past tense, False in the present, None if not."""
    near = _around(words, clause)
    if words.ahead == Period.of(today):
        alone = FRAGMENT.search(near.before) and AFTER_FRAGMENT.search(near.after)
        return False if ASKING.search(clause.words) or (is_follow_up and alone) else None
    back, ahead = (words.period(today, looking_back=looking_back) for looking_back in (True, False))
    if is_follow_up and FRAGMENT.search(near.before) and AFTER_FRAGMENT.search(near.after):
        return back == ahead and back.first <= today
    if names_something(near.up_to, near.after) or ABOUT.search(near.words):
        return None
    if APPLIED.search(near.words):
        return True if back.first <= today else None
    if IN_FORCE.search(near.words):
        return ahead.last < today
    if APPLIES.search(near.words) and IS_QUESTION.search(near.words):
        return False if ahead.last >= today else None
    is_statement = FRONTED.search(near.before) and "?" not in near.after
    if ADOPTED.search(near.words) or FACTS.search(near.words) or is_statement:
        return None
    if ASKS_PAST.search(near.words) and back.first < today:
        return True
    if back != ahead and IS_QUESTION.search(near.words) and PAST_ONLY.search(near.words):
        return True
    if IS_QUESTION.search(near.words) and _is_to_come(words, near.before, today):
        return False
    return None


def _may_look_back(words: TimeWords, clause: Clause, today: date) -> bool | None:
    """The same where the wording does not make it plain: a question in the past tense, or without a verb, that names a
    past time, and any question that names a coming one."""
    near = _around(words, clause)
    if names_something(near.up_to, near.after) or not ASKING.search(clause.words):
        return None
    if _has_its_year_to_come(words, near, today):
        return False
    if any(table.search(near.words) for table in (ABOUT, ADOPTED, HAPPENED)):
        return None
    if words.behind.last < today and (PAST_VERB.search(near.words) or not ANY_VERB.search(near.words)):
        return True
    is_deadline = words.bound in (Bound.BEFORE, Bound.UNTIL) or DEADLINE_BEFORE.search(near.up_to)
    return False if words.ahead.first > today and not is_deadline else None


def _has_its_year_to_come(words: TimeWords, near: _Around, today: date) -> bool:
    """Whether a time is to come, with its year, in the present tense: whatever is asked, the rules of then hold."""
    if words.ahead != words.behind or words.ahead.first <= today or words.bound in (Bound.BEFORE, Bound.UNTIL):
        return False
    bars = (ABOUT, ADOPTED, PAST_VERB)
    beside = NO_TIME_BEFORE.search(near.before) or DEADLINE_BEFORE.search(near.up_to)
    return not beside and not any(table.search(near.words) for table in bars)


def names_something(before: str, after: str) -> bool:
    """Whether a time names a document ("policyn från 2013") or is itself what is asked ("Var det 2013 som …")."""
    return bool(NAMED_BEFORE.search(before) or NAMED_AFTER.search(after))


def _is_to_come(words: TimeWords, before: str, today: date) -> bool:
    """Whether a time is to come for certain: from a day on, at a turn of the year, or with its year said."""
    ahead = words.ahead
    is_definite = words.bound in (Bound.FROM, Bound.AFTER) or words.is_event or words.ahead == words.behind
    is_soon = ahead.first <= today + timedelta(days=1) and words.bound is Bound.IN
    return is_definite and ahead.first > today and not is_soon and not NO_TIME_BEFORE.search(before)


def _meant_by_then(text: TimedText) -> _Selected | None:
    """The time of the story that a later question is about: "Vi sökte 2019. Vad gällde då?" """
    for clause in text.clauses:
        earlier = [words for words in text.times if words.end <= clause.start]
        if not earlier or ADOPTED.search(clause.words) or not ASKING.search(clause.words):
            continue
        words, then = earlier[-1], bool(THEN.search(clause.words))
        applied = bool(APPLIED.search(clause.words))
        past = applied or bool(ASKS_PAST.search(clause.words))
        if past and words.behind.first <= text.today and (then or applied):
            return _Selected(words, looking_back=True, is_sure=then)
        if then and not past and words.ahead.last > text.today:
            return _Selected(words, looking_back=False, is_sure=bool(APPLIES.search(clause.words)))
    return None


def _without(text: TimedText, selected: Sequence[_Selected]) -> str:
    """The text without the words that name the times, and without what then asks for nothing: the rest is found as it
    is for today."""
    rest = text.without([each.words for each in selected])
    clauses = clauses_of(plain_of(rest))
    return "".join(rest[each.start : each.end] for each in clauses if not _asks_nothing_else(each.words)).strip(" ,")


def _asks_nothing_else(words: str) -> bool:
    return all(word in ASKS_NOTHING_MORE for word in re.findall(r"[^\W_]+", words))
