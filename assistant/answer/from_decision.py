"""What is said from one decision: a lead sentence, verbatim quotes, the terms that belong to them, what is missing.

Nothing here is generated. Leads are chosen by the reviewed roles of the passages, quotes are the passages themselves,
and the verdict follows from roles alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.answer.statement import Statement, pointer, quote
from assistant.answer.verdict import conditions_of, verdict_of
from assistant.decision.model import Decision, Scope
from assistant.model import CitationRole, ClaimKind, Verdict
from assistant.texts.words import Joined, Words, text
from corpus.dates import dates_in
from corpus.model import Catalogue, LocatedPassage, Role, Status, versions_of
from corpus.period import Period
from corpus.references import references_of
from corpus.timeline import effective_end

_MOST_TITLES = 3


def statements_of(
    decision: Decision, scope: Scope, days: Period, today: date, catalogue: Catalogue
) -> Iterator[Statement]:
    """What a decision for these days says."""
    if not decision.status.is_about_guidelines:
        name = f"talk_{decision.talk}" if decision.talk else decision.status.value
        yield Statement(ClaimKind.LEAD, text("abstention", name, guidelines=_titles(scope, catalogue)))
        return
    if decision.status is Status.NOT_IN_GUIDELINES:
        yield from _whose(decision, scope)
        yield Statement(ClaimKind.MISSING, _missing(decision))
        if decision.only_in_other_version:
            yield Statement(ClaimKind.NOTE, text("abstention", "only_in_other_version"))
    elif decision.by_headings:
        yield from _headings(decision)
        return
    else:
        yield from _answer(decision, scope, days, today, catalogue)
        if decision.status is Status.ANSWERED and decision.text_unreviewed:
            yield Statement(ClaimKind.NOTE, text("abstention", "unreviewed_also"))
        yield from _spelled_dates(decision)
        yield from _references(decision, scope, catalogue)
    if decision.unsure and not decision.by_reader:
        yield Statement(ClaimKind.NOTE, text("answer", "unsure"))
    yield from map(pointer, decision.near)


def _titles(scope: Scope, catalogue: Catalogue) -> Joined:
    """The guidelines by their titles, those in force where any is, as far as a sentence bears them."""
    titles = [each.title for each in scope.versions] or [each.title for each in catalogue.guidelines]
    named = [f"”{title}”" for title in titles[:_MOST_TITLES]]
    return Joined(tuple(named)) if len(titles) <= _MOST_TITLES else Joined((text("answer", "the_guideline"),))


def _answer(decision: Decision, scope: Scope, days: Period, today: date, catalogue: Catalogue) -> Iterator[Statement]:
    cited = tuple((passage, CitationRole.ANSWER) for passage in decision.passages)
    yield Statement(ClaimKind.LEAD, _lead(decision, days, today, catalogue), cited)
    for version in versions_of(decision.passages):
        if len(scope.versions) > 1:
            yield Statement(ClaimKind.GROUP, f"{version.title}:")
        own = (passage for passage in decision.passages if passage.version.key == version.key)
        yield from (quote(ClaimKind.QUOTE, passage) for passage in own)
    if decision.status is Status.PARTIAL:
        yield from _whose(decision, scope)
        yield Statement(ClaimKind.MISSING, _missing_rest(decision))
    yield from (quote(ClaimKind.CONDITION, term, CitationRole.CONDITION) for term in conditions_of(decision))


def _headings(decision: Decision) -> Iterator[Statement]:
    """What the guidelines treat, heading by heading, each leading to the first passage under it."""
    cited = tuple((passage, CitationRole.ANSWER) for passage in decision.passages)
    yield Statement(ClaimKind.LEAD, text("answer", "headings"))
    for version in versions_of(decision.passages):
        yield Statement(ClaimKind.GROUP, f"{version.title}:")
        for passage, role in cited:
            if passage.version.key == version.key:
                heading = " – ".join(passage.passage.section[1:]) or version.title
                yield Statement(ClaimKind.NOTE, heading, ((passage, role),))


def _whose(decision: Decision, scope: Scope) -> Iterator[Statement]:
    """The title of the guideline that is said to be silent, where another one is in force that may not be."""
    if decision.gaps and decision.silent is not None and len(scope.versions) > 1:
        yield Statement(ClaimKind.GROUP, f"{decision.silent.title}:")


def _lead(decision: Decision, days: Period, today: date, catalogue: Catalogue) -> Words:
    if decision.by_reader and decision.unsure:
        return text("answer", "nearest")
    verdict = verdict_of(decision)
    if verdict is Verdict.NOT_FUNDABLE:
        return text("answer", verdict.value)
    if decision.contradicts:
        return text("answer", "contradicts")
    if verdict is not None:
        overview = sum(passage.role is Role.SUPPORT for passage in decision.passages) > 1
        return text("answer", f"overview_{verdict}" if overview else verdict.value)
    if all(passage.is_title for passage in decision.passages):
        return tuple(_which_version(titled, days, today, catalogue) for titled in decision.passages)
    if all(passage.role is Role.HISTORY for passage in decision.passages):
        return text("answer", "history")
    return text("answer", "says")


def _which_version(titled: LocatedPassage, days: Period, today: date, catalogue: Catalogue) -> Words:
    """Which version applies on these days, and what is and is not known about its dates."""
    version = titled.version
    is_past = days.last < today
    name = "version_past" if is_past else "version_ahead" if days.first > today else "version"
    adopted = version.adopted
    known = [
        text("answer", name, title=titled.text if titled.is_title else version.title),
        text("answer", "version_adopted", day=adopted) if adopted else text("answer", "version_adopted_unknown"),
    ]
    guideline = catalogue.guideline(version.guideline_id)
    end = effective_end(version, guideline) if guideline is not None else None
    if version.valid_from and end and is_past:
        known.append(text("answer", "version_was_valid", first=version.valid_from, last=end))
    elif version.valid_from:
        known.append(text("answer", "version_valid_from", day=version.valid_from))
    elif version.confirmed_in_force:
        known.append(text("answer", "version_confirmed", day=version.confirmed_in_force))
    return tuple(known)


def _missing(decision: Decision) -> Words:
    """What the text does not say, of a question that it does not answer."""
    if decision.by_reader and decision.unsure:
        return text("abstention", "uncertain")
    if decision.missing_answer_types:
        return text("abstention", "missing_near", missing=_types(decision))
    if decision.text_unreviewed:
        return text("abstention", "unreviewed")
    return _named(decision, "missing") or text("abstention", "missing_plain")


def _missing_rest(decision: Decision) -> Words:
    """The same of a question that it answers in part."""
    if decision.missing_answer_types:
        return text("abstention", "missing_near", missing=_types(decision))
    if decision.text_unreviewed:
        return text("abstention", "unreviewed_rest")
    return _named(decision, "missing_also") or text("abstention", "missing_rest")


def _types(decision: Decision) -> Joined:
    return Joined(tuple(text("abstention", f"type_{each}") for each in decision.missing_answer_types))


def _named(decision: Decision, name: str) -> Words:
    """The gaps by name, and where they leave the asker; nothing without any."""
    if not decision.gaps:
        return ()
    missing = Joined(tuple(gap.missing for gap in decision.gaps))
    return text("abstention", name, missing=missing), *(gap.say for gap in decision.gaps)


def _spelled_dates(decision: Decision) -> Iterator[Statement]:
    """Dates of the change history in words, where they are written in digits alone."""
    for passage in decision.passages:
        if passage.role is Role.HISTORY:
            for written in dates_in(passage.text):
                if written.is_short:
                    words = text("answer", "spelled_date", digits=written.words, day=written.day)
                    yield Statement(ClaimKind.NOTE, words, ((passage, CitationRole.ANSWER),))


def _references(decision: Decision, scope: Scope, catalogue: Catalogue) -> Iterator[Statement]:
    """Other documents that the quotes refer to: cited in the version that applies then, or named as not held."""
    told = set()
    for passage in decision.passages:
        for reference in references_of(passage.passage, passage.version.guideline_id, catalogue):
            if reference.title in told:
                continue
            told.add(reference.title)
            referred = reference.guideline.guideline_id if reference.guideline else None
            version = next((each for each in scope.versions if each.guideline_id == referred), None)
            name = "held" if version else "not_held" if referred is None else "not_readable_then"
            there = LocatedPassage(version, version.passages[0]) if version else None
            cited = ((passage, CitationRole.ANSWER), *(((there, CitationRole.RELATED),) if there else ()))
            yield Statement(ClaimKind.NOTE, text("answer", name, title=reference.title), cited)
