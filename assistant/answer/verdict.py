"""What reviewed roles say about support, and which terms belong to it. Nothing here is guessed."""

from __future__ import annotations

from dataclasses import replace

from assistant.decision.model import Decision
from assistant.model import Verdict
from corpus.model import LocatedPassage, Role, Status


def verdict_of(decision: Decision) -> Verdict | None:
    """The verdict; None where the roles say nothing about support, or it is not sure that the passages are meant.

    What is cited and what is nearly as likely have to agree: where one supports and another excludes, it is told by
    none of them whether this very thing is supported.
    """
    support = [passage for passage in decision.passages if passage.role is Role.SUPPORT]
    excluded = [passage for passage in decision.passages if passage.role is Role.EXCLUSION]
    if (
        decision.by_headings
        or not decision.status.is_answer
        or decision.unsure
        or decision.in_doubt
        or bool(support) == bool(excluded)
    ):
        return None
    if any(passage.version.awaits_review for passage in (*support, *excluded)):
        return None
    if excluded:
        return Verdict.NOT_FUNDABLE if _is_excluded(decision) else None
    if decision.contradicts or any(rival.role is Role.EXCLUSION for rival in decision.rivals):
        return None
    if decision.by_reader and (decision.status is Status.PARTIAL or not _speaks_of_support_alone(decision)):
        return None
    has_terms = any(passage.passage.conditions for passage in support)
    return Verdict.CONDITIONAL if has_terms else Verdict.FUNDABLE


def _is_excluded(decision: Decision) -> bool:
    """Whether all that is cited excludes, the question is answered whole, and no support is nearly as likely."""
    supported = any(rival.role is Role.SUPPORT for rival in decision.rivals)
    whole = decision.status is Status.ANSWERED
    return whole and not supported and all(each.role is Role.EXCLUSION for each in decision.passages)


def _speaks_of_support_alone(decision: Decision) -> bool:
    """Whether all that is cited is support or its terms: else what is asked may be the neighbour that is none."""
    terms = {(each.version.key, anchor) for each in decision.passages for anchor in each.passage.conditions}
    return all(each.role is Role.SUPPORT or (each.version.key, each.anchor) in terms for each in decision.passages)


def conditions_of(decision: Decision) -> tuple[LocatedPassage, ...]:
    """The terms of the supports that are cited, each once, without those that are quoted already."""
    if decision.contradicts:
        return ()
    cited = {passage.key for passage in decision.passages}
    terms: dict[tuple[str, str], LocatedPassage] = {}
    for support in decision.passages:
        for anchor in support.passage.conditions:
            passage = support.version.passage(anchor)
            if passage is not None:
                term = LocatedPassage(support.version, passage)
                if term.key not in cited:
                    terms.setdefault(term.key, term)
    for term in decision.terms:
        if term.key not in cited:
            terms.setdefault(term.key, term)
    return tuple(terms.values())


def without_new_verdict(decision: Decision, plain: Decision | None) -> Decision:
    """A decision that a language model had a part in, doubted where it would give a verdict that `plain`, made without
    the model, does not give."""
    verdict = verdict_of(decision)
    agreed = verdict is None or (plain is not None and verdict is verdict_of(plain))
    return decision if agreed else replace(decision, in_doubt=True)
