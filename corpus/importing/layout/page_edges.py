"""Printed pages without what belongs to the pages: running lines and lines of a table of contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.importing.document.blocks import Dropped
from corpus.importing.layout.headers_footers import Placed, is_contents_line, running_lines, without_digits
from corpus.importing.layout.printed import Printed
from corpus.importing.layout.typeset import Line, body_size

_SMALL = 0.92
"""Type smaller than this share of the body's is a footer's or a note's."""
_LEVEL = 3.0
"""Lines of several columns stand beside each other when their tops differ by less, in points."""


def without_running_lines(pages: Sequence[Sequence[Printed]]) -> tuple[list[list[Printed]], tuple[Dropped, ...]]:
    """The pages without these lines, and what they say."""
    body = body_size([line for page in pages for one in page if (line := one.line) is not None])
    rows = [_rows(page) for page in pages]
    running = {
        (number, place)
        for number, row in running_lines(
            [[_placed(page, row, body) for row in own] for page, own in zip(pages, rows, strict=True)]
        )
        for place in rows[number][row]
    }
    kept: list[list[Printed]] = [[] for _ in pages]
    shown: dict[str, str] = {}
    times: Counter[str] = Counter()
    for number, page in enumerate(pages):
        for place, one in enumerate(page):
            if (number, place) in running or is_contents_line(one.words):
                key = without_digits(one.words)
                shown.setdefault(key, one.words)
                times[key] += 1
            else:
                kept[number].append(one)
    return kept, tuple(Dropped(text, times[key]) for key, text in shown.items())


def _rows(page: Sequence[Printed]) -> list[list[int]]:
    """The places of a page's lines from its top down, those at one height together: columns have lines side by side."""
    rows: list[list[int]] = []
    for place in sorted(range(len(page)), key=lambda place: page[place].top):
        if rows and page[place].column != page[rows[-1][0]].column and page[place].top - page[rows[-1][0]].top < _LEVEL:
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows


def _placed(page: Sequence[Printed], row: Sequence[int], body: float) -> Placed:
    """The lines at one height as one, with their words from left to right."""
    parts = [page[place] for place in sorted(row)]
    words = " ".join(part.words for part in parts)
    return Placed(words, parts[0].top, all(_is_small(part.line, body) for part in parts))


def _is_small(line: Line | None, body: float) -> bool:
    return line is not None and line.size < body * _SMALL
