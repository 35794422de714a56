"""What changed from one version to another, in words for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from corpus import messages
from corpus.alignment import Change, Pair, align, changes
from corpus.model import Passage, Version


def difference_lines(old: Version, new: Version) -> Iterator[str]:
    """A summary line, then the changed, added and removed passages with their anchors. Both versions have a text."""
    same = [pair for pair in align(old.passages, new.passages) if pair.change is Change.SAME]
    differing = changes(old.passages, new.passages)
    counts = Counter(pair.change.value for pair in (*same, *differing))
    yield messages.DIFF_HEAD.format(
        old=old.key, new=new.key, **{change.value: counts[change.value] for change in Change}
    )
    for change in (Change.CHANGED, Change.ADDED, Change.REMOVED):
        pairs = [pair for pair in differing if pair.change is change]
        if pairs:
            yield f"\n{messages.DIFF_GROUPS[change]}"
        for pair in pairs:
            yield from _lines(pair)


def _lines(pair: Pair) -> Iterator[str]:
    passage = pair.new or pair.old
    if passage is None:
        return
    yield f"  {passage.anchor}"
    if pair.old is not None:
        yield messages.DIFF_BEFORE.format(text=_words(pair.old))
    if pair.new is not None:
        yield messages.DIFF_AFTER.format(text=_words(pair.new))


def _words(passage: Passage) -> str:
    return f"{passage.lead_in} {passage.text}" if passage.lead_in else passage.text
