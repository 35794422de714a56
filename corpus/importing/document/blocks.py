"""What every converter makes of a file: headings, paragraphs, lists and tables, without anything of the vendor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.reading.parsing import collapse


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `href` is the http(s) address it leads to."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the document's) to 6."""

    level: int
    heading: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. Each item is paragraphs and inner lists in reading order; `start` is None for bullets."""

    items: tuple[tuple[Paragraph | Listing, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, its header row first, all rows of one length."""

    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Paragraph | Listing | Grid


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that is no part of the policy, such as a page header, and how many times it stood there."""

    text: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Extract:
    """A file as it was understood."""

    blocks: tuple[Block, ...]
    words: str
    """Every line of the file's text but the dropped ones, read apart from `blocks`: none of it may get lost."""
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    """What staff should look at, such as a page without text."""


def plain(runs: Sequence[Run]) -> str:
    """The words of runs, white space collapsed."""
    return collapse("".join(run.text for run in runs))


def paragraph(text: str) -> Paragraph:
    """A paragraph without links."""
    return Paragraph((Run(text),))


def listings(blocks: Sequence[Block]) -> Iterator[Listing]:
    """Every list, inner ones after the one that holds them."""
    for block in blocks:
        if isinstance(block, Listing):
            yield block
            for item in block.items:
                yield from listings(item)


def with_numbers(listing: Listing) -> Listing:
    """A list as one of bullets, with its numbers among its words."""
    start = 1 if listing.start is None else listing.start
    return Listing(tuple(with_mark(item, f"{number}.") for number, item in enumerate(listing.items, start)))


def with_mark(item: Sequence[Paragraph | Listing], mark: str) -> tuple[Paragraph | Listing, ...]:
    """An item with its mark among its words."""
    first, others = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
    return (Paragraph((Run(f"{mark} "), *first.runs)), *others)


def block_words(block: Block) -> str:
    """The words of one block, items and cells on lines of their own."""
    if isinstance(block, Heading):
        return plain(block.heading)
    if isinstance(block, Paragraph):
        return plain(block.runs)
    if isinstance(block, Listing):
        return "\n".join(block_words(inner) for item in block.items for inner in item)
    return "\n".join(" ".join(row) for row in block.rows)
