"""Deciding what kind of answer a question gets, and from which passages.

Two questions in one: which matter is it about (passages), and does the text say what is asked about it (gaps)?
Both come as probabilities from the index's understanding; here they become a decision. Anchors count only where
the version in force still has the text that the sample questions were written for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.decision.model import Found, InVersion, Route, Scope
from assistant.model import Status
from corpus.model import Catalogue, Gap, PassageKind
from index.model import Outcome, Reading, qualified

_CHOSEN_AT_LEAST = 0.2
_CHOSEN_SHARE = 0.4
"""A passage is cited when its probability is at least this and at least this share of the best one's."""
_SURELY_ANSWERED = 0.6
_GAP_AT_LEAST = 0.25
_GAP_SHARE = 0.6
_CONTRADICTS, _IN_DOUBT = 0.85, 0.25
"""A "no" is said only when the contradiction is likelier than the first; from the second on there is no "yes".

On the development split the second takes a wrong yes from one question in 96 and a right one from one in 42."""
_MAX_PASSAGES = 5
_MAX_GAPS = 2
_MAX_NEAR = 2
_CLEAR = 0.6
_CLEARLY_NAMED = 0.75
_CLEARLY_NO_MATTER = 0.95
"""A question is clear by itself from these probabilities on: of its outcome, of its likeliest passage or gap, and
of its outcome when it is not about the matter, as fragments seem to be."""
_NO_GAP, _FAIR_CHANCE, _SURELY_NAMED = 0.15, 0.3, 0.8
"""A gap less likely than the first is none; a question is not given up that is answered with at least the second by a
passage of at least the third."""
_SURE = 0.5
"""A reading less likely than this is wrong six times of ten; the asker is told so and offered the next likeliest."""
_STATUS = {
    Outcome.SMALLTALK: Status.SMALLTALK,
    Outcome.OFF_TOPIC: Status.OFF_TOPIC,
    Outcome.ATTACK: Status.REFUSED,
}


def route_by_reading(reading: Reading, scope: Scope, catalogue: Catalogue, found: Sequence[Found]) -> Route:
    """The decision for a question that was understood through sample questions.

    `found` are the passages that retrieval brought, nearest first: pointers where nothing else is near.
    """
    outcome = reading.outcome
    if outcome in _STATUS:
        return Route(_STATUS[outcome])
    unsure = reading.outcomes[outcome] < _SURE
    matters = _matters(reading, scope, catalogue)
    if outcome is Outcome.MISSING and _nothing_is_missing(reading, matters):
        outcome = Outcome.ANSWERED
    chosen = _chosen(matters, surely=reading.answering > _SURELY_ANSWERED)
    gaps = _gaps(reading, scope, catalogue)
    rest = tuple(passage for passage, _ in matters if passage not in chosen)[:_MAX_PASSAGES]
    if outcome is Outcome.MISSING or not chosen:
        near = (chosen or tuple(each.passage for each in found))[:_MAX_NEAR]
        return Route(Status.NOT_IN_GUIDELINES, gaps=gaps, near=near, next_anchors=(*chosen, *rest), unsure=unsure)
    partial = outcome is Outcome.PARTIAL
    return Route(
        Status.PARTIAL if partial else Status.ANSWERED,
        passages=chosen,
        gaps=gaps if partial else (),
        contradicts=reading.contradicts >= _CONTRADICTS,
        in_doubt=_IN_DOUBT <= reading.contradicts < _CONTRADICTS,
        next_anchors=rest,
        unsure=unsure,
    )


def is_answered(route: Route | None) -> bool:
    """Whether a route answers, or is for something that is no question about the guideline."""
    return route is not None and route.status is not Status.NOT_IN_GUIDELINES


def route_to_version(scope: Scope) -> Route | None:
    """The answer to "what applies then?" with nothing more: which version it is, told by its title."""
    titles = tuple(InVersion(version, version.passages[0]) for version in scope.versions)
    return Route(Status.ANSWERED, passages=titles) if titles else None


def _nothing_is_missing(reading: Reading, matters: Sequence[tuple[InVersion, float]]) -> bool:
    """Whether a question read as unanswered has a likely passage, a fair chance, and nothing it could ask in vain."""
    best = matters[0][1] if matters else 0.0
    gap = max(reading.gaps.values(), default=0.0)
    return gap < _NO_GAP and best >= _SURELY_NAMED and reading.answering >= _FAIR_CHANCE


def is_clearly_no_matter(reading: Reading) -> bool:
    """Whether a message is surely small talk, about something else, or an attack."""
    return reading.outcome in _STATUS and reading.outcomes[reading.outcome] >= _CLEARLY_NO_MATTER


def is_clear(reading: Reading) -> bool:
    """Whether a question is understood by itself, so that what was asked before it is not needed."""
    chance = reading.outcomes[reading.outcome]
    if reading.outcome in _STATUS:
        return is_clearly_no_matter(reading)
    named = [*reading.matters.values()]
    if reading.outcome is Outcome.MISSING:
        named += reading.gaps.values()
    return chance >= _CLEAR and max(named, default=0.0) >= _CLEARLY_NAMED


def yields_to_nearness(reading: Reading) -> bool:
    """Whether a passage that no sample question teaches may answer instead, being nearer than all that are taught."""
    if reading.outcome in (Outcome.SMALLTALK, Outcome.ATTACK):
        return False
    return reading.outcome is Outcome.OFF_TOPIC or not is_clear(reading)


def taught(scope: Scope, catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    """Keys of the passages in force that sample questions teach: their text is the one these were written for.

    A title answers which version applies, whatever it is called, so it is taught with any words.
    """
    keys: set[tuple[str, str]] = set()
    for version in scope.versions:
        guideline = catalogue.guideline(version.guideline_id)
        if guideline is not None and guideline.bank is not None:
            keys |= {(version.key, anchor) for anchor in guideline.bank.answers_in(version)}
            keys |= {(version.key, passage.anchor) for passage in version.passages if passage.kind is PassageKind.TITLE}
    return frozenset(keys)


def is_taught(scope: Scope, catalogue: Catalogue) -> bool:
    """Whether sample questions teach every passage in force."""
    known = taught(scope, catalogue)
    return all((version.key, passage.anchor) in known for version in scope.versions for passage in version.passages)


def _matters(reading: Reading, scope: Scope, catalogue: Catalogue) -> list[tuple[InVersion, float]]:
    """Passages in force with the probability that the question is about them, likeliest first."""
    known = taught(scope, catalogue)
    matters = []
    for version in scope.versions:
        for passage in version.passages:
            chance = reading.matters.get(qualified(version.guideline_id, passage.anchor), 0.0)
            if (version.key, passage.anchor) in known and chance > 0.0:
                matters.append((InVersion(version, passage), chance))
    return sorted(matters, key=lambda item: -item[1])


def _chosen(matters: Sequence[tuple[InVersion, float]], *, surely: bool) -> tuple[InVersion, ...]:
    """The passages to cite; the likeliest one however unlikely, when the text `surely` answers the question."""
    if not matters:
        return ()
    best = matters[0][1]
    floor = min(best, _CHOSEN_AT_LEAST) if surely else _CHOSEN_AT_LEAST
    floor = max(floor, _CHOSEN_SHARE * best)
    return tuple(passage for passage, chance in matters if chance >= floor)[:_MAX_PASSAGES]


def _gaps(reading: Reading, scope: Scope, catalogue: Catalogue) -> tuple[Gap, ...]:
    known = dict(_gaps_in_force(scope, catalogue))
    ranked = [(known[name], chance) for name, chance in _ranked(reading.gaps) if name in known]
    if not ranked:
        return ()
    floor = max(_GAP_AT_LEAST, _GAP_SHARE * ranked[0][1])
    return tuple(gap for gap, chance in ranked if chance >= floor)[:_MAX_GAPS]


def _gaps_in_force(scope: Scope, catalogue: Catalogue) -> Iterable[tuple[str, Gap]]:
    for version in scope.versions:
        guideline = catalogue.guideline(version.guideline_id)
        if guideline is not None and guideline.bank is not None:
            for gap_id, gap in guideline.bank.gaps.items():
                yield qualified(version.guideline_id, gap_id), gap


def _ranked(chances: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(chances.items(), key=lambda item: -item[1])
