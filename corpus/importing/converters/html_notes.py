"""Footnotes that stand in a list of their own at the end: paragraphs, so that no list before them goes on in them."""

from __future__ import annotations

import re
from collections.abc import Collection

from bs4.element import NavigableString, Tag

_NOTE_ID = re.compile(r"(?:cite_?note|fn|foot-?note|fotnot|end-?note|slutnot|note?)[-_:]?\d+", re.IGNORECASE)
_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z*]{1,3})[)\]]?\s*")
_WAY_BACK = re.compile(r"\s*[\^↑↩⤴⏎\ufe0e]+\s*")


def notes_apart(root: Tag) -> None:
    """Make each list of notes paragraphs that keep their numbers in brackets, where none is taken for an amount."""
    targets = {str(link["href"])[1:] for link in root.find_all("a", href=re.compile("^#.")) if _is_mark(link)}
    for listing in root.find_all(["ol", "ul"]):
        items = listing.find_all("li", recursive=False)
        if items and all(_is_note(item, targets) for item in items):
            start = str(listing.get("start") or "1")
            for number, item in enumerate(items, int(start) if start.isdecimal() else 1):
                _free(item, f"[{number}] " if listing.name == "ol" else "")
            listing.name = "div"


def _is_mark(link: Tag) -> bool:
    return bool(_MARK.fullmatch(link.get_text()))


def _is_note(item: Tag, targets: Collection[str]) -> bool:
    """Whether a mark leads to an item, or its id names it as a note."""
    names = {str(each.get(name)) for each in (item, *item.find_all(True)) for name in ("id", "name") if each.get(name)}
    return bool(names & {*targets}) or bool(_NOTE_ID.fullmatch(str(item.get("id") or "")))


def _free(item: Tag, mark: str) -> None:
    for link in item.find_all("a", href=re.compile("^#.")):
        if _WAY_BACK.fullmatch(link.get_text()):
            link.decompose()
    first = item.find(True, recursive=False)
    block = first if isinstance(first, Tag) and first.name == "p" else item
    block.insert(0, NavigableString(mark))
    item.name = "div"
