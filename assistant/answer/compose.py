"""The extractive composer, in passes: what is said, the numbers of what it cites, and the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer.about_time import coming, dark, dark_beside, first_line, passed_over, title_among_several
from assistant.answer.citations import numbered
from assistant.answer.from_comparison import statements_of_changes, status_of_changes
from assistant.answer.from_decision import statements_of
from assistant.answer.no_version import why_silent
from assistant.answer.statement import Statement
from assistant.answer.suggestions import suggestions_for
from assistant.answer.verdict import verdict_of
from assistant.decision.model import QuestionState, TimeSlice
from assistant.model import Answer, Claim, ClaimKind, Verdict
from assistant.texts.wording import wording
from assistant.texts.words import text
from corpus.model import Catalogue, Status


def compose(state: QuestionState, catalogue: Catalogue, publication: str, contact: str = "") -> Answer:
    """The answer to a question that has been decided, not yet verified.

    `contact` is whom to ask where nothing answers.
    """
    status = status_of_changes(state.comparisons) if state.comparisons else _status(state.slices)
    statements = list(_statements(state, status, catalogue))
    if status is Status.NOT_IN_GUIDELINES and contact:
        statements.append(Statement(ClaimKind.NOTE, text("page", "contact", contact=contact)))
    citations, numbers = numbered(statements, catalogue, state.day.as_of)
    texts = wording(state.language)
    claims = tuple(
        Claim(each.kind, texts.words(each.words), tuple(numbers[passage.key] for passage, _ in each.cited))
        for each in statements
        if each.kind is not None
    )
    return Answer(
        status=status,
        verdict=_verdict(state.slices),
        claims=claims,
        citations=citations,
        suggestions=suggestions_for(state, catalogue),
        language=state.language,
        standalone_question=state.standalone.text,
        as_of=state.day.as_of,
        is_today=state.day.as_of == state.day.today,
        publication=publication,
    )


def _statements(state: QuestionState, status: Status, catalogue: Catalogue) -> Iterator[Statement]:
    """All that is said, in order."""
    if not status.is_about_guidelines:
        yield from _of_part(state.slices[0], state, catalogue)
        return
    yield from first_line(state)
    if state.comparisons:
        yield from _of_comparisons(state, catalogue)
    else:
        for part in state.slices:
            if len(state.slices) > 1:
                yield Statement(ClaimKind.GROUP, text("when", "heading", period=part.period))
            yield from _of_part(part, state, catalogue)
    yield from dark_beside(state, catalogue)
    yield from passed_over(state)
    yield from coming(state, catalogue)


def _of_comparisons(state: QuestionState, catalogue: Catalogue) -> Iterator[Statement]:
    for comparison in state.comparisons:
        title = title_among_several(comparison.guideline.guideline_id, catalogue)
        if title and comparison.is_possible:
            yield Statement(ClaimKind.GROUP, f"{title}:")
        yield from statements_of_changes(comparison, state.day.today)


def _of_part(part: TimeSlice, state: QuestionState, catalogue: Catalogue) -> Iterator[Statement]:
    if part.decision is not None:
        yield from statements_of(part.decision, part.scope, part.period, state.day.today, catalogue)
        return
    for guideline_id, applied in dark(part):
        title = title_among_several(guideline_id, catalogue)
        yield Statement(ClaimKind.MISSING, why_silent(applied, part.period, state.day.today, title))


def _status(slices: Sequence[TimeSlice]) -> Status:
    """One status for all parts of the time: what is answered for some of it is answered in part."""
    statuses = {each.decision.status if each.decision else Status.NOT_IN_GUIDELINES for each in slices}
    if len(statuses) == 1:
        return statuses.pop()
    return Status.PARTIAL if any(status.is_answer for status in statuses) else Status.NOT_IN_GUIDELINES


def _verdict(slices: Sequence[TimeSlice]) -> Verdict | None:
    """The verdict, where it is the same for all of the time."""
    verdicts = {verdict_of(each.decision) if each.decision else None for each in slices}
    return verdicts.pop() if len(verdicts) == 1 else None
