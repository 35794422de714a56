"""PDF with a text layer, by pdfplumber."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.pdf_annotations import Annotations, annotations_of
from corpus.importing.converters.pdf_cleaning import (
    box_around,
    box_of,
    directions,
    without_left_out,
    without_marks,
    without_sideways,
)
from corpus.importing.converters.pdf_unseen import PageInk, ink_of
from corpus.importing.document.blocks import Dropped, Extract
from corpus.importing.document.hyphens import cleaned, mended
from corpus.importing.document.list_markers import BULLET
from corpus.importing.document.raised import RaisedReader
from corpus.importing.layout.initials import with_initials
from corpus.importing.layout.lines import Box, Word
from corpus.importing.layout.page_edges import without_repeated_headers, without_running_lines
from corpus.importing.layout.printed import Printed, printed_page, text_of
from corpus.importing.layout.ruled import blocks_of_table
from corpus.importing.layout.typeset import blocks_of

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BULLET_CODES = frozenset(f"(cid:{code})" for code in (127, 129, 141, 143, 144, 157))
"""As pdfplumber writes the codes that WinAnsiEncoding leaves without a letter."""
_STANDARD = re.compile(r"(?:Helvetica|Times|Courier)\b")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_WORD_GAP = 0.15
"""White space wider than this share of the type size separates words."""
_MOST_PAGES = 500


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
    printed: list[list[Printed]] = []
    notes: list[str] = []
    left_out: list[str] = []
    raised = RaisedReader()
    for number, page in enumerate(pages, 1):
        own = ink[number - 1] if number <= len(ink) else PageInk()
        added = annotations[number - 1] if number <= len(annotations) else Annotations()
        visible, hidden = without_left_out(_with_bullets(page), own)
        level, turned = without_sideways(visible.dedupe_chars())
        cleared, found = without_marks(level, raised)
        left_out += [*hidden, *turned, *found]
        printed.append(_printed(cleared))
        notes += [message.format(page=number) for message in _noted(printed[-1], own, added, bool(turned))]
        if added.words:
            notes.append(messages.IMPORT_FILLED_IN.format(page=number, words="; ".join(added.words)))
        if not printed[-1] and page.images:
            notes.append(messages.IMPORT_PAGE_WITHOUT_TEXT.format(page=number))
        page.close()
    if not any(printed):
        raise ImportRefusedError(messages.IMPORT_NO_TEXT_LAYER)
    if any(_UNMAPPED.search(one.words) for page in printed for one in page):
        raise ImportRefusedError(messages.IMPORT_UNREADABLE_FONT)
    kept, dropped = without_running_lines(printed)
    dropped += without_repeated_headers(kept)
    columns = [list(column) for page in kept for _, column in groupby(page, lambda one: one.column)]
    blocks = blocks_of([[part for one in column for part in one.parts] for column in columns])
    told = (*dropped, *(Dropped(text, times) for text, times in Counter(left_out).items()))
    return Extract(blocks, "\n".join(one.words for page in kept for one in page), told, tuple(notes))


def _noted(printed: Sequence[Printed], ink: PageInk, added: Annotations, turned: bool) -> Iterator[str]:
    """What staff should look at on a page."""
    if turned:
        yield messages.IMPORT_SIDEWAYS
    if any(one.column for one in printed):
        yield messages.IMPORT_COLUMNS
    if any(one.unsure for one in printed):
        yield messages.IMPORT_MAYBE_COLUMNS
    if any(one.is_table_without_rules for one in printed):
        yield messages.IMPORT_TABLE_WITHOUT_RULES
    if added.strikes:
        yield messages.IMPORT_STRUCK_BY_HAND
    if ink.recognised:
        yield messages.IMPORT_RECOGNISED


def _printed(page: Page) -> list[Printed]:
    """The lines and tables of a page in reading order."""
    ways = directions(page.chars)
    found = page.extract_words(x_tolerance_ratio=_WORD_GAP, return_chars=True, **ways)
    words = with_initials([_word(word) for word in found])
    tables = []
    for table in page.find_tables():
        if blocks := blocks_of_table(list(_cells(table, ways))):
            box = box_around(table.bbox)
            tables.append(Printed(blocks, box.top, text_of([word for word in words if word.within(box)]), box=box))
    free = [word for word in words if not any(table.box and word.within(table.box) for table in tables)]
    bullets = [box for shape in (*page.curves, *page.rects) if (box := box_of(shape)).is_bullet]
    return printed_page(free, bullets, tables)


def _word(word: dict[str, Any]) -> Word:
    chars = word["chars"]
    size = Counter(round(float(char["size"]), 1) for char in chars).most_common(1)[0][0]
    bold = sum(bool(_BOLD.search(char["fontname"])) for char in chars) * 2 > len(chars)
    return Word(word["text"], box_of(word), size, bold)


def _with_bullets(page: Page) -> Page:
    """A code without a letter in a standard font is a bullet (ISO 32000-1, annex D.2, note 3)."""
    for char in page.chars:
        if char["text"] in _BULLET_CODES and _STANDARD.match(char["fontname"]):
            char["text"] = BULLET
    return page


def _cells(table: Table, ways: dict[str, Any]) -> Iterator[tuple[Box, str]]:
    """The cells of a table with rules, and what they say."""
    for row, words in zip(table.rows, table.extract(**ways), strict=True):
        for edges, said in zip(row.cells, words, strict=True):
            if edges is not None:
                yield box_around(edges), mended(cleaned(said or "").split("\n"))
