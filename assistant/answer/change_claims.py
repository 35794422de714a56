"""What is said about changes: quotes of both versions, grouped as changed, added and removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answer.citations import CitationList
from assistant.answer.no_version import why_silent
from assistant.decision.model import Comparison, InVersion
from assistant.model import CitationRole, Claim, ClaimKind, Period, Status
from assistant.texts.wording import Wording
from corpus.alignment import Change, Pair
from corpus.model import Passage, Version
from corpus.timeline import predecessor

_MAX_SHOWN = 8
"""Changes quoted in one answer; the page of the version shows them all."""


def status_of(comparisons: Sequence[Comparison]) -> Status:
    """Answered where both texts are there, in part where that is so for some guidelines only."""
    possible = [comparison.is_possible for comparison in comparisons]
    if all(possible) and possible:
        return Status.ANSWERED
    return Status.PARTIAL if any(possible) else Status.NOT_IN_GUIDELINES


def change_claims(comparison: Comparison, citations: CitationList, texts: Wording, today: date) -> Iterator[Claim]:
    """The claims of one comparison; what they quote joins `citations`."""
    old, new = comparison.before.text, comparison.after.text
    if old is None or new is None:
        reason = _why_dark(comparison, texts, today)
        yield Claim(ClaimKind.MISSING, texts.say("answer", "not_comparable", reason=reason))
        return
    versions = {"old": texts.version(old), "new": texts.version(new)}
    if old.key == new.key:
        quotes, said = [_quote(ClaimKind.QUOTE, new, new.passages[0], citations)], "same_version"
    elif not comparison.changes:
        passages = comparison.unchanged or new.passages[:1]
        quotes = [_quote(ClaimKind.QUOTE, new, passage, citations) for passage in passages]
        said = "matter_unchanged" if comparison.unchanged else "no_changes"
    else:
        quotes, said = list(_grouped(comparison.changes[:_MAX_SHOWN], old, new, citations, texts)), "compared"
    numbers = () if said == "compared" else tuple(number for quote in quotes for number in quote.cites)
    yield Claim(ClaimKind.LEAD, texts.say("answer", said, **versions), numbers)
    yield from quotes
    if (left := len(comparison.changes) - _MAX_SHOWN) > 0:
        has_page = predecessor(new, comparison.guideline) == old
        key = "more_changes" if has_page else "more_changes_elsewhere"
        yield Claim(ClaimKind.NOTE, texts.say("answer", key, count=left))


def _grouped(
    pairs: Sequence[Pair], old: Version, new: Version, citations: CitationList, texts: Wording
) -> Iterator[Claim]:
    for change in (Change.CHANGED, Change.ADDED, Change.REMOVED):
        of_kind = [pair for pair in pairs if pair.change is change]
        if of_kind:
            yield Claim(ClaimKind.GROUP, texts.say("answer", f"group_{change}"))
        for pair in of_kind:
            yield from _quotes(pair, old, new, citations)


def _quotes(pair: Pair, old: Version, new: Version, citations: CitationList) -> Iterator[Claim]:
    both = pair.old is not None and pair.new is not None
    if pair.old is not None:
        yield _quote(ClaimKind.BEFORE if both else ClaimKind.QUOTE, old, pair.old, citations)
    if pair.new is not None:
        yield _quote(ClaimKind.AFTER if both else ClaimKind.QUOTE, new, pair.new, citations)


def _quote(kind: ClaimKind, version: Version, passage: Passage, citations: CitationList) -> Claim:
    return Claim(kind, passage.text, (citations.add(InVersion(version, passage), CitationRole.ANSWER),))


def _why_dark(comparison: Comparison, texts: Wording, today: date) -> str:
    """Why the versions cannot be compared: the side whose text is not there, the earlier one first."""
    dark = comparison.before if comparison.before.text is None else comparison.after
    return why_silent(dark.state, Period(dark.day, dark.day), today, comparison.guideline.title, texts)
