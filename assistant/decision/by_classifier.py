"""Deciding by what the classifier learned from sample questions.

Two questions in one: which matter is it about (passages), and does the text say what is asked about it (gaps)? Both
come as probabilities from the index's classifier; here they become a decision. Anchors count only where the version
in force still has the text that the sample questions were written for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from assistant.decision.model import Decision, Scope
from assistant.decision.taught import taught
from corpus.model import Catalogue, Gap, LocatedPassage, Status, Version, versions_of
from index.model import Hit, Prediction, qualified

_CHOSEN_AT_LEAST = 0.2
_CHOSEN_SHARE = 0.4
"""A passage is cited when its probability is at least this and at least this share of the best one's."""
_SURELY_ANSWERED = 0.6
_GAP_AT_LEAST = 0.25
_GAP_SHARE = 0.6
_CONTRADICTS, _IN_DOUBT = 0.85, 0.25
"""A "no" is said only when the contradiction is likelier than the first; from the second on there is no "yes".

On the development split the second takes a wrong yes from one question in 96 and a right one from one in 42."""
_RIVAL_FROM = 0.1
"""A passage that is not cited may be meant instead from this probability on."""
_MAX_PASSAGES = 5
_MAX_GAPS = 2
_MAX_NEAR = 2
_NO_GAP, _FAIR_CHANCE, _SURELY_NAMED = 0.15, 0.3, 0.8
"""A gap less likely than the first is none; a question is not given up that is answered with at least the second by a
passage of at least the third."""
_SURE = 0.5
"""A status less likely than this is wrong six times of ten; the asker is told so and offered the next likeliest."""

Likely: TypeAlias = tuple[LocatedPassage, float]
"""A passage with the probability that the question is about it."""


def decide_by_classifier(prediction: Prediction, scope: Scope, catalogue: Catalogue, hits: Sequence[Hit]) -> Decision:
    """The decision for a question that was understood through sample questions.

    `hits` are the passages that retrieval brought, best first: pointers where nothing else is near.
    """
    status = prediction.status
    if not status.is_about_guidelines:
        return Decision(status)
    unsure = prediction.certainty < _SURE
    likely = _likely(prediction, scope, catalogue)
    if status is Status.NOT_IN_GUIDELINES and _nothing_is_missing(prediction, likely):
        status = Status.ANSWERED
    chosen = _chosen(likely, surely=prediction.answers > _SURELY_ANSWERED)
    gaps, silent = _gaps(prediction, scope, catalogue)
    rest = tuple(passage for passage, _ in likely if passage not in chosen)[:_MAX_PASSAGES]
    if status is Status.NOT_IN_GUIDELINES or not chosen:
        near = (chosen or tuple(each.passage for each in hits))[:_MAX_NEAR]
        return Decision(
            Status.NOT_IN_GUIDELINES,
            gaps=gaps,
            silent=silent,
            near=near,
            next_passages=(*chosen, *rest),
            unsure=unsure,
        )
    return Decision(
        status,
        passages=chosen,
        gaps=gaps if status is Status.PARTIAL else (),
        silent=silent if status is Status.PARTIAL else None,
        contradicts=prediction.contradicts >= _CONTRADICTS,
        in_doubt=_IN_DOUBT <= prediction.contradicts < _CONTRADICTS or not _verdicts_rest_on(chosen, catalogue),
        rivals=tuple(each for each, probability in likely if each not in chosen and probability >= _RIVAL_FROM),
        next_passages=rest,
        unsure=unsure,
    )


def decide_by_version(scope: Scope) -> Decision | None:
    """The answer to "what applies then?" with nothing more: which version it is, told by its title."""
    titles = tuple(LocatedPassage(version, version.passages[0]) for version in scope.versions)
    return Decision(Status.ANSWERED, passages=titles) if titles else None


def _nothing_is_missing(prediction: Prediction, likely: Sequence[Likely]) -> bool:
    """Whether a question read as unanswered has a likely passage, a fair chance, and nothing it could ask in vain."""
    best = likely[0][1] if likely else 0.0
    gap = max(prediction.gap_probabilities.values(), default=0.0)
    return gap < _NO_GAP and best >= _SURELY_NAMED and prediction.answers >= _FAIR_CHANCE


def _likely(prediction: Prediction, scope: Scope, catalogue: Catalogue) -> list[Likely]:
    """Passages in force with the probability that the question is about them, likeliest first."""
    known, probabilities = taught(scope, catalogue), prediction.passage_probabilities
    found = (
        (each, probabilities.get(qualified(each.version.guideline_id, each.anchor), 0.0))
        for each in scope.passages
        if each.key in known
    )
    return sorted((each for each in found if each[1] > 0.0), key=lambda each: -each[1])


def _chosen(likely: Sequence[Likely], *, surely: bool) -> tuple[LocatedPassage, ...]:
    """The passages to cite; the likeliest one however unlikely, when the text `surely` answers the question."""
    if not likely:
        return ()
    best = likely[0][1]
    floor = min(best, _CHOSEN_AT_LEAST) if surely else _CHOSEN_AT_LEAST
    floor = max(floor, _CHOSEN_SHARE * best)
    return tuple(passage for passage, probability in likely if probability >= floor)[:_MAX_PASSAGES]


def _verdicts_rest_on(passages: Sequence[LocatedPassage], catalogue: Catalogue) -> bool:
    banks = [catalogue.bank(version) for version in versions_of(passages)]
    return all(bank is not None and bank.gives_verdicts for bank in banks)


def _gaps(prediction: Prediction, scope: Scope, catalogue: Catalogue) -> tuple[tuple[Gap, ...], Version | None]:
    """The gaps asked about, likeliest first, and whose they are: the likeliest one's version."""
    known = {
        qualified(version.guideline_id, gap_id): (gap, version)
        for version in scope.versions
        if (bank := catalogue.bank(version)) is not None
        for gap_id, gap in bank.gaps.items()
        if gap_id in catalogue.gaps_in(version)
    }
    ranked = sorted(prediction.gap_probabilities.items(), key=lambda each: -each[1])
    ranked = [(name, probability) for name, probability in ranked if name in known]
    if not ranked:
        return (), None
    floor = max(_GAP_AT_LEAST, _GAP_SHARE * ranked[0][1])
    silent = known[ranked[0][0]][1]
    likely = [known[name] for name, probability in ranked if probability >= floor]
    return tuple(gap for gap, version in likely if version is silent)[:_MAX_GAPS], silent
