"""A converter's blocks as a well-formed guideline: its title first, headings in steps, no empty or split lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.importing.document.amounts import is_amount
from corpus.importing.document.blocks import Block, Grid, Heading, Listing, Paragraph, Run, plain, with_numbers
from corpus.reading.sentences import split_sentences

_CONTENTS_TITLES = frozenset({"innehåll", "innehållsförteckning", "contents", "table of contents"})
_HEADING_NUMBER = re.compile(r"(?:§\s*)?\d+(?:\.\d+)*\.?\s+")
_SHORTENED = re.compile(r"(?:[^\W\d]\.\s?[^\W\d]+|\b(?:etc|osv|mm|mfl|dyl))\.")
"""Words whose stop ends no sentence: "m.m."."""
_LINES_BEFORE_TITLE = 4
"""A document may name its author or number in as many lines before its title."""


def shaped(blocks: Sequence[Block], title: str) -> tuple[Block, ...]:
    """The document under its title. `title` heads it when it has none of its own."""
    filled = (kept for block in blocks if (kept := _filled(block)) is not None)
    merged = _merged([_as_text(block, title) for block in filled])
    return _in_steps(_titled(tuple(_without_contents_heading(merged)), title))


def _filled(block: Block) -> Block | None:
    """A block without empty parts, None when nothing is left."""
    if isinstance(block, Heading):
        return block if plain(block.heading) else None
    if isinstance(block, Paragraph):
        return block if plain(block.runs) else None
    if isinstance(block, Grid):
        rows = tuple(row for row in block.rows if any(row))
        return Grid(_headed(rows)) if rows else None
    items = (tuple(part for inner in item if (part := _filled(inner)) is not None) for item in block.items)
    kept = tuple(_merged(item) for item in items if item)
    return Listing(kept, block.start) if kept else None  # type: ignore[arg-type]


def _as_text(block: Block, title: str) -> Block:
    """A heading that holds a sentence is a paragraph, which can be quoted: many write their rules in a heading's style.

    The title may be a sentence.
    """
    if not isinstance(block, Heading) or _folded(plain(block.heading)) == _folded(title):
        return block
    return Paragraph(block.heading) if _is_running(plain(block.heading)) else block


def _is_running(words: str) -> bool:
    """Whether words are running text: several sentences, or one that ends with a stop."""
    numbered = _HEADING_NUMBER.match(words)
    text = words[numbered.end() :] if numbered else words
    shortened = any(found.end() == len(text) for found in _SHORTENED.finditer(text))
    return len(split_sentences(text)) > 1 or (text.endswith((".", ";", ",")) and not shortened)


def _headed(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """A table's rows under an empty one where the first holds an amount, as no row of headers does."""
    headless = any(is_amount(cell) for cell in rows[0])
    return (("",) * len(rows[0]), *rows) if headless else tuple(rows)


def _merged(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Neighbouring lists of one kind made one, as Markdown reads them anyhow.

    Where the second one's numbers do not follow on, they are written among its words: the text may refer to them.
    """
    merged: list[Block] = []
    written = False
    for block in blocks:
        last = merged[-1] if merged else None
        if not (isinstance(block, Listing) and isinstance(last, Listing)):
            merged.append(block)
            written = False
            continue
        if block.start is not None and (written or not _follows_on(last, block.start)):
            block, written = with_numbers(block), True
        if (last.start is None) == (block.start is None):
            merged[-1] = replace(last, items=last.items + block.items)
        else:
            merged.append(block)
    return tuple(merged)


def _follows_on(listing: Listing, number: int) -> bool:
    """Whether a number goes on where a list ends; behind bullets it begins a list."""
    return listing.start is None or number == listing.start + len(listing.items)


def _without_contents_heading(blocks: Sequence[Block]) -> Iterator[Block]:
    """A heading of a table of contents has lost its lines and goes with them."""
    for number, block in enumerate(blocks):
        alone = isinstance(block, Heading) and isinstance((*blocks, block)[number + 1], Heading)
        if not (alone and isinstance(block, Heading) and plain(block.heading).lower() in _CONTENTS_TITLES):
            yield block


def _titled(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    place = _title_place(blocks, title)
    if place is None:
        return (Heading(1, (Run(title),)), *(_deeper(block) for block in blocks))
    found = blocks[place]
    runs = found.runs if isinstance(found, Paragraph) else found.heading if isinstance(found, Heading) else ()
    others = blocks[:place] + blocks[place + 1 :]
    return (Heading(1, runs), *(_deeper(block) for block in others))


def _title_place(blocks: Sequence[Block], title: str) -> int | None:
    """Where the document's own title stands: words equal to `title`, or a first heading above all others."""
    wanted = _folded(title)
    for place, block in enumerate(blocks[: _LINES_BEFORE_TITLE + 1]):
        if isinstance(block, Paragraph | Heading) and _folded(_words(block)) == wanted:
            return place
    headings = [(place, block) for place, block in enumerate(blocks) if isinstance(block, Heading)]
    if not headings or headings[0][0] > _LINES_BEFORE_TITLE:
        return None
    place, first = headings[0]
    above_all = all(block.level > first.level for _, block in headings[1:])
    return place if above_all and (len(headings) > 1 or place == 0) else None


def _deeper(block: Block) -> Block:
    return replace(block, level=block.level + 1) if isinstance(block, Heading) else block


def _in_steps(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Heading levels 1, 2, 3 … without gaps, at most 6."""
    used = sorted({block.level for block in blocks if isinstance(block, Heading)})
    steps = {level: min(number, 6) for number, level in enumerate(used, 1)}
    return tuple(replace(b, level=steps[b.level]) if isinstance(b, Heading) else b for b in blocks)


def _words(block: Paragraph | Heading) -> str:
    return plain(block.runs if isinstance(block, Paragraph) else block.heading)


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
