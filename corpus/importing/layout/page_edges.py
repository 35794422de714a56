"""Printed pages without what belongs to the pages: running lines and lines of a table of contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.importing.document.blocks import Dropped, Grid
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


def without_repeated_headers(pages: Sequence[list[Printed]]) -> tuple[Dropped, ...]:
    """Take the header that a table repeats overleaf out of the words of the page, and tell what it says.

    Its row stays in the table until both parts of that are put together.
    """
    told: Counter[str] = Counter()
    for page, following in pairwise(pages):
        if not page or not following:
            continue
        above, overleaf = page[-1].parts[-1], following[0].parts[0]
        if not (isinstance(above, Grid) and isinstance(overleaf, Grid)) or above.rows[0] != overleaf.rows[0]:
            continue
        rest = _without_beginning(following[0].words, " ".join(above.rows[0]).split())
        if rest is not None:
            following[0] = replace(following[0], words=rest)
            told[" ".join(above.rows[0])] += 1
    return tuple(Dropped(text, times) for text, times in told.items())


def _without_beginning(words: str, header: Sequence[str]) -> str | None:
    """The lines below those that hold the words of a header and no others; None where there are none."""
    lines = words.split("\n")
    found: list[str] = []
    for count, line in enumerate(lines, 1):
        found += line.split()
        if len(found) >= len(header):
            return "\n".join(lines[count:]) if sorted(found) == sorted(header) else None
    return None


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
