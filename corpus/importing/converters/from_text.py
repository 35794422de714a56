"""Plain text: decoded, and set line by line as if printed in type of one width."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace

from corpus.importing.converters import from_markdown
from corpus.importing.document.blocks import Dropped, Extract
from corpus.importing.document.hyphens import cleaned
from corpus.importing.document.list_markers import number_of, split_mark
from corpus.importing.layout.headers_footers import Placed, is_contents_line, running_lines, without_digits
from corpus.importing.layout.typeset import Line, blocks_of

_LINE_END = re.compile("\r\n?|\u2028|\u2029|\x85")
_MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6}\s+\S", re.MULTILINE)
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|_{3,}|\*{3,})\s*")
_LONGEST_HEADING = 80
_BODY, _HEADING, _TITLE = 1.0, 1.1, 1.2
"""Sizes of type as if it were printed; a row is 1.0 high."""


def decoded(data: bytes) -> str:
    """Text in UTF-8 (with or without byte order mark), UTF-16 with one, Windows-1252 or Latin-1; lines end in \\n."""
    first = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for encoding in (first, "cp1252"):
        with suppress(UnicodeDecodeError):
            return _LINE_END.sub("\n", data.decode(encoding))
    return _LINE_END.sub("\n", data.decode("latin-1"))


def is_markdown(text: str) -> bool:
    """Whether a text without a telling file name is Markdown: it has headings marked with '#'."""
    return bool(_MARKDOWN_HEADING.search(text))


def convert(text: str) -> Extract:
    """Read a text whose lines may be broken at any width, with form feeds between pages if it was printed."""
    if is_markdown(text):
        return from_markdown.convert(text)
    pages = [[line.expandtabs(4).rstrip() for line in cleaned(page).split("\n")] for page in text.split("\f")]
    filled = [[(row, line) for row, line in enumerate(page) if line.strip()] for page in pages]
    running = running_lines([[Placed(line.strip(), row) for row, line in page] for page in filled])
    shown: dict[str, str] = {}
    dropped: Counter[str] = Counter()
    set_pages: list[list[Line]] = []
    words: list[str] = []
    for number, page in enumerate(filled):
        set_pages.append([])
        for place, (row, line) in enumerate(page):
            if (number, place) in running or is_contents_line(line):
                key = without_digits(line)
                shown.setdefault(key, line.strip())
                dropped[key] += 1
            elif not _UNDERLINE.fullmatch(line):
                words.append(line)
                set_pages[-1].append(_line(pages[number], row))
    first = next(((number, page[0]) for number, page in enumerate(set_pages) if page), None)
    if first is not None and first[1].size == _HEADING:
        set_pages[first[0]][0] = replace(first[1], size=_TITLE)
    left_out = tuple(Dropped(text, dropped[key]) for key, text in shown.items())
    return Extract(blocks_of(set_pages, _BODY), "\n".join(words), left_out)


def _line(page: list[str], row: int) -> Line:
    text = page[row]
    mark, rest = split_mark(text.strip())
    left = float(len(text) - len(text.lstrip()))
    size = _size(page, row)
    indent = left + text.strip().index(rest) if mark else left
    return Line(rest, left, float(len(text)), float(row), size, mark=mark, indent=indent)


def _size(page: list[str], row: int) -> float:
    """Headings are underlined, in capitals, or stand alone on a short line without a full stop."""
    text = page[row].strip()
    before = page[row - 1].strip() if row else ""
    after = page[row + 1].strip() if row + 1 < len(page) else ""
    if _UNDERLINE.fullmatch(after) and not before:
        return _TITLE if after[0] == "=" else _HEADING
    mark, words = split_mark(text)
    bulleted = mark is not None and number_of(mark) is None
    alone = not before and not after and len(text) <= _LONGEST_HEADING and not text[0].islower()
    if alone and not bulleted and words[-1] not in ".:;,!?" and (mark is None or not _is_list(page, row)):
        return _HEADING
    return _BODY


def _is_list(page: list[str], row: int) -> bool:
    """Whether the nearest other lines begin with marks as well: a spaced list rather than numbered headings."""
    near = [next((line for line in lines if line.strip()), "") for lines in (page[row + 1 :], page[:row][::-1])]
    return any(split_mark(line.strip())[0] is not None for line in near)
