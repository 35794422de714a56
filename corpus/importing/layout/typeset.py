"""Set lines back to what they were: headings, paragraphs and lists, by size, weight, place and marks.

Distances are in the unit of the reader (points on a PDF page, rows and columns in plain text). No vendor, no files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeAlias

from corpus.importing.document.blocks import Block, Grid, Heading, Listing, Paragraph, Run, paragraph
from corpus.importing.document.hyphens import mended, vocabulary
from corpus.importing.document.list_markers import is_letter, may_be_words, number_of

_LARGER, _BOLD_HEADING, _LONGEST_HEADING = 1.08, 110, 200
_HEADING_PITCH = 1.6
"""Lines of one heading stand at most this many type sizes apart, or hardly further than lines of the text do."""
_NEW_PARAGRAPH = 1.3
"""A gap of this many usual line distances begins a paragraph."""
_FULL = 0.7
"""A line that reaches further than so much of the text's width was broken because it is full."""
_SMALL = 0.92
"""Type smaller than this share of the body's is a note's, or a footer's."""
_RARE = 0.1
"""A line distance is usual when at least this share of the lines keeps it."""
_ENDS = (".", ":", "!", "?", ".”", '."', ".)")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `mark` is the bullet ("•") or number ("3.") of a list item; `left` then is where the mark
    stands and `indent` where the words begin."""

    text: str
    left: float
    right: float
    top: float
    size: float
    bold: bool = False
    mark: str | None = None
    indent: float = 0.0
    others: frozenset[float] = frozenset()
    """Sizes of single words that differ from the line's."""

    @property
    def sizes(self) -> frozenset[float]:
        """All sizes of its words."""
        return self.others | {self.size}

    @property
    def printed(self) -> str:
        """The whole line, its mark included."""
        return f"{self.mark} {self.text}" if self.mark else self.text


Part: TypeAlias = Line | Grid | Paragraph
"""A line, or what is no line any more: a table, and its title and remarks."""


@dataclass(slots=True)
class _Open:
    """An element that further lines may belong to."""

    lines: list[Line]
    level: int | None = None


def blocks_of(pages: Sequence[Sequence[Part]], body: float | None = None) -> tuple[Block, ...]:
    """The blocks of pages of lines and tables in reading order, paragraphs that a page break cut joined again.

    `body` is the type size of running text where the reader knows it; otherwise most of the text is set in it.
    """
    lines = [part for page in pages for part in page if isinstance(part, Line)]
    known = vocabulary(line.text for line in lines)
    setter = _Setter(lines, body_size(lines) if body is None else body)
    elements = list(setter.elements(pages))
    return tuple(_with_lists(elements, known))


def body_size(lines: Sequence[Line]) -> float:
    """The type size that most of the text is set in."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


class _Setter:
    def __init__(self, lines: Sequence[Line], size: float) -> None:
        self._body = size
        body = [line for line in lines if line.size == self._body]
        self._left = min((line.left for line in body), default=0.0)
        self._right = max((line.right for line in body), default=1.0)
        self._bold = sum(len(line.text) for line in body if line.bold) * 2 > sum(len(line.text) for line in body)
        self._styles = sorted({(line.size, line.bold) for line in lines if self._is_heading(line)}, reverse=True)
        self._pitch = self._usual_distance(body)

    def elements(self, pages: Sequence[Sequence[Part]]) -> Iterator[_Open | Grid | Paragraph]:
        """Lines that belong together, and tables, also where a page break parted them."""
        current: _Open | Grid | Paragraph | None = None
        notes: list[Sequence[Part]] = []
        for page in pages:
            text = self._without_notes(page)
            for place, part in enumerate(text):
                new_page = place == 0
                if isinstance(part, Line) and isinstance(current, _Open) and self._goes_on(current, part, new_page):
                    current.lines.append(part)
                    continue
                if isinstance(part, Grid) and isinstance(current, Grid) and new_page and _same_table(current, part):
                    current = _with_rows_of(current, part)
                    continue
                if current is not None:
                    yield current
                    yield from self._notes(notes)
                    notes = []
                current = _Open([part], self._level(part)) if isinstance(part, Line) else part
            if len(text) < len(page):
                notes.append(page[len(text) :])
        if current is not None:
            yield current
        yield from self._notes(notes)

    def _without_notes(self, page: Sequence[Part]) -> Sequence[Part]:
        """A page or column without the small lines at its foot, which stand below a text that may go on overleaf."""
        end = len(page)
        while end > 0 and self._is_small(page[end - 1]):
            end -= 1
        return page[:end] if end > 0 else page

    def _notes(self, notes: Sequence[Sequence[Part]]) -> Iterator[_Open | Grid | Paragraph]:
        """The notes of each page, behind what they stood below."""
        for note in notes:
            yield from self.elements([note])

    def _is_small(self, part: Part) -> bool:
        return isinstance(part, Line) and max(part.sizes) < self._body * _SMALL

    def _level(self, line: Line) -> int | None:
        return min(6, self._styles.index((line.size, line.bold)) + 1) if self._is_heading(line) else None

    def _is_heading(self, line: Line) -> bool:
        if line.mark is not None and number_of(line.mark) is None and not is_letter(line.mark):
            return False
        if line.size > self._body * _LARGER:
            return len(line.text) <= _LONGEST_HEADING
        alike = line.size >= self._body * 0.95
        return (
            alike and line.bold and not self._bold and len(line.text) <= _BOLD_HEADING and line.text[-1] not in ".:;,"
        )

    def _goes_on(self, current: _Open, line: Line, new_page: bool) -> bool:
        """Whether a line belongs to the element before it."""
        last, level = current.lines[-1], self._level(line)
        gap = line.top - last.top
        if current.level is not None or level is not None:
            same_style = current.level == level and (last.size, last.bold) == (line.size, line.bold)
            near = 0 < gap <= last.size * max(_HEADING_PITCH, self._pitch / self._body * 1.15)
            return same_style and line.mark is None and not new_page and near
        if not (1 / _LARGER < line.size / last.size < _LARGER or last.sizes & line.sizes):
            return False
        ended, small = last.text.endswith(_ENDS), line.text[:1].islower()
        usual = 0 <= gap <= self._pitch * _NEW_PARAGRAPH
        if line.mark is not None:
            in_sentence = may_be_words(line.mark) and not ended and current.lines[0].mark is None
            return in_sentence and usual and not new_page and not self._had_room(last, line)
        item = current.lines[0] if current.lines[0].mark else None
        hangs = item is not None and item.indent > self._left + self._body and line.left >= item.indent - self._body
        if new_page:
            cut = last.text[-1] != ":" and not self._had_room(last, line)
            return small or hangs or (item is None and (cut or not ended))
        if not usual:  # text with more space between its lines, or around a table, goes on where a sentence is cut
            full = last.right > self._left + _FULL * (self._right - self._left)
            broken_off = item is None and not ended and full
            return small and gap > 0 and (broken_off or (hangs and gap <= self._pitch * 2 * _NEW_PARAGRAPH))
        outdented = item is not None and len(current.lines) > 1 and line.left < last.left - self._body / 2
        before_mark = item is not None and line.left < item.left - self._body / 4 and not small
        if (
            outdented
            or (before_mark and (ended or self._had_room(last, line)))
            or (last.text.endswith(":") and not small)
        ):
            return False
        return small or not ended or not self._had_room(last, line)

    def _had_room(self, last: Line, line: Line) -> bool:
        """Whether the next line's first word would have fitted on the last line, so that it was broken on purpose."""
        width = (last.right - last.left) / max(1, len(last.text))
        first = line.mark or line.text.split()[0]
        return last.right + (len(first) + 1) * width < self._right

    def _usual_distance(self, body: Sequence[Line]) -> float:
        """The smallest distance that many neighbouring lines keep: the one between lines of one paragraph."""
        gaps = [round(b.top - a.top, 1) for a, b in pairwise(body) if 0 < b.top - a.top < 3 * a.size]
        counted = Counter(gaps)
        usual = [gap for gap, times in counted.items() if times >= max(2, len(gaps) * _RARE)]
        return min(min(usual, default=self._body * 1.25), self._body * 1.9)


def _same_table(above: Grid, overleaf: Grid) -> bool:
    return len(above.rows[0]) == len(overleaf.rows[0])


def _with_rows_of(above: Grid, overleaf: Grid) -> Grid:
    """One table of two, without the header row where the second repeats it."""
    repeated = overleaf.rows[0] == above.rows[0]
    return Grid(above.rows + overleaf.rows[1 if repeated else 0 :])


def _with_lists(elements: Sequence[_Open | Grid | Paragraph], known: frozenset[str]) -> Iterator[Block]:
    """Elements as blocks; neighbouring items become lists, nested by where their marks stand."""
    for is_item, run in groupby(elements, lambda e: isinstance(e, _Open) and e.level is None and bool(e.lines[0].mark)):
        if is_item:
            items = [(e.lines[0], _words(e, known)) for e in run if isinstance(e, _Open)]
            yield from _nested(items)
            continue
        for element in run:
            if not isinstance(element, _Open):
                yield element
            elif element.level is not None:
                yield Heading(element.level, (Run(_words(element, known)),))
            else:
                yield paragraph(_words(element, known))


def _nested(items: Sequence[tuple[Line, str]]) -> Iterator[Listing]:
    """Lists of the items, their numbers one after the other; items whose mark stands further in make an inner list."""
    place = 0
    while place < len(items):
        mark = items[place][0]
        start = number_of(mark.mark)
        collected: list[tuple[Paragraph | Listing, ...]] = []
        while place < len(items) and number_of(items[place][0].mark) == (
            None if start is None else start + len(collected)
        ):
            inner = place + 1
            while inner < len(items) and items[inner][0].left > mark.left + mark.size / 2:
                inner += 1
            collected.append((paragraph(items[place][1]), *_nested(items[place + 1 : inner])))
            place = inner
        yield Listing(tuple(collected), start)


def _words(element: _Open, known: frozenset[str]) -> str:
    """An item's mark is none of its words; a letter, a mark further down, and a heading's number, is."""
    first, *others = element.lines
    beginning = first.printed if element.level is not None or is_letter(first.mark) else first.text
    return mended([beginning, *(line.printed for line in others)], known)
