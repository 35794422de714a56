"""Which versions may answer: those in force on the asked day, and no others."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.decision.model import Scope, TimeSlice
from corpus.model import Catalogue
from corpus.period import Period
from corpus.timeline import applicable, segments, text_of

_ONE_DAY = timedelta(days=1)


def scope_on(catalogue: Catalogue, day: date) -> Scope:
    """Ask the timeline for every guideline. Versions whose text is lost are in the states but not searchable."""
    states = tuple((guideline.guideline_id, applicable(guideline, day)) for guideline in catalogue.guidelines)
    return Scope(states, tuple(version for _, state in states if (version := text_of(state)) is not None))


def slices_in(catalogue: Catalogue, period: Period) -> tuple[TimeSlice, ...]:
    """The period, divided where something else begins to apply in any guideline."""
    starts = {segment.period.first for each in catalogue.guidelines for segment in segments(each, period)}
    firsts = sorted(starts | {period.first})
    lasts = [*(first - _ONE_DAY for first in firsts[1:]), period.last]
    return tuple(
        TimeSlice(Period(first, last), scope_on(catalogue, first)) for first, last in zip(firsts, lasts, strict=True)
    )
