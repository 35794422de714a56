"""HTML, by Beautiful Soup over lxml, which reads pages as careless as browsers do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from corpus.importing.converters.html_left_out import without_what_is_no_text
from corpus.importing.converters.html_lists import list_of, write_marks
from corpus.importing.converters.html_notes import notes_apart
from corpus.importing.converters.html_sheet import write_styles
from corpus.importing.converters.html_tables import cells_of
from corpus.importing.converters.html_text import is_inline, text_of
from corpus.importing.document.blocks import (
    Block,
    Extract,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Run,
    paragraph,
    plain,
)
from corpus.importing.document.hyphens import cleaned
from corpus.importing.document.list_markers import kind_of, may_be_words, split_mark
from corpus.importing.document.tables import grids
from corpus.importing.document.typed_lists import with_typed_lists

_HEADINGS = re.compile(r"h[1-6]")
_BREAK = Run("\n")
"""A line that was ended by hand."""
_ITEM_MAY_FOLLOW = (".", ":", ";")
_SOFT_HYPHEN = re.compile("\u00ad|&shy;|&#173;|&#xad;", re.IGNORECASE)
_BOLD_HEADING_LEVEL = 6
_LONGEST_BOLD_HEADING = 90


def convert(text: str) -> Extract:
    """Read a page: its <main>, else its only <article>, else its body, without navigation."""
    soup = BeautifulSoup(_SOFT_HYPHEN.sub("", cleaned(text)), "lxml")
    root = _main_part(soup)
    write_styles(soup)
    notes_apart(root)
    dropped = without_what_is_no_text(root, soup)
    blocks = with_typed_lists(tuple(_blocks(root.children)))
    lines = (" ".join(line.split()) for line in text_of(root).splitlines())
    return Extract(blocks, "\n".join(line for line in lines if line), dropped)


def _main_part(soup: BeautifulSoup) -> Tag:
    for selector in ("main, [role=main]", "article"):
        found = soup.select(selector)
        if len(found) == 1:
            return found[0]
    return soup.body or soup


def _blocks(nodes: Iterable[PageElement]) -> Iterator[Block]:
    """Block elements one by one; text between them is a paragraph, and two breaks end one."""
    loose: list[Run] = []
    broken = False
    for node in nodes:
        if isinstance(node, Tag) and node.name == "br" and not broken:
            loose.append(_BREAK)
            broken = True
            continue
        broken = broken and not str(node).strip()
        if isinstance(node, NavigableString) or (isinstance(node, Tag) and is_inline(node)):
            loose.extend(_runs(node, None))
            continue
        yield from _paragraph(loose)
        loose = []
        if isinstance(node, Tag) and node.name != "br":
            yield from _block(node)
    yield from _paragraph(loose)


def _block(tag: Tag) -> Iterator[Block]:
    if _HEADINGS.fullmatch(tag.name):
        runs = _in_one_line([run for child in tag.children for run in _runs(child, None)])
        if plain(runs):
            yield Heading(int(tag.name[1]), runs)
    elif tag.name == "p" and _is_bold_heading(tag):
        yield Heading(_BOLD_HEADING_LEVEL, (Run(tag.get_text()),))
    elif tag.name in ("ul", "ol", "menu"):
        yield from list_of(tag, _item_parts)
    elif tag.name == "table":
        yield from _table(tag)
    else:
        yield from _blocks(tag.children)


def _item_parts(nodes: Iterable[PageElement]) -> Iterator[Paragraph | Listing]:
    for block in _blocks(nodes):
        if isinstance(block, Heading):
            yield Paragraph(block.heading)
        elif isinstance(block, Grid):
            yield from (paragraph(" | ".join(cell for cell in row if cell)) for row in block.rows)
        else:
            yield block


def _table(tag: Tag) -> Iterator[Block]:
    """A table of words; one that serves layout (a single column or row, or tables within) is read as text."""
    rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    width = max((len(row) for row in cells), default=0)
    if (caption := tag.find("caption")) and caption.find_parent("table") is tag:
        yield paragraph(" ".join(text_of(caption).split()))
    if tag.find("table") or width < 2 or len(cells) < 2 or tag.get("role") == "presentation":
        for row in cells:
            for cell in row:
                yield from _blocks(cell.children)
        return
    head = tag.find("thead")
    marked = sum(bool(cells) for row, cells in zip(rows, cells, strict=True) if row.parent is head)
    write_marks(tag)
    yield from grids([cells_of(row) for row in rows], marked)


def _paragraph(runs: list[Run]) -> Iterator[Paragraph]:
    """Running text as one paragraph; lines within that begin with a list item's mark as paragraphs of their own."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run is _BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    parts = [lines[0]]
    for before, line in pairwise(lines):
        if _begins_item(plain(line), plain(before), plain(parts[-1])):
            parts.append(line)
        else:
            parts[-1] += [_BREAK, *line]
    yield from (Paragraph(_in_one_line(part)) for part in parts if plain(part))


def _begins_item(line: str, before: str, part: str) -> bool:
    """Whether a line behind a break is a list item of its own: a dash or a number may be words of a sentence that was
    broken before it, unless the line before ended one or the part before is such an item as well."""
    mark, _ = split_mark(line)
    if mark is None or not may_be_words(mark):
        return mark is not None
    return before.endswith(_ITEM_MAY_FOLLOW) or kind_of(split_mark(part)[0]) == kind_of(mark)


def _in_one_line(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(Run(" ") if run is _BREAK else run for run in runs)


def _is_bold_heading(tag: Tag) -> bool:
    """A short paragraph all in bold, without a stop, is how many mark a heading."""
    words = tag.get_text().strip()
    bold = "".join(part.get_text() for part in tag.find_all(["strong", "b"], recursive=False)).strip()
    return bool(words) and words == bold and len(words) <= _LONGEST_BOLD_HEADING and words[-1] not in ".:;,!?"


def _runs(node: PageElement, href: str | None) -> Iterator[Run]:
    if isinstance(node, NavigableString):
        yield Run(str(node), href)
    elif isinstance(node, Tag):
        if node.name == "br":
            yield _BREAK
        address = str(node.get("href") or "") if node.name == "a" else ""
        inner = address if address.startswith(("http://", "https://")) else href
        for child in node.children:
            yield from _runs(child, inner)
