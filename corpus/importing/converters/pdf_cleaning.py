"""A PDF's page without the text that is none of the document's, which is told. By pdfplumber."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pdfplumber.page import Page

from corpus.importing.converters.pdf_unseen import PageInk
from corpus.importing.document.raised import RaisedReader
from corpus.importing.layout.left_out import covered, struck, within
from corpus.importing.layout.lines import Box
from corpus.importing.layout.raised_chars import Char, raised_runs

_LEVEL_SLOPE = 0.1
"""What rises more than so much on its way is turned."""


def without_left_out(page: Page, ink: PageInk) -> tuple[Page, list[str]]:
    """The page without the text that is not seen, struck or covered, and what that says."""
    chars = [char_of(char) for char in page.chars]
    flat = [box_of(shape) for shape in (*page.lines, *page.rects)]
    found = [*within(chars, ink.unseen), *struck(chars, flat), *covered([*_drawn(page, ink.covers)])]
    gone = {id(page.chars[place]) for places in found for place in places}
    said = ["".join(chars[place].text for place in places).strip() for places in found]
    return page.filter(lambda shape: id(shape) not in gone), [text for text in said if text]


def _drawn(page: Page, covers: Sequence[Box]) -> Iterator[Char | Box]:
    """The characters of a page and the shapes that nothing is seen through, in the order in which they were drawn."""
    chars, rects = iter(page.chars), iter(page.rects)
    for kind in _kinds(page.layout) if covers else ():
        if kind == "LTChar" and (char := next(chars, None)):
            yield char_of(char)
        elif kind == "LTRect" and (rect := next(rects, None)) and any(box_of(rect).is_about(each) for each in covers):
            yield box_of(rect)


def _kinds(drawn: Any) -> Iterator[str]:
    """What was drawn, figures taken apart."""
    for each in drawn:
        if hasattr(each, "_objs"):
            yield from _kinds(each)
        else:
            yield type(each).__name__


def without_sideways(page: Page) -> tuple[Page, list[str]]:
    """The page without text that is turned, and what that says; a quarter turn in a table's cell is read there."""
    turned = [place for place, char in enumerate(page.chars) if _is_turned(char)]
    tables = [box_around(table.bbox) for table in page.find_tables()] if turned else []
    gone = [
        place
        for place in turned
        if not (_quarter(page.chars[place]) and any(char_of(page.chars[place]).within(table) for table in tables))
    ]
    said = [
        "".join(page.chars[place]["text"] for _, place in run).strip()
        for _, run in groupby(enumerate(gone), lambda numbered: numbered[1] - numbered[0])
    ]
    ids = {id(page.chars[place]) for place in gone}
    return page.filter(lambda shape: id(shape) not in ids), [text for text in said if text]


def _is_turned(char: dict[str, Any]) -> bool:
    across, up = char["matrix"][:2]
    return bool(across < 0 or abs(up) > _LEVEL_SLOPE * abs(across))


def _quarter(char: dict[str, Any]) -> str | None:
    """Where a character that is turned by a quarter goes: "btt" upwards, "ttb" downwards."""
    across, up = char["matrix"][:2]
    if abs(across) > _LEVEL_SLOPE * abs(up):
        return None
    return "btt" if up > 0 else "ttb"


def directions(chars: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How pdfplumber is to read what is turned."""
    upwards = sum(1 if _quarter(char) == "btt" else -1 for char in chars if _quarter(char)) >= 0
    way, lines = ("btt", "ltr") if upwards else ("ttb", "rtl")
    return {"char_dir_rotated": way, "line_dir_rotated": lines}


def without_marks(page: Page, reader: RaisedReader) -> tuple[Page, tuple[str, ...]]:
    """The page without the marks of footnotes, and these; what else stands above the line is written so."""
    chars = page.chars
    gone: set[int] = set()
    marks = []
    found = list(raised_runs([char_of(char) for char in chars]))
    for each, read in zip(found, reader.read([each.raised for each in found], ()), strict=True):
        if not read and each.raised.text.strip():
            marks.append(each.raised.text.strip())
        chars[each.places[0]]["text"] = read
        reaching = each.places[0] if read or not each.raised.before else each.places[0] - 1
        chars[reaching]["x1"] = chars[each.places[-1]]["x1"]  # no gap is left that would part what stands beside it
        gone |= {id(chars[place]) for place in each.places[1 if read else 0 :]}
    return page.filter(lambda shape: id(shape) not in gone), tuple(marks)


def char_of(char: dict[str, Any]) -> Char:
    """A character as pdfplumber tells it."""
    box = box_of(char)
    return Char(char["text"], box.left, box.right, box.top, box.bottom, round(float(char["size"]), 1))


def box_of(shape: dict[str, Any]) -> Box:
    """Where pdfplumber has something."""
    return box_around([shape[edge] for edge in ("x0", "top", "x1", "bottom")])


def box_around(edges: Sequence[Any]) -> Box:
    """A box of its left, top, right and bottom."""
    return Box(*(float(edge) for edge in edges))
