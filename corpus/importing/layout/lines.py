"""Words on a page set together to lines, with the bullets that are drawn beside them. Distances are in points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.importing.document.hyphens import cleaned
from corpus.importing.document.list_markers import BULLET, is_bare_mark, split_mark
from corpus.importing.layout.typeset import Line, Part

_NUMBER_GAP = 0.6
"""A bare number with white space this wide behind it, in type sizes, is the number of a list item."""
_BULLET_SIZES = (1.5, 9.0)
"""Smallest and largest bullet that is drawn rather than written."""
_BULLET_REACH = 36.0
_SAME = 2.0
"""Edges of one shape differ by less, with its outline and without."""


@dataclass(frozen=True, slots=True)
class Box:
    """A shape on the page, measured from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_bullet(self) -> bool:
        """Whether it is small and about as high as wide."""
        low, high = _BULLET_SIZES
        width, height = self.right - self.left, self.bottom - self.top
        return low <= width <= high and low <= height <= high and abs(width - height) < max(width, height) / 2

    def is_about(self, other: Box) -> bool:
        """Whether two shapes are one, drawn by two readers."""
        ours, theirs = ((box.left, box.top, box.right, box.bottom) for box in (self, other))
        return all(abs(one - two) < _SAME for one, two in zip(ours, theirs, strict=True))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is printed."""

    text: str
    box: Box
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        """How far down its middle stands."""
        return (self.box.top + self.box.bottom) / 2

    def within(self, box: Box) -> bool:
        """Whether its middle lies in a box."""
        across = (self.box.left + self.box.right) / 2
        return box.left <= across <= box.right and box.top <= self.middle <= box.bottom


def rows_of(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Words from left to right, row by row from the top: a word belongs to the row whose height holds its middle."""
    row: list[Word] = []
    for word in sorted(words, key=lambda w: w.middle):
        if row and word.middle > row[0].box.bottom - (row[0].box.bottom - row[0].box.top) * 0.2:
            yield tuple(sorted(row, key=lambda w: w.box.left))
            row = []
        row.append(word)
    if row:
        yield tuple(sorted(row, key=lambda w: w.box.left))


def line_of(row: Sequence[Word], bullets: Sequence[Box]) -> Line | None:
    """A row as a line with its mark, written or drawn; None when it holds no visible character."""
    text = cleaned(" ".join(word.text for word in row)).strip()
    if not text:
        return None
    first, words = row[0], row
    mark, rest = split_mark(text)
    left = first.box.left
    if mark is None and _is_set_off_number(row):
        mark, rest = first.text, cleaned(" ".join(word.text for word in row[1:]))
    if mark is not None and len(row) > 1:
        words = row[1:]
    elif mark is None and (drawn := _drawn_bullet(first, bullets)) is not None:
        mark, left = BULLET, drawn.left
    sizes = Counter[float]()
    for word in words:
        sizes[word.size] += len(word.text)
    size = sizes.most_common(1)[0][0]
    bold = sum(len(word.text) for word in words if word.bold) > sum(len(word.text) for word in words) * 0.9
    top = max(word.box.bottom for word in words) - size
    others = frozenset(sizes) - {size}
    return Line(rest, left, row[-1].box.right, top, size, bold, mark, words[0].box.left, others)


def with_own_marks(parts: Sequence[Part]) -> Iterator[Part]:
    """Marks that stand on a line of their own, a little above or below their words, put in front of these."""
    waiting: Line | None = None
    for part in parts:
        if waiting is not None and isinstance(part, Line) and part.mark is None and part.left >= waiting.left:
            mark, _ = split_mark(f"{waiting.text} .")
            part = replace(part, mark=mark, left=waiting.left, indent=part.left)
        elif waiting is not None:
            yield waiting
        waiting = part if isinstance(part, Line) and part.mark is None and is_bare_mark(part.text) else None
        if waiting is None:
            yield part
    if waiting is not None:
        yield waiting


def _is_set_off_number(row: Sequence[Word]) -> bool:
    first = row[0]
    if len(row) < 2 or not first.text.isdigit() or len(first.text) > 2:
        return False
    return row[1].box.left - first.box.right > _NUMBER_GAP * first.size


def _drawn_bullet(word: Word, bullets: Sequence[Box]) -> Box | None:
    for box in bullets:
        beside = word.box.top <= (box.top + box.bottom) / 2 <= word.box.bottom
        if beside and 0 < word.box.left - box.right < _BULLET_REACH:
            return box
    return None
