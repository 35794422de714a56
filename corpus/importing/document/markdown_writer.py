"""Writing a document as canonical Markdown: one line a block, one blank line between, plain characters escaped.

`corpus.parse.parse_passages` reads from it exactly the sentences, items, headings and lead-ins that were written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.importing.document.blocks import Block, Grid, Heading, Listing, Paragraph, Run
from corpus.reading.parsing import collapse

_ALWAYS = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
_AT_START = re.compile(r"^(?:[#+\->~=|]|\d{1,9}(?=[.)](?:\s|$)))")
_CLOSING = re.compile(r"#+$")
_MADE_FOR_LINES = re.compile(r"[\s()<>\\]")


def markdown(blocks: Sequence[Block]) -> str:
    """The document as Markdown that ends in a line break. Adjacent lists of one kind must have been merged."""
    return "\n\n".join(_written(block) for block in blocks) + "\n"


def escaped(text: str) -> str:
    """Plain text as inline Markdown that reads as the same text."""
    return _ALWAYS.sub(r"\\\g<0>", collapse(text))


def _written(block: Block) -> str:
    if isinstance(block, Heading):
        words = _CLOSING.sub(lambda found: "\\#" * len(found[0]), _inline(block.heading))
        return f"{'#' * block.level} {words}"
    if isinstance(block, Paragraph):
        return _AT_START.sub(_shielded, _inline(block.runs))
    if isinstance(block, Listing):
        return _list(block)
    return _table(block)


def _shielded(start: re.Match[str]) -> str:
    """`1.` becomes `1\\.`, other marks get their backslash in front."""
    return f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}"


def _inline(runs: Sequence[Run]) -> str:
    """Runs with their links; a link whose address Markdown cannot carry stays plain words."""
    parts: list[str] = []
    for run in runs:
        words = collapse(run.text)
        if run.href and words and not _MADE_FOR_LINES.search(run.href):
            before, after = run.text[:1].isspace() * " ", run.text[-1:].isspace() * " "
            parts.append(f"{before}[{escaped(words)}]({run.href}){after}")
        else:
            parts.append(_ALWAYS.sub(r"\\\g<0>", run.text))
    return collapse("".join(parts))


def _list(listing: Listing) -> str:
    """Tight where every item is one paragraph, as people write lists; loose where items hold more."""
    tight = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in listing.items)
    items = []
    for number, item in enumerate(listing.items):
        mark = "- " if listing.start is None else f"{listing.start + number}. "
        indent = " " * len(mark)
        body = "\n\n".join(_written(block) for block in item)
        items.append(mark + "\n".join(indent + line if line else line for line in body.split("\n"))[len(mark) :])
    return ("\n" if tight else "\n\n").join(items)


def _table(grid: Grid) -> str:
    width = max(len(row) for row in grid.rows)
    rows = [[escaped(cell).replace("|", "\\|") for cell in row] + [""] * (width - len(row)) for row in grid.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
