"""The answer to "summarise the guidelines": what they treat, by their headings. Nothing is put in other words."""

from __future__ import annotations

from assistant.decision.model import Decision, Scope
from corpus.model import LocatedPassage, Status

_MOST_HEADINGS = 30


def summary_of(scope: Scope) -> Decision | None:
    """The first passage under each heading in force; None where no version can answer."""
    first: dict[tuple[str, ...], LocatedPassage] = {}
    for located in scope.passages:
        if not located.is_title:
            first.setdefault((located.version.key, *located.passage.section), located)
    passages = tuple(first.values())[:_MOST_HEADINGS] or tuple(each for each in scope.passages if each.is_title)
    return Decision(Status.ANSWERED, passages=passages, by_headings=True) if passages else None
