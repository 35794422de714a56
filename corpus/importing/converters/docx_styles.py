"""What a DOCX file's own styles say of the paragraphs and words that are set in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset(("0", "false", "off"))
_HEADING = re.compile(r"(?:heading|rubrik) ([1-5])", re.IGNORECASE)
_DEEPEST = 5

Styles = Mapping[str, ElementTree.Element]
"""The styles of a styles.xml by their ids."""


def value_of(element: ElementTree.Element | None, name: str) -> str:
    """The value of a child, empty where there is none."""
    child = element.find(W + name) if element is not None else None
    return (child.get(W + "val") or "") if child is not None else ""


def is_on(element: ElementTree.Element | None, name: str) -> bool:
    """Whether a child switches something on: it may be there to switch it off."""
    child = element.find(W + name) if element is not None else None
    return child is not None and child.get(W + "val", "1") not in _OFF


def styles_of(root: ElementTree.Element) -> Styles:
    """The styles of a styles.xml."""
    return {style.get(W + "styleId") or "": style for style in root.findall(W + "style")}


def line_of(style_id: str, styles: Styles) -> Iterator[ElementTree.Element]:
    """A style, the one that it is based on, and so on; nothing for an unknown one."""
    seen: set[str] = set()
    while style_id in styles and style_id not in seen:
        seen.add(style_id)
        yield styles[style_id]
        style_id = value_of(styles[style_id], "basedOn")


def run_properties(
    run: ElementTree.Element, name: str, styles: Styles, paragraph_style: str = ""
) -> ElementTree.Element | None:
    """What says a property of a run, with that property as its child: the run itself, else its style, else its
    paragraph's."""
    own = run.find(W + "rPr")
    lines = (line_of(value_of(own, "rStyle"), styles), line_of(paragraph_style, styles))
    sayers = (own, *(style.find(W + "rPr") for line in lines for style in line))
    return next((each for each in sayers if each is not None and each.find(W + name) is not None), None)


def contents_styles(styles: Styles) -> frozenset[str]:
    """Ids of the styles of a table of contents and its heading."""
    return frozenset(name for name, style in styles.items() if value_of(style, "name").lower().startswith("toc "))


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """A paragraph style that makes headings of a level from 1 to 5."""

    style_id: str
    name: str
    level: int


def heading_styles(styles: Styles) -> list[HeadingStyle]:
    """The paragraph styles that are a heading's, are based on one, or have an outline level."""
    return [
        HeadingStyle(style_id, name, level)
        for style_id, style in styles.items()
        if style.get(W + "type") == "paragraph"
        and (name := value_of(style, "name"))
        and (level := _level(style_id, styles)) is not None
    ]


def _level(style_id: str, styles: Styles) -> int | None:
    for style in line_of(style_id, styles):
        if named := _HEADING.fullmatch(value_of(style, "name")):
            return int(named[1])
        if (outline := value_of(style.find(W + "pPr"), "outlineLvl")).isdecimal():
            return int(outline) + 1 if int(outline) < _DEEPEST else None  # deeper than that is running text
    return None
