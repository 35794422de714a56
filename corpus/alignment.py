"""Which passages of two versions are the same passage, so that anchors carry over and changes can be told.

Passages with the same words are paired first, wherever they stand: moving a section or renaming it changes nothing.
What is left is paired by likeness, as the assignment with the greatest sum of likeness (H. W. Kuhn, The Hungarian
method, 1955), and only where enough words are shared.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from rapidfuzz.distance import Indel
from scipy.optimize import linear_sum_assignment

from corpus.model import Passage, PassageKind
from corpus.typography import TYPOGRAPHY

_ENOUGH, _ENOUGH_NAMED = 0.5, 0.25
"""Share of words that two passages must have in common, in order; the second when both bear the same anchor."""
_SAME_ANCHOR, _SAME_SECTION, _SAME_PLACE = 0.3, 0.1, 0.1


class Change(StrEnum):
    """What became of a passage from one version to another."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage in the older and in the newer version; one of them is None where it was added or removed."""

    old: Passage | None
    new: Passage | None

    @property
    def change(self) -> Change:
        """What became of it. Its words and the lead-in of its list count; where it stands does not."""
        if self.old is None:
            return Change.ADDED
        if self.new is None:
            return Change.REMOVED
        return Change.SAME if _say_the_same(self.old, self.new) else Change.CHANGED


def align(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Pair, ...]:
    """Pair two versions' passages: in the order of the newer one, removed passages where they used to stand."""
    partner = _with_same_words(old, new)
    partner |= _with_like_words(old, new, partner)
    return tuple(_in_reading_order(old, new, partner))


def changes(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Pair, ...]:
    """The pairs that differ: what was added, removed or changed. A document's title is a heading, and no change."""
    pairs = (pair for pair in align(old, new) if pair.change is not Change.SAME)
    return tuple(
        pair for pair in pairs if any(p is not None and p.kind is not PassageKind.TITLE for p in (pair.old, pair.new))
    )


def _with_same_words(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Places, new to old, of passages with equal words; among several, those whose surroundings agree best."""
    partner: dict[int, int] = {}
    for key in (_with_list_and_section, _with_list_and_heading, _with_list, _words):
        waiting: defaultdict[object, deque[int]] = defaultdict(deque)
        for place, passage in enumerate(old):
            if place not in partner.values():
                waiting[key(passage)].append(place)
        for place, passage in enumerate(new):
            if place not in partner and waiting[key(passage)]:
                partner[place] = waiting[key(passage)].popleft()
    return partner


def _with_like_words(old: Sequence[Passage], new: Sequence[Passage], partner: Mapping[int, int]) -> dict[int, int]:
    """Places, new to old, of passages that share enough words, among those without a partner."""
    taken = set(partner.values())
    rows = [place for place in range(len(new)) if place not in partner]
    columns = [place for place in range(len(old)) if place not in taken]
    gain = np.zeros((len(rows), len(columns)))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            distance = abs(row / len(new) - column / len(old))
            gain[i, j] = _gain(old[column], new[row], distance)
    chosen = zip(*linear_sum_assignment(gain, maximize=True), strict=True)
    return {rows[i]: columns[j] for i, j in chosen if gain[i, j] > 0.0}


def _gain(old: Passage, new: Passage, distance: float) -> float:
    """How good it is to pair two passages; 0 where they share too little."""
    if (old.kind is PassageKind.TITLE) != (new.kind is PassageKind.TITLE):
        return 0.0
    shared = Indel.normalized_similarity(_folded(old)[0].split(), _folded(new)[0].split())
    named, titles = old.anchor == new.anchor, old.kind is PassageKind.TITLE
    if shared < (_ENOUGH_NAMED if named else _ENOUGH) and not titles:  # a document has one title, whatever its words
        return 0.0
    section = old.section[-1:] == new.section[-1:]
    return float(shared + _SAME_ANCHOR * named + _SAME_SECTION * section + _SAME_PLACE * (1.0 - distance))


def _in_reading_order(old: Sequence[Passage], new: Sequence[Passage], partner: Mapping[int, int]) -> Iterator[Pair]:
    gone = deque(place for place in range(len(old)) if place not in set(partner.values()))
    reached = -1
    for place, passage in enumerate(new):
        before = partner.get(place)
        while before is not None and before > reached and gone and gone[0] < before:
            yield Pair(old[gone.popleft()], None)
        reached = max(reached, before if before is not None else -1)
        yield Pair(None if before is None else old[before], passage)
    yield from (Pair(old[place], None) for place in gone)


def _folded(passage: Passage) -> tuple[str, str]:
    """A passage's words and lead-in, typographic variants of quotation marks and dashes made alike."""
    return passage.text.translate(TYPOGRAPHY), (passage.lead_in or "").translate(TYPOGRAPHY)


def _say_the_same(old: Passage, new: Passage) -> bool:
    """Whether words and lead-in are equal, or the lead-in of one has become the heading over the other."""
    (old_words, old_lead), (new_words, new_lead) = _folded(old), _folded(new)
    if old_words != new_words or old_lead == new_lead:
        return old_words == new_words
    return not (old_lead and new_lead) and _as_heading(old, old_lead) == _as_heading(new, new_lead)


def _as_heading(passage: Passage, lead_in: str) -> str:
    return (lead_in or "".join(passage.section[-1:])).rstrip(":").casefold()


def _words(passage: Passage) -> tuple[object, ...]:
    return _folded(passage)[0], passage.kind is PassageKind.TITLE


def _with_list(passage: Passage) -> tuple[object, ...]:
    return *_words(passage), _folded(passage)[1]


def _with_list_and_section(passage: Passage) -> tuple[object, ...]:
    return *_with_list(passage), passage.section


def _with_list_and_heading(passage: Passage) -> tuple[object, ...]:
    """For a document whose title, and with it every section's path, has changed."""
    return *_with_list(passage), passage.section[-1:]
