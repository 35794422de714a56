"""The difference between two versions as marked-up text: which words went, and which came."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from assistant.presentation.word_difference import marked_words
from corpus.alignment import Change, Pair, changes
from corpus.model import Passage, Version


@dataclass(frozen=True, slots=True)
class Marked:
    """A changed passage: where it stands, and its words with what is removed and added marked."""

    anchor: str | None
    """In the newer version; None where it was removed."""
    section: str
    old: Markup | None
    new: Markup | None


def grouped_changes(old: Version, new: Version) -> dict[Change, list[Marked]]:
    """What changed from one version to the next, by kind; kinds without changes are left out."""
    pairs = changes(old.passages, new.passages)
    kinds = (Change.CHANGED, Change.ADDED, Change.REMOVED)
    groups = {kind: [_marked(pair) for pair in pairs if pair.change is kind] for kind in kinds}
    return {kind: marked for kind, marked in groups.items() if marked}


def _marked(pair: Pair) -> Marked:
    passage = pair.new or pair.old
    section = passage.section[-1] if passage is not None and passage.section else ""
    before = _words(pair.old) if pair.old is not None else []
    after = _words(pair.new) if pair.new is not None else []
    both = pair.old is not None and pair.new is not None
    return Marked(
        anchor=pair.new.anchor if pair.new is not None else None,
        section=section,
        old=marked_words(before, after if both else before, "del") if pair.old is not None else None,
        new=marked_words(after, before if both else after, "ins") if pair.new is not None else None,
    )


def _words(passage: Passage) -> list[str]:
    return f"{passage.lead_in or ''} {passage.text}".split()
