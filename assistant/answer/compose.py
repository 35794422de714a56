"""The extractive composer: puts the claims of every moment together, and says which time they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.answer.change_claims import change_claims, status_of
from assistant.answer.citations import CitationList
from assistant.answer.claims import PLAIN, claims_of, conditions_of, verdict_of
from assistant.answer.no_version import why_silent
from assistant.decision.model import AskedDay, Inquiry, InVersion, Moment
from assistant.decision.scope import scope_on, text_of
from assistant.model import Answer, Claim, ClaimKind, Period, Status, Verdict
from assistant.question.time.asked_time import names_earlier_version
from assistant.texts.wording import Wording, wording
from corpus.model import Catalogue, PassageKind, Role
from corpus.timeline import Applicable, applicable, coming_days

_MAX_SUGGESTIONS = 3
_ANSWERING = (Status.ANSWERED, Status.PARTIAL)


def compose(inquiry: Inquiry, catalogue: Catalogue, publication: str) -> Answer:
    """The answer to a routed inquiry, not yet verified."""
    texts = wording(inquiry.language)
    citations = CitationList(catalogue, inquiry.day.as_of)
    claims: list[Claim] = []
    status = status_of(inquiry.comparisons) if inquiry.comparisons else _status(inquiry.moments)
    for comparison in inquiry.comparisons:
        title = _title_among_several(comparison.guideline.guideline_id, catalogue)
        if title and comparison.is_possible:
            claims.append(Claim(ClaimKind.GROUP, f"{title}:"))
        claims += change_claims(comparison, citations, texts, inquiry.day.today)
    for moment in () if inquiry.comparisons else inquiry.moments:
        if len(inquiry.moments) > 1 and status not in PLAIN:
            claims.append(Claim(ClaimKind.GROUP, texts.heading(moment.days)))
        claims += _moment_claims(moment, inquiry, citations, texts, catalogue)
        if status in PLAIN:
            break
    if status not in PLAIN:
        claims += _dark_beside(inquiry, texts, catalogue)
        claims += _passed_over(inquiry, texts)
        claims += _coming(inquiry, texts, catalogue)
    if status not in PLAIN and _names_its_time(inquiry):
        claims.insert(0, Claim(ClaimKind.DAY, _first_line(inquiry.day, texts)))
    return Answer(
        status=status,
        verdict=_verdict(inquiry.moments),
        claims=tuple(claims),
        citations=citations.all(),
        suggestions=_suggestions(inquiry, catalogue),
        language=inquiry.language,
        standalone_question=inquiry.standalone,
        as_of=inquiry.day.as_of,
        is_today=inquiry.day.as_of == inquiry.day.today,
        publication=publication,
    )


def _status(moments: Sequence[Moment]) -> Status:
    """One status for all moments: what is answered for a part of the time is answered in part."""
    statuses = {moment.route.status if moment.route else Status.NOT_IN_GUIDELINES for moment in moments}
    if len(statuses) == 1:
        return statuses.pop()
    return Status.PARTIAL if statuses.intersection(_ANSWERING) else Status.NOT_IN_GUIDELINES


def _verdict(moments: Sequence[Moment]) -> Verdict | None:
    """The verdict, where it is the same for all of the time."""
    verdicts = {verdict_of(moment.route) if moment.route else None for moment in moments}
    return verdicts.pop() if len(verdicts) == 1 else None


def _names_its_time(inquiry: Inquiry) -> bool:
    """Whether the answer says which time it is about: always, unless that is the present alone."""
    day = inquiry.day
    going_on = day.as_of == day.today and len(inquiry.moments) == 1
    return bool(day.conflicting) or not (day.is_today or going_on)


def _first_line(day: AskedDay, texts: Wording) -> str:
    time = texts.time(day.period)
    line = texts.say("answer", "day_ahead" if day.period.first > day.today else "day", time=time)
    if day.conflicting:
        return f"{texts.say('answer', 'day_conflict', time=time, chosen=texts.day(day.conflicting))} {line}"
    return line


def _moment_claims(
    moment: Moment, inquiry: Inquiry, citations: CitationList, texts: Wording, catalogue: Catalogue
) -> Iterator[Claim]:
    if moment.route is not None:
        yield from claims_of(moment.route, moment, inquiry.day, citations, texts, catalogue)
        return
    for guideline_id, state in _dark(moment):
        title = _title_among_several(guideline_id, catalogue)
        yield Claim(ClaimKind.MISSING, why_silent(state, moment.days, inquiry.day.today, title, texts))


def _dark_beside(inquiry: Inquiry, texts: Wording, catalogue: Catalogue) -> Iterator[Claim]:
    """Of another time than today: which guidelines could not be asked, beside those that answered."""
    if inquiry.day.is_today:
        return
    days: dict[tuple[str, Applicable], Period] = {}
    for moment in inquiry.moments:
        silent = moment.route is not None and moment.route.status is Status.NOT_IN_GUIDELINES
        for key in _dark(moment) if moment.route is not None else ():
            if key[1] is not None or silent:
                first = days[key].first if key in days else moment.days.first
                days[key] = Period(first, moment.days.last)
    for (guideline_id, state), period in days.items():
        title = _title_among_several(guideline_id, catalogue)
        yield Claim(ClaimKind.NOTE, why_silent(state, period, inquiry.day.today, title, texts))


def _passed_over(inquiry: Inquiry, texts: Wording) -> Iterator[Claim]:
    """That the answer is not about a time, or an earlier version, which the question names: so that nobody takes it
    for that."""
    period = inquiry.day.passed_over
    quoted = (passage.passage for moment in inquiry.moments if moment.route for passage in moment.route.passages)
    tells_what_applies = any(each.role is not Role.HISTORY and each.kind is not PassageKind.TITLE for each in quoted)
    if inquiry.comparisons or not tells_what_applies:
        return
    if period is None:
        if inquiry.day.is_today and names_earlier_version(inquiry.matter):
            yield Claim(ClaimKind.NOTE, texts.say("answer", "passed_over_version"))
        return
    ahead = "_ahead" if period.first > inquiry.day.today else ""
    key = "passed_over" if inquiry.day.passed_over_is_known else "passed_over_unknown"
    yield Claim(
        ClaimKind.NOTE, texts.say("answer", key + ahead, at=texts.sentence_at(period), at_inside=texts.at(period))
    )


def _coming(inquiry: Inquiry, texts: Wording, catalogue: Catalogue) -> Iterator[Claim]:
    """Of an answer for today: from when on what it quotes reads differently, or applies no more."""
    if not inquiry.day.is_today or inquiry.comparisons:
        return
    routes = [moment.route for moment in inquiry.moments if moment.route is not None]
    quoted = [each for route in routes if route.passages for each in (*route.passages, *conditions_of(route))]
    for guideline in catalogue.guidelines:
        ours = {(p.passage.lead_in, p.passage.text) for p in quoted if p.version.guideline_id == guideline.guideline_id}
        day = next(iter(coming_days([guideline], inquiry.day.today)), None)
        if not ours or day is None:
            continue
        state = applicable(guideline, day)
        text = text_of(state)
        if text is None or not ours <= {(passage.lead_in, passage.text) for passage in text.passages}:
            key = "coming_end" if state is None else "coming_lost" if text is None else "coming_change"
            named = texts.guideline_name(_title_among_several(guideline.guideline_id, catalogue))
            yield Claim(ClaimKind.NOTE, texts.say("answer", key, day=texts.day(day), guideline=named))


def _dark(moment: Moment) -> list[tuple[str, Applicable]]:
    """The guidelines without a text for these days."""
    return [(guideline_id, state) for guideline_id, state in moment.scope.states if text_of(state) is None]


def _title_among_several(guideline_id: str, catalogue: Catalogue) -> str | None:
    """A guideline's title, where it must be told from others."""
    guideline = catalogue.guideline(guideline_id)
    return guideline.title if guideline is not None and len(catalogue.guidelines) > 1 else None


def _suggestions(inquiry: Inquiry, catalogue: Catalogue) -> tuple[str, ...]:
    """Questions that neighbouring passages answer, in the answer's language; never the one just asked."""
    routes = [moment.route for moment in inquiry.moments if moment.route is not None]
    cited = {passage.key for route in routes for passage in (*route.passages, *conditions_of(route))}
    near = (passage for route in routes for passage in (*route.next_anchors, *route.near))
    wanted = [passage for passage in near if passage.key not in cited]
    questions: dict[str, None] = {}
    for passage in wanted or _everything(inquiry, catalogue):
        guideline = catalogue.guideline(passage.version.guideline_id)
        if guideline is not None and guideline.bank is not None:
            question = guideline.bank.suggestions.get(passage.passage.anchor, {}).get(inquiry.language)
            if question and question.casefold() != inquiry.text.casefold():
                questions.setdefault(question)
    return tuple(questions)[:_MAX_SUGGESTIONS]


def _everything(inquiry: Inquiry, catalogue: Catalogue) -> Iterable[InVersion]:
    """What one may well ask when nothing else is known: supports first, but history where a past time is dark."""
    in_force = inquiry.moments[-1].scope.versions if inquiry.moments else ()
    first = Role.SUPPORT if in_force else Role.HISTORY
    versions = in_force or scope_on(catalogue, inquiry.day.today).versions
    passages = [InVersion(version, passage) for version in versions for passage in version.passages]
    return sorted(passages, key=lambda item: item.passage.role is not first)
