"""What is said from one route: a plain lead sentence, verbatim quotes, the terms that belong to them, what is missing.

Nothing here is generated. Leads are chosen by the reviewed roles of the passages, quotes are the passages themselves,
and the verdict follows from roles alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.answer.citations import CitationList
from assistant.decision.model import AskedDay, InVersion, Moment, Route, Scope
from assistant.model import CitationRole, Claim, ClaimKind, Period, Status, Verdict
from assistant.texts.wording import Wording
from corpus.dates import dates_in
from corpus.model import Catalogue, PassageKind, Role
from corpus.references import references_of
from corpus.timeline import effective_end

PLAIN = {Status.SMALLTALK: "smalltalk", Status.OFF_TOPIC: "off_topic", Status.REFUSED: "refused"}
"""Statuses that are answered by one sentence of ours, by the name of its text."""


def claims_of(
    route: Route, moment: Moment, day: AskedDay, citations: CitationList, texts: Wording, catalogue: Catalogue
) -> Iterable[Claim]:
    """The claims that the route of a moment makes; what they quote joins `citations`."""
    if route.status in PLAIN:
        yield Claim(ClaimKind.LEAD, texts.say("answer", PLAIN[route.status]))
        return
    if route.status is Status.NOT_IN_GUIDELINES:
        if route.unheld:
            named = texts.say("answer", "joiner").join(texts.say("answer", f"unheld_{sort}") for sort in route.unheld)
            yield Claim(ClaimKind.MISSING, texts.say("answer", "missing_near", missing=named))
        else:
            yield from _missing(route, texts, also=False)
        if route.elsewhen:
            yield Claim(ClaimKind.NOTE, texts.say("answer", "elsewhen"))
        yield from _doubt(route, texts)
        for near in route.near:
            citations.add(near, CitationRole.RELATED)
        return
    quotes = [(passage, citations.add(passage, CitationRole.ANSWER)) for passage in route.passages]
    yield Claim(ClaimKind.LEAD, _lead(route, moment, day, texts, catalogue), tuple(number for _, number in quotes))
    for passage, number in quotes:
        yield Claim(ClaimKind.QUOTE, passage.passage.text, (number,))
    if route.status is Status.PARTIAL:
        yield from _missing(route, texts, also=True)
    for condition in conditions_of(route):
        number = citations.add(condition, CitationRole.CONDITION)
        yield Claim(ClaimKind.CONDITION, condition.passage.text, (number,))
    yield from _spelled_dates(quotes, texts)
    yield from _references(quotes, moment.scope, citations, texts, catalogue)
    yield from _doubt(route, texts)
    for near in route.near:
        citations.add(near, CitationRole.RELATED)


def _doubt(route: Route, texts: Wording) -> Iterable[Claim]:
    if route.unsure:
        yield Claim(ClaimKind.NOTE, texts.say("answer", "unsure"))


def verdict_of(route: Route) -> Verdict | None:
    """What reviewed roles say about support; None where they say nothing, or the question is contradicted."""
    support = [passage for passage in route.passages if passage.passage.role is Role.SUPPORT]
    if route.status not in (Status.ANSWERED, Status.PARTIAL) or not support or route.contradicts or route.in_doubt:
        return None
    if route.unsure or route.by_nearness or any(passage.version.awaits_review for passage in support):
        return None
    has_terms = any(passage.passage.conditions for passage in support)
    return Verdict.CONDITIONAL if has_terms else Verdict.FUNDABLE


def _lead(route: Route, moment: Moment, day: AskedDay, texts: Wording, catalogue: Catalogue) -> str:
    passages = [passage.passage for passage in route.passages]
    if route.by_nearness:
        return texts.say("answer", "nearest")
    if route.contradicts:
        return texts.say("answer", "contradicts")
    verdict = verdict_of(route)
    if verdict is not None:
        overview = sum(passage.role is Role.SUPPORT for passage in passages) > 1
        return texts.say("answer", f"overview_{verdict}" if overview else verdict.value)
    if all(passage.kind is PassageKind.TITLE for passage in passages):
        return " ".join(_version_lead(titled, moment.days, day.today, texts, catalogue) for titled in route.passages)
    if all(passage.role is Role.HISTORY for passage in passages):
        return texts.say("answer", "history")
    return texts.say("answer", "says")


def _version_lead(titled: InVersion, days: Period, today: date, texts: Wording, catalogue: Catalogue) -> str:
    """Which version applies on these days, and what is and is not known about its dates."""
    version = titled.version
    is_past = days.last < today
    key = "version_past" if is_past else "version_ahead" if days.first > today else "version"
    title = titled.passage.text if titled.passage.kind is PassageKind.TITLE else version.title
    parts = [texts.say("answer", key, title=title)]
    if version.adopted:
        parts.append(texts.say("answer", "version_adopted", day=texts.day(version.adopted)))
    else:
        parts.append(texts.say("answer", "version_adopted_unknown"))
    guideline = catalogue.guideline(version.guideline_id)
    end = effective_end(version, guideline) if guideline is not None else None
    if version.valid_from and end and is_past:
        ends = {"first": texts.day(version.valid_from), "last": texts.day(end)}
        parts.append(texts.say("answer", "version_was_valid", **ends))
    elif version.valid_from:
        parts.append(texts.say("answer", "version_valid_from", day=texts.day(version.valid_from)))
    elif version.confirmed_in_force:
        parts.append(texts.say("answer", "version_confirmed", day=texts.day(version.confirmed_in_force)))
    return " ".join(parts)


def _missing(route: Route, texts: Wording, *, also: bool) -> Iterable[Claim]:
    gaps = route.gaps
    if route.is_fresh:
        yield Claim(ClaimKind.MISSING, texts.say("answer", "fresh_also" if also else "fresh"))
        return
    if not gaps:
        yield Claim(ClaimKind.MISSING, texts.say("answer", "missing_rest" if also else "missing_plain"))
        return
    named = texts.say("answer", "joiner").join(gap.missing[texts.language] for gap in gaps)
    sentence = texts.say("answer", "missing_also" if also else "missing", missing=named)
    yield Claim(ClaimKind.MISSING, " ".join([sentence, *(gap.say[texts.language] for gap in gaps)]))


def conditions_of(route: Route) -> list[InVersion]:
    """The terms of the supports that are cited, each once, without those that are quoted already."""
    if route.contradicts:
        return []
    cited = {passage.key for passage in route.passages}
    terms: dict[tuple[str, str], InVersion] = {}
    for support in route.passages:
        for anchor in support.passage.conditions:
            passage = support.version.passage(anchor)
            if passage is not None:
                term = InVersion(support.version, passage)
                if term.key not in cited:
                    terms.setdefault(term.key, term)
    return list(terms.values())


def _spelled_dates(quotes: Sequence[tuple[InVersion, int]], texts: Wording) -> Iterable[Claim]:
    """Dates of the change history in words, where they are written in digits alone."""
    for passage, number in quotes:
        if passage.passage.role is Role.HISTORY:
            for written in dates_in(passage.passage.text):
                if written.is_short:
                    words = texts.say("answer", "spelled_date", digits=written.words, day=texts.day(written.day))
                    yield Claim(ClaimKind.NOTE, words, (number,))


def _references(
    quotes: Sequence[tuple[InVersion, int]],
    scope: Scope,
    citations: CitationList,
    texts: Wording,
    catalogue: Catalogue,
) -> Iterable[Claim]:
    """Other documents that the quotes refer to: cited in the version that applies then, or named as not held."""
    told = set()
    for passage, number in quotes:
        for reference in references_of(passage.passage, passage.version.guideline_id, catalogue):
            if reference.title in told:
                continue
            told.add(reference.title)
            referred = reference.guideline.guideline_id if reference.guideline else None
            version = next((each for each in scope.versions if each.guideline_id == referred), None)
            if version is None:
                said = "not_held" if referred is None else "not_readable_then"
                yield Claim(ClaimKind.NOTE, texts.say("answer", said, title=reference.title), (number,))
            else:
                there = citations.add(InVersion(version, version.passages[0]), CitationRole.RELATED)
                yield Claim(ClaimKind.NOTE, texts.say("answer", "held", title=reference.title), (number, there))
