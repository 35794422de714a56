"""PDF with a text layer, by pdfplumber. The only module that imports it."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.pdf_annotations import Annotations, annotations_of
from corpus.importing.converters.pdf_unseen import PageInk, ink_of
from corpus.importing.document.blocks import Dropped, Extract, Grid
from corpus.importing.document.hyphens import cleaned, mended
from corpus.importing.document.list_markers import BULLET
from corpus.importing.document.raised import RaisedReader
from corpus.importing.layout.columns import grid_of, tables_and_rows
from corpus.importing.layout.gutters import columns_of, extent, widened
from corpus.importing.layout.headers_footers import Placed, is_contents_line, running_lines, without_digits
from corpus.importing.layout.left_out import covered, struck, within
from corpus.importing.layout.lines import Box, Word, line_of, rows_of, with_own_marks
from corpus.importing.layout.raised_chars import Char, raised_runs
from corpus.importing.layout.typeset import Line, Part, blocks_of, body_size

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BULLET_CODES = frozenset(f"(cid:{code})" for code in (127, 129, 141, 143, 144, 157))
"""As pdfplumber writes the codes that WinAnsiEncoding leaves without a letter."""
_STANDARD = re.compile(r"(?:Helvetica|Times|Courier)\b")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_LEVEL_SLOPE = 0.1
"""What rises more than so much on its way is turned."""
_WORD_GAP = 0.15
"""White space wider than this share of the type size separates words."""
_SMALL = 0.92
"""Type smaller than this share of the body's is a footer's or a note's."""
_LEVEL = 3.0
"""Lines of several columns stand beside each other when their tops differ by less, in points."""
_ABOUT_AS_WIDE = 1.2
"""A table in a column is at most so much wider than its text."""
_MOST_PAGES = 500


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line or table, how far down the page it stands, its words as they were drawn, and in which column."""

    part: Part
    top: float
    words: str
    column: int = 0
    """The number of the column it stands in, in reading order."""
    box: Box | None = None
    """Where a ruled table stands."""


def convert(data: bytes) -> Extract:
    """Read the file's bytes. Raises ImportRefusedError when it is protected, has no text layer, or is too long."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise ImportRefusedError(messages.IMPORT_TOO_LONG)
            return _read(pdf.pages, ink_of(data), annotations_of(data))
    except (PDFPasswordIncorrect, PdfminerException) as error:
        causes = [error, *error.args]
        protected = any(isinstance(cause, PDFPasswordIncorrect) for cause in causes)
        raise ImportRefusedError(messages.IMPORT_PROTECTED if protected else messages.IMPORT_DAMAGED) from error


def _read(pages: Sequence[Page], ink: Sequence[PageInk], annotations: Sequence[Annotations]) -> Extract:
    printed: list[list[_Printed]] = []
    notes = []
    left_out: list[str] = []
    raised = RaisedReader()
    for number, page in enumerate(pages, 1):
        own = ink[number - 1] if number <= len(ink) else PageInk()
        added = annotations[number - 1] if number <= len(annotations) else Annotations()
        visible, hidden = _without_left_out(_with_bullets(page), own)
        level, turned = _without_sideways(visible.dedupe_chars())
        cleared, found = _without_marks(level, raised)
        left_out += [*hidden, *turned, *found]
        if turned:
            notes.append(messages.IMPORT_SIDEWAYS.format(page=number))
        printed.append(_print(cleared))
        if any(one.column for one in printed[-1]):
            notes.append(messages.IMPORT_COLUMNS.format(page=number))
        if any(isinstance(one.part, Grid) and one.box is None for one in printed[-1]):
            notes.append(messages.IMPORT_TABLE_WITHOUT_RULES.format(page=number))
        if added.words:
            notes.append(messages.IMPORT_FILLED_IN.format(page=number, words="; ".join(added.words)))
        if added.strikes:
            notes.append(messages.IMPORT_STRUCK_BY_HAND.format(page=number))
        if own.recognised:
            notes.append(messages.IMPORT_RECOGNISED.format(page=number))
        if not printed[-1] and page.images:
            notes.append(messages.IMPORT_PAGE_WITHOUT_TEXT.format(page=number))
        page.close()
    if not any(printed):
        raise ImportRefusedError(messages.IMPORT_NO_TEXT_LAYER)
    if any(_UNMAPPED.search(one.words) for page in printed for one in page):
        raise ImportRefusedError(messages.IMPORT_UNREADABLE_FONT)
    kept, dropped = _without_running_lines(printed)
    columns = [list(column) for page in kept for _, column in groupby(page, lambda one: one.column)]
    blocks = blocks_of([[one.part for one in column] for column in columns])
    told = (*dropped, *(Dropped(text, times) for text, times in Counter(left_out).items()))
    return Extract(blocks, "\n".join(one.words for page in kept for one in page), told, tuple(notes))


def _without_running_lines(pages: Sequence[Sequence[_Printed]]) -> tuple[list[list[_Printed]], tuple[Dropped, ...]]:
    body = body_size([one.part for page in pages for one in page if isinstance(one.part, Line)])
    rows = [_rows(page) for page in pages]
    running = {
        (number, place)
        for number, row in running_lines(
            [[_placed(page, row, body) for row in own] for page, own in zip(pages, rows, strict=True)]
        )
        for place in rows[number][row]
    }
    kept: list[list[_Printed]] = [[] for _ in pages]
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


def _rows(page: Sequence[_Printed]) -> list[list[int]]:
    """The places of a page's lines from its top down, those at one height together: columns have lines side by side."""
    rows: list[list[int]] = []
    for place in sorted(range(len(page)), key=lambda place: page[place].top):
        if rows and page[place].column != page[rows[-1][0]].column and page[place].top - page[rows[-1][0]].top < _LEVEL:
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows


def _placed(page: Sequence[_Printed], row: Sequence[int], body: float) -> Placed:
    """The lines at one height as one, with their words from left to right."""
    parts = [page[place] for place in sorted(row)]
    words = " ".join(part.words for part in parts)
    return Placed(words, parts[0].top, all(_is_small(part.part, body) for part in parts))


def _is_small(part: Part, body: float) -> bool:
    return isinstance(part, Line) and part.size < body * _SMALL


def _without_left_out(page: Page, ink: PageInk) -> tuple[Page, list[str]]:
    """The page without the text that is not seen, struck or covered, and what that says."""
    chars = [_char(char) for char in page.chars]
    flat = [_box(shape) for shape in (*page.lines, *page.rects)]
    found = [*within(chars, ink.unseen), *struck(chars, flat), *covered([*_drawn(page, ink.covers)])]
    gone = {id(page.chars[place]) for places in found for place in places}
    said = ["".join(chars[place].text for place in places).strip() for places in found]
    return page.filter(lambda shape: id(shape) not in gone), [text for text in said if text]


def _drawn(page: Page, covers: Sequence[Box]) -> Iterator[Char | Box]:
    """The characters of a page and the shapes that nothing is seen through, in the order in which they were drawn."""
    chars, rects = iter(page.chars), iter(page.rects)
    for kind in _kinds(page.layout) if covers else ():
        if kind == "LTChar" and (char := next(chars, None)):
            yield _char(char)
        elif kind == "LTRect" and (rect := next(rects, None)) and any(_box(rect).is_about(each) for each in covers):
            yield _box(rect)


def _kinds(drawn: Any) -> Iterator[str]:
    """What was drawn, figures taken apart."""
    for each in drawn:
        if hasattr(each, "_objs"):
            yield from _kinds(each)
        else:
            yield type(each).__name__


def _without_sideways(page: Page) -> tuple[Page, list[str]]:
    """The page without text that is turned, and what that says; a quarter turn in a table's cell is read there."""
    turned = [place for place, char in enumerate(page.chars) if _is_turned(char)]
    tables = [_box_of(table.bbox) for table in page.find_tables()] if turned else []
    gone = [
        place
        for place in turned
        if not (_quarter(page.chars[place]) and any(_char(page.chars[place]).within(table) for table in tables))
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


def _directions(page: Page) -> dict[str, str]:
    """How pdfplumber is to read what is turned."""
    upwards = sum(1 if _quarter(char) == "btt" else -1 for char in page.chars if _quarter(char)) >= 0
    way, lines = ("btt", "ltr") if upwards else ("ttb", "rtl")
    return {"char_dir_rotated": way, "line_dir_rotated": lines}


def _without_marks(page: Page, reader: RaisedReader) -> tuple[Page, tuple[str, ...]]:
    """The page without the marks of footnotes, and these; what else stands above the line is written so."""
    chars = page.chars
    gone: set[int] = set()
    marks = []
    found = list(raised_runs([_char(char) for char in chars]))
    for each, read in zip(found, reader.read([each.raised for each in found], ()), strict=True):
        if not read and each.raised.text.strip():
            marks.append(each.raised.text.strip())
        chars[each.places[0]]["text"] = read
        reaching = each.places[0] if read or not each.raised.before else each.places[0] - 1
        chars[reaching]["x1"] = chars[each.places[-1]]["x1"]  # no gap is left that would part what stands beside it
        gone |= {id(chars[place]) for place in each.places[1 if read else 0 :]}
    return page.filter(lambda shape: id(shape) not in gone), tuple(marks)


def _print(page: Page) -> list[_Printed]:
    """The lines and tables of a page, from top to bottom."""
    ways: dict[str, Any] = _directions(page)
    words = [_word(word) for word in page.extract_words(x_tolerance_ratio=_WORD_GAP, return_chars=True, **ways)]
    found, boxes = [], []
    for table in page.find_tables():
        if (grid := _ruled(table.extract(**ways))) is not None:
            box = _box_of(table.bbox)
            boxes.append(box)
            found.append(_Printed(grid, box.top, _text([word for word in words if word.within(box)]), box=box))
    free = [word for word in words if not any(word.within(box) for box in boxes)]
    bullets = [box for shape in (*page.curves, *page.rects) if (box := _box(shape)).is_bullet]
    columns = columns_of(free)
    if len(columns) < 2:
        return sorted((*found, *_printed_lines(free, bullets)), key=lambda one: one.top)
    return [*_in_columns(columns, bullets, found)]


def _in_columns(
    columns: Sequence[Sequence[Word]], bullets: Sequence[Box], tables: Sequence[_Printed]
) -> Iterator[_Printed]:
    """Column by column, with the tables that stand in it; each other table before the first column below it."""
    whole = extent([word for column in columns for word in column])
    own = [extent(column) for column in columns]
    waiting = sorted(tables, key=lambda table: table.top)
    for number, (column, place) in enumerate(zip(columns, own, strict=True)):
        within = [table for table in waiting if table.box is not None and _stands_in(table.box, place)]
        waiting = [table for table in waiting if table not in within]
        while waiting and waiting[0].top < place.top:
            yield replace(waiting.pop(0), column=number)
        lines = [
            replace(one, part=widened(one.part, place, whole)) if isinstance(one.part, Line) else one
            for one in _printed_lines(column, bullets)
        ]
        yield from (replace(one, column=number) for one in sorted((*lines, *within), key=lambda one: one.top))
    yield from (replace(table, column=len(columns)) for table in waiting)


def _stands_in(table: Box, column: Box) -> bool:
    """Whether a table stands between a column's first and last line, and is no wider."""
    across = (table.left + table.right) / 2
    beside = column.left <= across <= column.right and table.right - table.left <= _ABOUT_AS_WIDE * (
        column.right - column.left
    )
    return beside and column.top <= table.top <= column.bottom


def _printed_lines(words: Sequence[Word], bullets: Sequence[Box]) -> Iterator[_Printed]:
    parts: list[Part] = []
    tables: dict[int, _Printed] = {}
    for rows in tables_and_rows(list(rows_of(words))):
        if isinstance(rows[0], Word):
            if (line := line_of([word for word in rows if isinstance(word, Word)], bullets)) is not None:
                parts.append(line)
        else:
            table = [row for row in rows if not isinstance(row, Word)]
            parts.append(grid_of(table))
            tables[id(parts[-1])] = _Printed(parts[-1], table[0][0].box.top, _text([w for row in table for w in row]))
    for part in with_own_marks(parts):
        yield tables[id(part)] if isinstance(part, Grid) else _Printed(part, part.top, part.printed)


def _text(words: Sequence[Word]) -> str:
    return "\n".join(cleaned(" ".join(word.text for word in row)) for row in rows_of(words))


def _word(word: dict[str, Any]) -> Word:
    chars = word["chars"]
    size = Counter(round(float(char["size"]), 1) for char in chars).most_common(1)[0][0]
    bold = sum(bool(_BOLD.search(char["fontname"])) for char in chars) * 2 > len(chars)
    return Word(word["text"], _box(word), size, bold)


def _with_bullets(page: Page) -> Page:
    """A code without a letter in a standard font is a bullet (ISO 32000-1, annex D.2, note 3)."""
    for char in page.chars:
        if char["text"] in _BULLET_CODES and _STANDARD.match(char["fontname"]):
            char["text"] = BULLET
    return page


def _char(char: dict[str, Any]) -> Char:
    box = _box(char)
    return Char(char["text"], box.left, box.right, box.top, box.bottom, round(float(char["size"]), 1))


def _box_of(edges: Sequence[Any]) -> Box:
    return Box(*(float(edge) for edge in edges))


def _box(shape: dict[str, Any]) -> Box:
    return Box(float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"]))


def _ruled(rows: Sequence[Sequence[str | None]]) -> Grid | None:
    """A ruled table of at least two rows and columns; a frame around text is none."""
    cells = [tuple(mended(cleaned(cell or "").split("\n")) for cell in row) for row in rows]
    filled = [row for row in cells if any(row)]
    if len(filled) < 2 or len(filled[0]) < 2 or not all(any(column) for column in zip(*filled, strict=True)):
        return None
    return Grid(tuple(filled))
