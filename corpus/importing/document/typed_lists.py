"""Lists that were typed as paragraphs with dashes or numbers in front, as people do who do not use list styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.importing.document.blocks import Block, Listing, Paragraph, plain
from corpus.importing.document.list_markers import is_letter, kind_of, number_of, split_mark


def with_typed_lists(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Neighbouring paragraphs with marks of one kind made a list; a single one only after a lead-in with a colon."""
    made: list[Block] = []
    for kind, group in _runs(blocks):
        paragraphs = [block for block in group if isinstance(block, Paragraph)] if kind else []
        introduced = bool(made) and isinstance(made[-1], Paragraph) and plain(made[-1].runs).endswith(":")
        if len(paragraphs) > 1 or (paragraphs and introduced):
            mark, _ = split_mark(plain(paragraphs[0].runs))
            made.append(Listing(tuple((_without_mark(paragraph),) for paragraph in paragraphs), number_of(mark)))
        else:
            made.extend(group)
    return tuple(made)


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[str | None, list[Block]]]:
    """Neighbours of one kind; numbers out of turn begin a run, for a list counts by one."""
    kind: str | None = None
    run: list[Block] = []
    for block in blocks:
        own = _kind(block)
        follows = own == kind and (own != "1" or not run or _number(block) == _number(run[-1]) + 1)
        if run and not follows:
            yield kind, run
            run = []
        kind = own
        run.append(block)
    if run:
        yield kind, run


def _number(block: Block) -> int:
    mark, _ = split_mark(plain(block.runs)) if isinstance(block, Paragraph) else (None, "")
    return number_of(mark) or 0


def _kind(block: Block) -> str | None:
    """The kind of the mark that a paragraph begins with, None for every other block."""
    return kind_of(split_mark(plain(block.runs))[0]) if isinstance(block, Paragraph) else None


def _without_mark(paragraph: Paragraph) -> Paragraph:
    """The mark stands in the first runs; what is left of them stays with its link. A letter is kept."""
    words = plain(paragraph.runs)
    mark, rest = split_mark(words)
    gone = 0 if is_letter(mark) else len(words) - len(rest)
    runs = [*paragraph.runs]
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    while gone > 0 and runs:
        cut = min(gone, len(runs[0].text))
        runs[0], gone = replace(runs[0], text=runs[0].text[cut:]), gone - cut
        if not runs[0].text:
            runs.pop(0)
    return Paragraph(tuple(runs))
