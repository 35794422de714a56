"""The extractive composer: a plain lead sentence, verbatim quotes, and the terms that belong to them.

Nothing here is generated. Leads are chosen by the reviewed roles of the passages, quotes are the passages
themselves, and the verdict follows from roles alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.citations import CitationList
from assistant.model import (
    Answer,
    CitationRole,
    Claim,
    ClaimKind,
    Inquiry,
    InVersion,
    Language,
    Route,
    Status,
    Verdict,
)
from assistant.wording import Wording, wording
from corpus.dates import dates_in
from corpus.model import Catalogue, Gap, PassageKind, Role
from corpus.timeline import InForce, Unknown

_MAX_SUGGESTIONS = 3
_PLAIN = {Status.SMALLTALK: "smalltalk", Status.OFF_TOPIC: "off_topic", Status.REFUSED: "refused"}


def compose(inquiry: Inquiry, catalogue: Catalogue, publication: str) -> Answer:
    """The answer to a routed inquiry, not yet verified."""
    route = inquiry.route
    texts = wording(inquiry.language)
    citations = CitationList(catalogue, inquiry.as_of)
    if route is None:
        claims, status, verdict = list(_nothing_in_force(inquiry, texts)), Status.NOT_IN_GUIDELINES, None
        route = Route(status)
    else:
        status, verdict = route.status, _verdict(route)
        claims = list(_claims(route, verdict, inquiry, citations, texts, catalogue))
    if not inquiry.is_today and status not in _PLAIN:
        claims.insert(0, Claim(ClaimKind.DAY, texts.say("answer", "day", day=texts.day(inquiry.as_of))))
    return Answer(
        status=status,
        verdict=verdict,
        claims=tuple(claims),
        citations=citations.all(),
        suggestions=_suggestions(route, inquiry, catalogue),
        language=inquiry.language,
        standalone_question=inquiry.standalone,
        as_of=inquiry.as_of,
        is_today=inquiry.is_today,
        publication=publication,
    )


def _claims(
    route: Route,
    verdict: Verdict | None,
    inquiry: Inquiry,
    citations: CitationList,
    texts: Wording,
    catalogue: Catalogue,
) -> Iterable[Claim]:
    if route.status in _PLAIN:
        yield Claim(ClaimKind.LEAD, texts.say("answer", _PLAIN[route.status]))
        return
    if route.status is Status.NOT_IN_GUIDELINES:
        if route.unheld:
            named = texts.say("answer", "joiner").join(texts.say("answer", f"unheld_{sort}") for sort in route.unheld)
            yield Claim(ClaimKind.MISSING, texts.say("answer", "missing_near", missing=named))
        else:
            yield from _missing(route.gaps, texts, inquiry.language, also=False)
        yield from _doubt(route, texts)
        for near in route.near:
            citations.add(near, CitationRole.RELATED)
        return
    quotes = [(passage, citations.add(passage, CitationRole.ANSWER)) for passage in route.passages]
    yield Claim(ClaimKind.LEAD, _lead(route, verdict, texts), tuple(number for _, number in quotes))
    for passage, number in quotes:
        yield Claim(ClaimKind.QUOTE, passage.passage.text, (number,))
    if route.status is Status.PARTIAL:
        yield from _missing(route.gaps, texts, inquiry.language, also=True)
    for condition in _conditions(route):
        number = citations.add(condition, CitationRole.CONDITION)
        yield Claim(ClaimKind.CONDITION, condition.passage.text, (number,))
    yield from _notes(quotes, texts, catalogue)
    yield from _doubt(route, texts)


def _doubt(route: Route, texts: Wording) -> Iterable[Claim]:
    if route.unsure:
        yield Claim(ClaimKind.NOTE, texts.say("answer", "unsure"))


def _verdict(route: Route) -> Verdict | None:
    """What reviewed roles say about support; None where they say nothing, or the question is contradicted."""
    support = [passage for passage in route.passages if passage.passage.role is Role.SUPPORT]
    if route.status not in (Status.ANSWERED, Status.PARTIAL) or not support or route.contradicts or route.in_doubt:
        return None
    if route.by_nearness:
        return None
    has_terms = any(passage.passage.conditions for passage in support)
    return Verdict.CONDITIONAL if has_terms else Verdict.FUNDABLE


def _lead(route: Route, verdict: Verdict | None, texts: Wording) -> str:
    passages = [passage.passage for passage in route.passages]
    if route.by_nearness:
        return texts.say("answer", "nearest")
    if route.contradicts:
        return texts.say("answer", "contradicts")
    if verdict is not None:
        overview = sum(passage.role is Role.SUPPORT for passage in passages) > 1
        return texts.say("answer", f"overview_{verdict}" if overview else verdict.value)
    if all(passage.kind is PassageKind.TITLE for passage in passages):
        return _version_lead(route.passages[0], texts)
    if all(passage.role is Role.HISTORY for passage in passages):
        return texts.say("answer", "history")
    return texts.say("answer", "says")


def _version_lead(titled: InVersion, texts: Wording) -> str:
    """Which version is in force, and what is and is not known about its dates."""
    version = titled.version
    parts = [texts.say("answer", "version", title=titled.passage.text)]
    if version.adopted:
        parts.append(texts.say("answer", "version_adopted", day=texts.day(version.adopted)))
    else:
        parts.append(texts.say("answer", "version_adopted_unknown"))
    if version.valid_from:
        parts.append(texts.say("answer", "version_valid_from", day=texts.day(version.valid_from)))
    elif version.confirmed_in_force:
        parts.append(texts.say("answer", "version_confirmed", day=texts.day(version.confirmed_in_force)))
    return " ".join(parts)


def _missing(gaps: Sequence[Gap], texts: Wording, language: Language, *, also: bool) -> Iterable[Claim]:
    if not gaps:
        yield Claim(ClaimKind.MISSING, texts.say("answer", "missing_rest" if also else "missing_plain"))
        return
    named = texts.say("answer", "joiner").join(gap.missing[language] for gap in gaps)
    sentence = texts.say("answer", "missing_also" if also else "missing", missing=named)
    yield Claim(ClaimKind.MISSING, " ".join([sentence, *(gap.say[language] for gap in gaps)]))


def _conditions(route: Route) -> list[InVersion]:
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


def _notes(quotes: Sequence[tuple[InVersion, int]], texts: Wording, catalogue: Catalogue) -> Iterable[Claim]:
    held = {v.title for guideline in catalogue.guidelines for v in guideline.versions if v.has_text}
    for passage, number in quotes:
        if passage.passage.role is Role.HISTORY:
            for written in dates_in(passage.passage.text):
                if written.is_short:
                    words = texts.say("answer", "spelled_date", digits=written.words, day=texts.day(written.day))
                    yield Claim(ClaimKind.NOTE, words, (number,))
        title = passage.passage.refers_to
        if title is not None and title not in held:
            yield Claim(ClaimKind.NOTE, texts.say("answer", "not_held", title=title), (number,))


def _nothing_in_force(inquiry: Inquiry, texts: Wording) -> Iterable[Claim]:
    """Why no version can answer for the asked day."""
    day = texts.day(inquiry.as_of)
    for _, state in inquiry.scope.states:
        if isinstance(state, InForce):
            title = state.version.title
            yield Claim(ClaimKind.MISSING, texts.say("answer", "text_unavailable", day=day, title=title))
        elif isinstance(state, Unknown):
            parts = [texts.say("answer", "unknown_version", day=day)]
            if state.known_from:
                parts.append(texts.say("answer", "unknown_until", day=texts.day(state.known_from)))
            yield Claim(ClaimKind.MISSING, " ".join(parts))
        else:
            yield Claim(ClaimKind.MISSING, texts.say("answer", "no_version", day=day))


def _suggestions(route: Route, inquiry: Inquiry, catalogue: Catalogue) -> tuple[str, ...]:
    """Questions that neighbouring passages answer, in the answer's language; never the one just asked."""
    conditions = _conditions(route)
    cited = {passage.key for passage in (*route.passages, *conditions)}
    wanted = [passage for passage in (*route.next_anchors, *route.near) if passage.key not in cited]
    questions: dict[str, None] = {}
    for passage in wanted or _everything(inquiry):
        guideline = catalogue.guideline(passage.version.guideline_id)
        if guideline is not None and guideline.bank is not None:
            question = guideline.bank.suggestions.get(passage.passage.anchor, {}).get(inquiry.language)
            if question and question.casefold() != inquiry.text.casefold():
                questions.setdefault(question)
    return tuple(questions)[:_MAX_SUGGESTIONS]


def _everything(inquiry: Inquiry) -> Iterable[InVersion]:
    """All passages in force, supports first: what one may well ask when nothing else is known."""
    passages = [InVersion(version, passage) for version in inquiry.scope.versions for passage in version.passages]
    return sorted(passages, key=lambda item: item.passage.role is not Role.SUPPORT)
