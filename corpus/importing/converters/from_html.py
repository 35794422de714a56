"""HTML, by Beautiful Soup over lxml, which reads pages as careless as browsers do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from corpus.importing.converters.html_left_out import without_what_is_no_text
from corpus.importing.converters.html_tables import cells_of, grids, header_rows
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
from corpus.importing.document.list_markers import letter_of, split_mark
from corpus.importing.document.typed_lists import with_typed_lists

_HEADINGS = re.compile(r"h[1-6]")
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time "
    "tt u var wbr img input".split()
)
_BREAK = Run("\n")
"""A line that was ended by hand."""
_SOFT_HYPHEN = re.compile("\u00ad|&shy;|&#173;|&#xad;", re.IGNORECASE)
_BOLD_HEADING_LEVEL = 6
_LONGEST_BOLD_HEADING = 90


def convert(text: str) -> Extract:
    """Read a page: its <main>, else its only <article>, else its body, without navigation."""
    soup = BeautifulSoup(_SOFT_HYPHEN.sub("", cleaned(text)), "lxml")
    root = _main_part(soup)
    dropped = without_what_is_no_text(root, soup)
    blocks = with_typed_lists(tuple(_blocks(root.children)))
    words = "\n".join(part for part in root.stripped_strings)
    return Extract(blocks, words, dropped)


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
        if isinstance(node, NavigableString) or (isinstance(node, Tag) and _is_inline(node)):
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
        yield from _list(tag)
    elif tag.name == "table":
        yield from _table(tag)
    else:
        yield from _blocks(tag.children)


def _list(tag: Tag) -> Iterator[Block]:
    """A list; an inner list that stands between items, as old editors write it, belongs to the item before."""
    items: list[list[Paragraph | Listing]] = []
    start = _number(tag, "start") or 1
    numbers: list[int] = []
    for child in tag.find_all(recursive=False):
        parts = list(_item_parts(child.children if child.name == "li" else [child]))
        if child.name == "li" or not items:
            items.append(parts)
            numbers.append(_number(child, "value") or (numbers[-1] + 1 if numbers else start))
        else:
            items[-1].extend(parts)
    lettered = tag.name == "ol" and tag.get("type") in ("a", "A", "i", "I")
    if lettered:
        items = [_with_letter(item, letter_of(n, str(tag["type"]))) for item, n in zip(items, numbers, strict=True)]
    if filled := tuple(tuple(item) for item in items if item):
        yield Listing(filled, start if tag.name == "ol" and not lettered else None)


def _number(tag: Tag, name: str) -> int | None:
    written = str(tag.get(name) or "")
    return int(written) if written.isdecimal() and len(written) < 5 else None


def _with_letter(item: list[Paragraph | Listing], letter: str) -> list[Paragraph | Listing]:
    """An item with its letter among its words: Markdown's lists have none, and the text may refer to it."""
    if item and isinstance(item[0], Paragraph):
        return [Paragraph((Run(f"{letter}) "), *item[0].runs)), *item[1:]]
    return item


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
    if tag.find("table") or width < 2 or len(cells) < 2 or tag.get("role") == "presentation":
        for row in cells:
            for cell in row:
                yield from _blocks(cell.children)
        return
    if caption := tag.find("caption"):
        yield paragraph(caption.get_text(" "))
    written = [cells_of(row) for row in rows]
    yield from grids(written, header_rows(tag, written))


def _paragraph(runs: list[Run]) -> Iterator[Paragraph]:
    """Running text as one paragraph; lines within that begin with a list item's mark as paragraphs of their own."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run is _BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    parts = [lines[0]]
    for line in lines[1:]:
        if split_mark(plain(line))[0] is not None:
            parts.append(line)
        else:
            parts[-1] += [_BREAK, *line]
    yield from (Paragraph(_in_one_line(part)) for part in parts if plain(part))


def _in_one_line(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(Run(" ") if run is _BREAK else run for run in runs)


def _is_inline(tag: Tag) -> bool:
    return tag.name in _INLINE and not tag.find(lambda inner: inner.name not in _INLINE and inner.name != "br")


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
