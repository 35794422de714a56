"""What is said about time beside the answer: its day, what is not known of that, and what is about to change."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer.no_version import why_silent
from assistant.answer.statement import Statement
from assistant.answer.verdict import conditions_of
from assistant.decision.model import AskedDay, QuestionState, TimeSlice
from assistant.model import ClaimKind
from assistant.texts.words import Words, guideline_name, text
from corpus.model import Catalogue, Role, Status
from corpus.period import Period
from corpus.timeline import Applicable, applicable, coming_days, text_of


def first_line(state: QuestionState) -> Iterator[Statement]:
    """Which time the answer is about: always said, unless that is the present alone."""
    day = state.day
    goes_on = day.as_of == day.today and len(state.slices) == 1
    if day.conflicting or not (day.is_today or goes_on):
        yield Statement(ClaimKind.DAY, _which_time(day))


def _which_time(day: AskedDay) -> Words:
    line = text("answer", "day_ahead" if day.period.first > day.today else "day", period=day.period)
    if day.conflicting:
        return text("answer", "day_conflict", period=day.period, chosen=day.conflicting), line
    return line


def dark(part: TimeSlice) -> list[tuple[str, Applicable]]:
    """The guidelines without a text for these days."""
    return [(guideline_id, state) for guideline_id, state in part.scope.states if text_of(state) is None]


def dark_beside(state: QuestionState, catalogue: Catalogue) -> Iterator[Statement]:
    """Of another time than today: which guidelines could not be asked, beside those that answered."""
    if state.day.is_today:
        return
    days: dict[tuple[str, Applicable], Period] = {}
    for part in state.slices:
        silent = part.decision is not None and part.decision.status is Status.NOT_IN_GUIDELINES
        for key in dark(part) if part.decision is not None else ():
            if key[1] is not None or silent:
                first = days[key].first if key in days else part.period.first
                days[key] = Period(first, part.period.last)
    for (guideline_id, applied), period in days.items():
        title = title_among_several(guideline_id, catalogue)
        yield Statement(ClaimKind.NOTE, why_silent(applied, period, state.day.today, title))


def passed_over(state: QuestionState) -> Iterator[Statement]:
    """That the answer is not about a time, or an earlier version, which the question names: so that nobody takes it
    for that."""
    quoted = (passage for part in state.slices if part.decision for passage in part.decision.passages)
    tells_what_applies = any(each.role is not Role.HISTORY and not each.is_title for each in quoted)
    if state.day.not_understood:
        yield Statement(ClaimKind.NOTE, text("answer", "time_not_understood", words=state.day.not_understood))
    if state.comparisons or not tells_what_applies:
        return
    day, period = state.day, state.day.passed_over
    if period is None:
        if day.is_today and state.names_earlier_version:
            yield Statement(ClaimKind.NOTE, text("answer", "passed_over_version"))
        return
    name = "passed_over" if day.passed_over_is_known else "passed_over_unknown"
    ahead = "_ahead" if period.first > day.today else ""
    yield Statement(ClaimKind.NOTE, text("answer", name + ahead, period=period))


def coming(state: QuestionState, catalogue: Catalogue) -> Iterator[Statement]:
    """Of an answer for today: from when on what it quotes reads differently, or applies no more."""
    if not state.day.is_today or state.comparisons:
        return
    decisions = [part.decision for part in state.slices if part.decision is not None]
    quoted = [each for found in decisions if found.passages for each in (*found.passages, *conditions_of(found))]
    for guideline in catalogue.guidelines:
        ours = {(p.passage.lead_in, p.text) for p in quoted if p.version.guideline_id == guideline.guideline_id}
        day = next(iter(coming_days([guideline], state.day.today)), None)
        if not ours or day is None:
            continue
        applies = applicable(guideline, day)
        held = text_of(applies)
        if held is None or not ours <= {(passage.lead_in, passage.text) for passage in held.passages}:
            name = "coming_end" if applies is None else "coming_lost" if held is None else "coming_change"
            named = guideline_name(title_among_several(guideline.guideline_id, catalogue))
            yield Statement(ClaimKind.NOTE, text("answer", name, day=day, guideline=named))


def title_among_several(guideline_id: str, catalogue: Catalogue) -> str | None:
    """A guideline's title, where it must be told from others."""
    guideline = catalogue.guideline(guideline_id)
    return guideline.title if guideline is not None and len(catalogue.guidelines) > 1 else None
