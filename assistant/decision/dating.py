"""Which days a question is about, and what applies on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from assistant.decision.model import AskedDay, Inquiry, Moment
from assistant.decision.scope import scope_on
from assistant.model import Period
from assistant.question.time.asked_time import asked_time, named_times, without_asked_times
from corpus.model import Catalogue
from corpus.timeline import spans


def on_day(today: date, chosen: date | None) -> AskedDay:
    """The day that was chosen beside the question, or today."""
    day = chosen or today
    return AskedDay(today, day, Period(day, day))


def dated(inquiry: Inquiry, catalogue: Catalogue) -> Inquiry:
    """The inquiry with the days it is about: those its own words ask for, else those chosen beside it.

    A time in the question is more particular than a day chosen beside it, so it prevails, and the answer says so.
    """
    chosen, today = inquiry.question.as_of, inquiry.day.today
    is_follow_up = inquiry.standalone != inquiry.text
    asked = asked_time(inquiry.standalone, today, is_follow_up=is_follow_up)
    if asked is None or not (asked.is_sure or (chosen is None and _others_apply(asked.period, today, catalogue))):
        matter, latest = inquiry.standalone, inquiry.text
        day = inquiry.day if chosen else _with_passed_over(inquiry.day, matter, catalogue)
        moments = moments_in(catalogue, day.period)
    else:
        matter = asked.rest
        latest = without_asked_times(inquiry.text, today, is_follow_up=is_follow_up) or matter
        day = _asked_day(asked.period, today, chosen)
        moments = moments_in(catalogue, day.period)
        if not asked.looking_back:  # what applies is asked from now on: days before that are told where they are known
            moments = tuple(m for m in moments if m.days.last >= today or m.scope.versions) or moments
    return replace(inquiry, day=day, moments=moments, matter=matter, latest=latest)


def moments_in(catalogue: Catalogue, period: Period) -> tuple[Moment, ...]:
    """The period, divided where something else begins to apply in any guideline."""
    starts = {span.first for each in catalogue.guidelines for span in spans(each, period.first, period.last)}
    firsts = sorted(starts | {period.first})
    lasts = [*(first - timedelta(days=1) for first in firsts[1:]), period.last]
    return tuple(
        Moment(Period(first, last), scope_on(catalogue, first)) for first, last in zip(firsts, lasts, strict=True)
    )


def _with_passed_over(day: AskedDay, question: str, catalogue: Catalogue) -> AskedDay:
    """The day with the first time that the question names though other text applied then; and, where the time stands in
    what is asked, also one of which it is not known what applied."""
    for named in named_times(question, day.today):
        if day.today not in named.period and _others_apply(named.period, day.today, catalogue):
            is_known = any(moment.scope.versions for moment in moments_in(catalogue, named.period))
            if is_known or named.in_question:
                return replace(day, passed_over=named.period, passed_over_is_known=is_known)
    return day


def _others_apply(period: Period, today: date, catalogue: Catalogue) -> bool:
    """Whether something else than today applies at some time of the period, or it is not known what does."""
    now = scope_on(catalogue, today).states
    return any(moment.scope.states != now for moment in moments_in(catalogue, period))


def _asked_day(period: Period, today: date, chosen: date | None) -> AskedDay:
    if chosen is not None and chosen in period:
        return AskedDay(today, chosen, period)
    as_of = today if today in period else period.last if period.last < today else period.first
    return AskedDay(today, as_of, period, conflicting=chosen)
