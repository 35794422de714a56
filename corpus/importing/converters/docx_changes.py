"""Tracked changes of a DOCX file, made as if all had been accepted: mammoth does so with most of them.

What is moved, and paragraph marks that are deleted or moved away, would be counted and read twice or apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from corpus.importing.converters.docx_styles import W

_GONE = (W + "del", W + "moveFrom")
_TRACKED = frozenset((*_GONE, W + "ins", W + "moveTo"))
_UNWRAPPED = frozenset((W + "ins", W + "moveTo", W + "fldSimple"))
"""What holds its words as if it were not there: mammoth does not look into simple fields."""
_MARKS = frozenset((W + "rPr", W + "trPr", W + "numPr"))
"""Within these, a change is one of the paragraph's mark, the row or the number."""
_APART = frozenset((W + "tbl", W + "sdt", W + "sectPr"))


def has_changes(root: ElementTree.Element) -> bool:
    """Whether anything was inserted, deleted or moved."""
    return any(part.tag in _TRACKED for part in root.iter())


def accept_changes(root: ElementTree.Element) -> None:
    """Take out what is deleted or moved away, and join the paragraphs whose mark between them is."""
    for parent in reversed(list(root.iter())):
        if parent.tag not in _MARKS:
            _accept_in(parent)
    for parent in list(root.iter()):
        if any(_is_gone(child, "pPr/" + W + "rPr") for child in parent if child.tag == W + "p"):
            _join(parent)


def _accept_in(parent: ElementTree.Element) -> None:
    for child in list(parent):
        if child.tag in _GONE or (child.tag == W + "tr" and _is_gone(child, "trPr")):
            parent.remove(child)
        elif child.tag in _UNWRAPPED:
            place = list(parent).index(child)
            parent[place : place + 1] = list(child)


def _is_gone(element: ElementTree.Element, properties: str) -> bool:
    return any(element.find(f"{W}{properties}/{tag}") is not None for tag in _GONE)


def _join(parent: ElementTree.Element) -> None:
    """Put what stands before a mark that is gone in front of the paragraph below, whose properties it gets."""
    waiting: list[ElementTree.Element] = []
    for child in list(parent):
        if child.tag == W + "p" and _is_gone(child, "pPr/" + W + "rPr"):
            waiting += [each for each in child if each.tag != W + "pPr"]
            parent.remove(child)
        elif child.tag == W + "p":
            first = 1 if child.find(W + "pPr") is not None else 0
            child[first:first] = waiting
            waiting = []
        elif child.tag in _APART and waiting:
            parent.insert(list(parent).index(child), _paragraph(waiting))
            waiting = []
    if waiting or parent.find(W + "p") is None:
        parent.append(_paragraph(waiting))


def _paragraph(contents: Sequence[ElementTree.Element]) -> ElementTree.Element:
    paragraph = ElementTree.Element(W + "p")
    paragraph.extend(contents)
    return paragraph
