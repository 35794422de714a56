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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.model import Period
from assistant.question.time import tense
from assistant.question.time.time_words import Bound, TimeWords, folded, times_in

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
class _Clause:
    start: int
    end: int
    words: str
    """Folded."""


@dataclass(frozen=True, slots=True)
class _Selected:
    words: TimeWords
    looking_back: bool
    is_sure: bool = True


def asked_time(text: str, today: date, *, is_follow_up: bool = False) -> AskedTime | None:
    """The time that a question is about; None when it names none, or none that matters.

    Where several times are asked about, the last one counts. With `is_follow_up` a time by itself ("Och 2012?") does.
    """
    selected = _selected(text, today, is_follow_up=is_follow_up)
    if not selected:
        return None
    last = selected[-1]
    if all(each.words.ahead == Period(today, today) for each in selected):
        return None
    period = last.words.period(today, looking_back=last.looking_back)
    return AskedTime(period, last.looking_back, _without(text, selected), last.is_sure)


def without_asked_times(text: str, today: date, *, is_follow_up: bool = False) -> str:
    """The text without the times that it asks about."""
    return _without(text, _selected(text, today, is_follow_up=is_follow_up))


def asks_only_what_applies(text: str) -> bool:
    """Whether a question asks which rules apply and nothing more ("Vilken version gäller?")."""
    plain = _plain(text)
    return _asks_nothing_else(plain) and bool(
        tense.APPLIES.search(plain) or tense.APPLIED.search(plain) or tense.IN_FORCE.search(plain)
    )


def names_earlier_version(text: str) -> bool:
    """Whether a text speaks of an earlier version without saying which."""
    return bool(tense.EARLIER_VERSION.search(_plain(text)))


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A time that a text names, and whether it stands in a clause that asks."""

    period: Period
    in_question: bool


def named_times(text: str, today: date) -> list[NamedTime]:
    """The times that a text names, asked about or not, without today and those that name documents."""
    plain = _plain(text)
    times = times_in(text, today)
    asking = [clause for clause in _clauses(plain, times) if tense.ASKING.search(clause.words)]
    return [
        NamedTime(words.behind, any(clause.start <= words.core < clause.end for clause in asking))
        for words in times
        if words.ahead != Period(today, today)
        and not names_something(plain[max(0, words.core - _REACH) : words.core], plain[words.end : words.end + _REACH])
    ]


def names_only_a_time(text: str, today: date) -> bool:
    """Whether a turn names a time and asks for nothing else ("Och 2012?"), so that the matter is the one before."""
    selected = _selected(text, today, is_follow_up=True)
    return bool(selected) and not _without(text, selected)


def _selected(text: str, today: date, *, is_follow_up: bool) -> list[_Selected]:
    times = times_in(text, today)
    if not times:
        return []
    clauses = list(_clauses(_plain(text), times))
    sure, unsure = [], []
    for words in times:
        clause = next(each for each in clauses if words.core < each.end)
        looking_back = _looks_back(words, clause, today, is_follow_up=is_follow_up)
        if looking_back is not None:
            sure.append(_Selected(words, looking_back))
        elif (maybe := _may_look_back(words, clause, today)) is not None:
            unsure.append(_Selected(words, maybe, is_sure=False))
    if not sure and (meant := _meant_by_then(times, clauses, today)) is not None:
        return [meant]
    return sure or unsure[-1:]


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


def _around(words: TimeWords, clause: _Clause) -> _Around:
    start, core, end = (max(place - clause.start, 0) for place in (words.start, words.core, words.end))
    first, last = max(0, start - _REACH), end + _REACH
    return _Around(clause.words[first:start], clause.words[first:core], clause.words[end:last])


def _looks_back(words: TimeWords, clause: _Clause, today: date, *, is_follow_up: bool) -> bool | None:
    """Whether a time is what its clause asks about: True in the past tense, False in the present, None if not."""
    near = _around(words, clause)
    back, ahead = (words.period(today, looking_back=looking_back) for looking_back in (True, False))
    if is_follow_up and tense.FRAGMENT.search(near.before) and tense.AFTER_FRAGMENT.search(near.after):
        return back == ahead and back.first <= today
    if names_something(near.up_to, near.after) or tense.ABOUT.search(near.words):
        return None
    if tense.APPLIED.search(near.words):
        return True if back.first <= today else None
    if tense.IN_FORCE.search(near.words):
        return ahead.last < today
    if tense.APPLIES.search(near.words) and tense.IS_QUESTION.search(near.words):
        return False if ahead.last >= today else None
    is_statement = tense.FRONTED.search(near.before) and "?" not in near.after
    if tense.ADOPTED.search(near.words) or tense.FACTS.search(near.words) or is_statement:
        return None
    if tense.ASKS_PAST.search(near.words) and back.first < today:
        return True
    if tense.IS_QUESTION.search(near.words) and _is_to_come(words, near.before, today):
        return False
    return None


def _may_look_back(words: TimeWords, clause: _Clause, today: date) -> bool | None:
    """The same where the wording does not make it plain: a question in the past tense, or without a verb, that names a
    past time, and any question that names a coming one."""
    near = _around(words, clause)
    if names_something(near.up_to, near.after) or not tense.ASKING.search(clause.words):
        return None
    if any(pattern.search(near.words) for pattern in (tense.ABOUT, tense.ADOPTED, tense.HAPPENED)):
        return None
    if words.behind.last < today and (tense.PAST_VERB.search(near.words) or not tense.ANY_VERB.search(near.words)):
        return True
    is_deadline = words.bound in (Bound.BEFORE, Bound.UNTIL) or tense.DEADLINE_BEFORE.search(near.up_to)
    return False if words.ahead.first > today and not is_deadline else None


def names_something(before: str, after: str) -> bool:
    """Whether a time names a document ("policyn från 2013") or is itself what is asked ("Var det 2013 som …")."""
    named = (
        tense.NAMED_BEFORE.search(before) or tense.NAMED_CLOSE_BEFORE.search(before) or tense.NAMED_AFTER.search(after)
    )
    return bool(named or tense.IDENTIFIED_BEFORE.search(before))


def _is_to_come(words: TimeWords, before: str, today: date) -> bool:
    """Whether a time is to come for certain: from a day on, at a turn of the year, or with its year said."""
    ahead = words.ahead
    is_definite = words.bound in (Bound.FROM, Bound.AFTER) or words.is_event or words.ahead == words.behind
    is_soon = ahead.first <= today + timedelta(days=1) and words.bound is Bound.IN
    return is_definite and ahead.first > today and not is_soon and not tense.NO_TIME_BEFORE.search(before)


def _meant_by_then(times: Sequence[TimeWords], clauses: Sequence[_Clause], today: date) -> _Selected | None:
    """The time of the story that a later question is about: "Vi sökte 2019. Vad gällde då?" """
    for clause in clauses:
        earlier = [words for words in times if words.end <= clause.start]
        if not earlier or tense.ADOPTED.search(clause.words) or not tense.ASKING.search(clause.words):
            continue
        words, then = earlier[-1], bool(tense.THEN.search(clause.words))
        applied = bool(tense.APPLIED.search(clause.words))
        past = applied or bool(tense.ASKS_PAST.search(clause.words))
        if past and words.behind.first <= today and (then or applied):
            return _Selected(words, looking_back=True, is_sure=then)
        if then and not past and words.ahead.last > today:
            return _Selected(words, looking_back=False, is_sure=bool(tense.APPLIES.search(clause.words)))
    return None


def _clauses(plain: str, times: Sequence[TimeWords] = ()) -> Iterator[_Clause]:
    """The clauses of a folded text; a time put in front ("2012, vad gällde då?") belongs to the clause after it."""
    start = 0
    for match in tense.CLAUSE_END.finditer(plain):
        if not match[0].startswith("?") and any(_is_fronted(plain, start, match.start(), words) for words in times):
            continue
        yield _Clause(start, match.end(), plain[start : match.end()])
        start = match.end()
    yield _Clause(start, len(plain) + 1, plain[start:])


def _is_fronted(plain: str, start: int, end: int, words: TimeWords) -> bool:
    inside = start <= words.start and words.end <= end
    return inside and bool(tense.FRONTED.search(plain[start : words.start])) and not plain[words.end : end].strip()


def _plain(text: str) -> str:
    """Folded, but for what would then be taken for something else, such as the full stops of abbreviations."""
    for pattern, other in tense.NOT_TO_BE_FOLDED.items():
        text = pattern.sub(other, text)
    return tense.ABBREVIATED.sub(lambda match: match[0].replace(".", " "), folded(text))


def _without(text: str, selected: Sequence[_Selected]) -> str:
    """The text without the words that name the times, and without what then asks for nothing: the rest is found as it
    is for today."""
    rest = text
    for each in reversed(selected):
        rest = f"{rest[: each.words.start].rstrip()} {rest[each.words.end :].lstrip()}"
    rest = re.sub(r"\s+([?.!,])", r"\1", rest).strip()
    kept = [
        rest[clause.start : clause.end] for clause in _clauses(_plain(rest)) if not _asks_nothing_else(clause.words)
    ]
    return "".join(kept).strip(" ,")


def _asks_nothing_else(words: str) -> bool:
    return all(word in tense.BARE for word in re.findall(r"[^\W_]+", words))
