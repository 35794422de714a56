"""The words of a DOCX file's parts, read apart from mammoth: none of them may get lost."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from corpus.importing.converters.docx_styles import W, value_of

_UNSEEN = frozenset(W + name for name in ("del", "moveFrom", "pPr", "rPr"))
"""Deleted text, and formatting."""
_SPACES = frozenset(W + name for name in ("tab", "br", "cr"))


def paragraphs_of(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs in reading order, text boxes within them after them, each once."""
    for child in element:
        if child.tag == W + "p":
            yield child
        if child.tag not in _UNSEEN:
            yield from paragraphs_of(child)


def style_of(paragraph: ElementTree.Element) -> str:
    """The id of a paragraph's style, empty where it has none."""
    return value_of(paragraph.find(W + "pPr"), "pStyle")


def words_of(element: ElementTree.Element) -> str:
    """The words in an element but for those of paragraphs within it."""
    parts = []
    for child in element:
        if child.tag == W + "t":
            parts.append(child.text or "")
        elif child.tag in _SPACES:
            parts.append(" ")
        elif child.tag == W + "noBreakHyphen":
            parts.append("-")
        elif child.tag != W + "p" and child.tag not in _UNSEEN:
            parts.append(words_of(child))
    return "".join(parts)


def has_words(paragraph: ElementTree.Element) -> bool:
    """Whether a reader sees anything of a paragraph."""
    return bool(words_of(paragraph).strip())
