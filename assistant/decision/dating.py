"""Which days a question is about, and what applies on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.decision.model import AskedDay, QuestionState
from assistant.decision.scope import scope_on, slices_in
from assistant.question.asked_change import asked_change
from assistant.question.time.asked_time import (
    AskedTime,
    asked_time,
    named_times,
    names_earlier_version,
    without_asked_times,
)
from assistant.question.time.asking import ASKING
from assistant.question.time.steps import stepped
from assistant.question.time.timed_text import TimedText
from corpus.model import Catalogue
from corpus.period import Period


def on_day(today: date, chosen: date | None) -> AskedDay:
    """The day that was chosen beside the question, or today."""
    day = chosen or today
    return AskedDay(today, day, Period.of(day))


def dated(state: QuestionState, catalogue: Catalogue) -> QuestionState:
    """The state with the days the question is about: those its own words ask for, else those chosen beside it; and
    with the change that it asks about.

    A time in the question is more particular than a day chosen beside it, so it prevails, and the answer says so.
    """
    chosen, today = state.question.as_of, state.day.today
    state = replace(state, change=asked_change(state.standalone))
    asked = _asked(state)
    if asked is None or not (asked.is_sure or (chosen is None and _others_apply(asked.period, today, catalogue))):
        day = state.day if chosen else _with_passed_over(state.day, state.standalone, catalogue)
        if unknown := _not_understood(state.text, catalogue):
            day = replace(day, not_understood=unknown)
        slices = slices_in(catalogue, day.period)
        matter, latest = (
            each.text.replace(unknown, " ") if unknown else each.text for each in (state.standalone, state.text)
        )
        return _about(replace(state, day=day, slices=slices), matter, latest)
    day = _asked_day(asked.period, today, chosen)
    slices = slices_in(catalogue, day.period)
    if not asked.looking_back:  # what applies is asked from now on: days before that are told where they are known
        slices = tuple(each for each in slices if each.period.last >= today or each.scope.versions) or slices
    latest = without_asked_times(state.text, is_follow_up=state.is_follow_up) or asked.rest
    return _about(replace(state, day=day, slices=slices), asked.rest, latest)


def _asked(state: QuestionState) -> AskedTime | None:
    """The time that is asked about: the last turn's own, then that of the conversation."""
    whole = asked_time(state.standalone, is_follow_up=state.is_follow_up)
    if not state.is_follow_up:
        return whole
    earlier = TimedText(state.standalone.text.removesuffix(state.text.text).strip(), state.day.today)
    before = asked_time(earlier)
    step = stepped(state.text.text, before.period if before else state.day.period)
    if step is not None:
        joined = TimedText(f"{earlier.text} {step.rest}".strip(), state.day.today)
        looking_back = step.period.last < state.day.today
        return AskedTime(step.period, looking_back, without_asked_times(joined, is_follow_up=True))
    own = asked_time(state.text, is_follow_up=True)
    if own is None or whole is None:
        return own or whole
    return replace(own, rest=whole.rest)


def _about(state: QuestionState, matter: str, latest: str) -> QuestionState:
    return replace(state, matter=matter, latest=latest, names_earlier_version=names_earlier_version(matter))


def _with_passed_over(day: AskedDay, question: TimedText, catalogue: Catalogue) -> AskedDay:
    """The day with the first time that the question names though other text applied then; and, where the time stands in
    what is asked, also one of which it is not known what applied."""
    for named in named_times(question):
        if day.today not in named.period and _others_apply(named.period, day.today, catalogue):
            is_known = any(each.scope.versions for each in slices_in(catalogue, named.period))
            if is_known or named.in_question:
                return replace(day, passed_over=named.period, passed_over_is_known=is_known)
    return day


def _not_understood(turn: TimedText, catalogue: Catalogue) -> str:
    """The words of a time that cannot be placed, where the turn asks and some guideline changes over time."""
    changes = any(len(guideline.versions) > 1 for guideline in catalogue.guidelines)
    return turn.unknown_times[-1] if turn.unknown_times and changes and ASKING.search(turn.plain) else ""


def _others_apply(period: Period, today: date, catalogue: Catalogue) -> bool:
    """Whether something else than today applies at some time of the period, or it is not known what does."""
    now = scope_on(catalogue, today).states
    return any(each.scope.states != now for each in slices_in(catalogue, period))


def _asked_day(period: Period, today: date, chosen: date | None) -> AskedDay:
    if chosen is not None and chosen in period:
        return AskedDay(today, chosen, period)
    as_of = today if today in period else period.last if period.last < today else period.first
    return AskedDay(today, as_of, period, conflicting=chosen)
