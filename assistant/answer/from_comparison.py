"""What is said about changes: quotes of both versions, grouped as changed, added and removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answer.no_version import why_silent
from assistant.answer.statement import Statement, quote
from assistant.decision.model import VersionComparison
from assistant.model import ClaimKind
from assistant.texts.words import text
from corpus.alignment import Change, Pair
from corpus.model import LocatedPassage, Status, Version
from corpus.period import Period
from corpus.timeline import predecessor

_MAX_SHOWN = 8
"""Changes quoted in one answer; the page of the version shows them all."""


def status_of_changes(comparisons: Sequence[VersionComparison]) -> Status:
    """Answered where both texts are there, in part where that is so for some guidelines only."""
    possible = [comparison.is_possible for comparison in comparisons]
    if all(possible) and possible:
        return Status.ANSWERED
    return Status.PARTIAL if any(possible) else Status.NOT_IN_GUIDELINES


def statements_of_changes(comparison: VersionComparison, today: date) -> Iterator[Statement]:
    """What one comparison says."""
    old, new = comparison.before.text, comparison.after.text
    if old is None or new is None:
        dark = comparison.before if old is None else comparison.after  # the earlier one first
        reason = why_silent(dark.state, Period.of(dark.day), today, comparison.guideline.title)
        yield Statement(ClaimKind.MISSING, text("change", "not_comparable", reason=reason))
        return
    if old.key == new.key:
        name, quoted = "same_version", new.passages[:1]
    elif comparison.changes:
        name, quoted = "compared", ()
    else:
        name = "matter_unchanged" if comparison.unchanged else "no_changes"
        quoted = comparison.unchanged or new.passages[:1]
    quotes = [quote(ClaimKind.QUOTE, LocatedPassage(new, passage)) for passage in quoted]
    cited = tuple(each for statement in quotes for each in statement.cited)
    yield Statement(ClaimKind.LEAD, text("change", name, old=old, new=new), cited)
    yield from quotes
    yield from _grouped(comparison.changes[:_MAX_SHOWN], old, new)
    if (left := len(comparison.changes) - _MAX_SHOWN) > 0:
        has_page = predecessor(new, comparison.guideline) == old
        yield Statement(ClaimKind.NOTE, text("change", "more" if has_page else "more_elsewhere", count=left))


def _grouped(pairs: Sequence[Pair], old: Version, new: Version) -> Iterator[Statement]:
    for change in (Change.CHANGED, Change.ADDED, Change.REMOVED):
        of_kind = [pair for pair in pairs if pair.change is change]
        if of_kind:
            yield Statement(ClaimKind.GROUP, text("change", f"group_{change}"))
        for pair in of_kind:
            both = pair.old is not None and pair.new is not None
            if pair.old is not None:
                yield quote(ClaimKind.BEFORE if both else ClaimKind.QUOTE, LocatedPassage(old, pair.old))
            if pair.new is not None:
                yield quote(ClaimKind.AFTER if both else ClaimKind.QUOTE, LocatedPassage(new, pair.new))
