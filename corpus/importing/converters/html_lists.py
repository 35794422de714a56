"""Lists of HTML, with the letters and numbers that their items have on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from bs4.element import NavigableString, PageElement, Tag

from corpus.importing.converters.html_sheet import style_of
from corpus.importing.document.blocks import Listing, Paragraph, with_mark
from corpus.importing.document.list_markers import letter_of

_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?:[\w-]+\s+)*?((?:lower|upper)-[\w]+)")
_LIST_STYLES = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
    "upper-roman": "I",
}  # fmt: skip

Item = Sequence[Paragraph | Listing]


def list_of(tag: Tag, item_of: Callable[[Iterable[PageElement]], Iterable[Paragraph | Listing]]) -> Iterator[Listing]:
    """A <ul>, <ol> or <menu>, its items read by `item_of`; nothing where they are empty.

    An inner list that stands between items, as old editors write it, belongs to the item before.
    """
    items: list[list[Paragraph | Listing]] = []
    values: list[int | None] = []
    for child in tag.find_all(recursive=False):
        if child.name == "li" or not items:
            items.append([*item_of(child.children if child.name == "li" else [child])])
            values.append(_number(child, "value"))
        else:
            items[-1].extend(item_of([child]))
    numbered = [(number, item) for number, item in zip(_numbers(tag, values), items, strict=True) if item]
    if numbered:
        yield _listing(tag, numbered)


def write_marks(table: Tag) -> None:
    """Put the letters and numbers of the lists in a table's cells before their items: a cell is read as one text."""
    for tag in table.find_all("ol"):
        items = tag.find_all("li", recursive=False)
        numbers = _numbers(tag, [_number(item, "value") for item in items])
        for number, item in zip(numbers, items, strict=True):
            item.insert(0, NavigableString(f"{_mark(number, _letters(tag))} "))


def _mark(number: int, kind: str | None) -> str:
    return f"{letter_of(number, kind)})" if kind else f"{number}."


def _listing(tag: Tag, items: Sequence[tuple[int, Item]]) -> Listing:
    """A list of filled items. Letters, and numbers out of turn, stand among its words: the text may refer to them."""
    start, kind = items[0][0], _letters(tag)
    in_turn = [number for number, _ in items] == [*range(start, start + len(items))]
    if tag.name != "ol" or (kind is None and in_turn):
        return Listing(tuple(tuple(item) for _, item in items), start if tag.name == "ol" else None)
    return Listing(tuple(with_mark(item, _mark(number, kind)) for number, item in items))


def _numbers(tag: Tag, values: Sequence[int | None]) -> list[int]:
    """What each item has for a number: its own, else the next one."""
    step, start = -1 if tag.has_attr("reversed") else 1, _number(tag, "start")
    number = (len(values) if step < 0 else 1) if start is None else start
    numbers = []
    for value in values:
        numbers.append(number if value is None else value)
        number = numbers[-1] + step
    return numbers


def _number(tag: Tag, name: str) -> int | None:
    written = str(tag.get(name) or "")
    return int(written) if written.isdecimal() and len(written) < 5 else None


def _letters(tag: Tag) -> str | None:
    """What a list counts by, where it is letters or Roman numerals."""
    item = tag.find("li", recursive=False)
    for each in (item, tag):
        style = _LIST_STYLE.search(style_of(each)) if isinstance(each, Tag) else None
        if style:
            return _LIST_STYLES.get(style[1])
    kind = str(tag.get("type") or "")
    return kind if kind in _LIST_STYLES.values() else None
