"""Lines that belong to the page and not to the text: headers, footers, page numbers, tables of contents.

Pure functions; a page is a sequence of lines from top to bottom.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_EDGE_LINES = 4
"""How many lines from the edge of a page may belong to its header or footer."""
_LONGEST_RUNNING_LINE = 120
_SET_OFF = 1.25
"""A running line stands this many times the usual line distance away from the text."""
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s*)?(?:(?:sida|sidan|sid|s|page|p)\b\.?\s*)?(?:\d{1,3}|(?-i:(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})))"
    r"(?:\s*(?:\(\s*\d{1,3}\s*\)|(?:/|av|of|\|)\s*\d{1,3}))?(?:\s*[-–—|])?",
    re.IGNORECASE,
)
_BROWSER_LINE = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:kl\.?\s*)?\d{1,2}[:.]\d\d(?:\s*[AP]M)?\b.*"
    r"|(?:file|https?)://\S+\s+\d{1,4}/\d{1,4}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"www\.|://|@")
_CONTENTS_LINE = re.compile(r".*\S\s*(?:\.\s?){4,}\s*\d{1,4}|.*…{2,}\s*\d{1,4}")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a page, how far down it stands, and whether its type is smaller than the text's."""

    text: str
    top: float
    small: bool = False


def running_lines(pages: Sequence[Sequence[Placed]]) -> set[tuple[int, int]]:
    """Places (page, line) of headers, footers and page numbers.

    A line runs when it is a page number or was printed by a browser; when it stands at the same edge of at least half
    of the pages, and of two, a number that counts the pages aside; or when it repeats the title above a later page.
    Only lines that run, too, may lie between it and the edge. A repeated line must be set off by a wider gap or
    smaller type: the same words in the text itself do not run.
    """
    repeated = _repeated(pages)
    beginning = pages[0][:_EDGE_LINES] if pages else ()
    title = {line.text.strip().lower() for line in beginning if line.text[:1].isupper()}
    gap = _usual_gap(pages) * _SET_OFF
    found: set[tuple[int, int]] = set()
    for number, page in enumerate(pages):
        for top in (True, False):
            passed: list[int] = []
            for line in _edge(page, top):
                text = page[line].text.strip()
                alone = bool(_PAGE_NUMBER.fullmatch(text) or _BROWSER_LINE.fullmatch(text))
                again = (top, without_digits(text)) in repeated or (top and number > 0 and text.lower() in title)
                if not (alone or again):
                    break
                passed.append(line)
                inner = page[line + 1 if top else line - 1]
                if alone or page[line].small or abs(inner.top - page[line].top) > gap:
                    found.update((number, place) for place in passed)
    return found


def without_digits(line: str) -> str:
    """The line with every number alike, as running lines are compared."""
    return re.sub(r"\d+", "0", " ".join(line.split()))


def is_contents_line(line: str) -> bool:
    """Whether a line belongs to a table of contents: dots and a page number at its end."""
    return bool(_CONTENTS_LINE.fullmatch(line.strip()))


def _repeated(pages: Sequence[Sequence[Placed]]) -> set[tuple[bool, str]]:
    """Edge (top or not) and words without digits of the lines that stand there on enough pages."""
    places: defaultdict[tuple[bool, str], list[tuple[int, str]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for top in (True, False):
            for line in _edge(page, top):
                places[top, without_digits(page[line].text)].append((number, page[line].text))
    needed = max(2, (len(pages) + 1) // 2)
    return {key for key, stood in places.items() if len({page for page, _ in stood}) >= needed and _runs_along(stood)}


def _runs_along(stood: Sequence[tuple[int, str]]) -> bool:
    """Whether a line is the same on its pages (page, text), but for a number that counts the pages."""
    text = stood[0][1].strip()
    if len(text) > _LONGEST_RUNNING_LINE or (text[:1].islower() and not _ADDRESS.search(text)):
        return False
    counts = [[int(digits) - page for digits in re.findall(r"\d+", line)] for page, line in stood]
    same = len({" ".join(line.split()) for _, line in stood}) == 1
    return same or any(len(set(column)) == 1 for column in zip(*counts, strict=True))


def _edge(page: Sequence[Placed], top: bool) -> list[int]:
    """Line numbers from an edge inwards; the two edges never meet, so that a short page keeps its text."""
    reach = min(_EDGE_LINES, len(page) // 2)
    return list(range(reach)) if top else list(range(len(page) - 1, len(page) - 1 - reach, -1))


def _usual_gap(pages: Sequence[Sequence[Placed]]) -> float:
    """The distance between lines of one paragraph: the lower quartile, as the gaps around paragraphs are wider."""
    gaps = sorted(b.top - a.top for page in pages for a, b in pairwise(page))
    return gaps[len(gaps) // 4] if gaps else 0.0
