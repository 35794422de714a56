"""What a DOCX file's own styles say of the paragraphs and words that are set in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = tuple(W + name for name in ("strike", "dstrike", "vanish", "webHidden"))
_HEADING = re.compile(r"(?:heading|rubrik) ([1-5])", re.IGNORECASE)
_DEEPEST = 5


def value_of(element: ElementTree.Element | None, name: str) -> str:
    """The value of a child, empty where there is none."""
    child = element.find(W + name) if element is not None else None
    return (child.get(W + "val") or "") if child is not None else ""


def is_left_out(element: ElementTree.Element) -> bool:
    """Whether words are hidden or struck, by what stands in the run or style itself."""
    found = (element.find(f"{W}rPr/{name}") for name in _LEFT_OUT)
    return any(switch is not None and switch.get(W + "val", "1") not in ("0", "false", "off") for switch in found)


def left_out_styles(styles: ElementTree.Element) -> frozenset[str]:
    """Ids of the styles that hide or strike what is set in them."""
    return frozenset(style.get(W + "styleId") or "" for style in styles.iter(W + "style") if is_left_out(style))


def raised_styles(styles: ElementTree.Element) -> frozenset[str]:
    """Ids of the styles that set words above the line."""
    return frozenset(
        style.get(W + "styleId") or ""
        for style in styles.iter(W + "style")
        if value_of(style.find(W + "rPr"), "vertAlign") == "superscript"
    )


def contents_styles(styles: ElementTree.Element) -> frozenset[str]:
    """Ids of the styles of a table of contents and its heading."""
    return frozenset(
        style.get(W + "styleId") or ""
        for style in styles.iter(W + "style")
        if value_of(style, "name").lower().startswith("toc ")
    )


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """A paragraph style that makes headings of a level from 1 to 5."""

    style_id: str
    name: str
    level: int


def heading_styles(styles: ElementTree.Element) -> list[HeadingStyle]:
    """The paragraph styles that are a heading's, are based on one, or have an outline level."""
    by_id = {style.get(W + "styleId") or "": style for style in styles.findall(W + "style")}
    return [
        HeadingStyle(style_id, name, level)
        for style_id, style in by_id.items()
        if style.get(W + "type") == "paragraph"
        and (name := value_of(style, "name"))
        and (level := _level(style, by_id)) is not None
    ]


def _level(style: ElementTree.Element, by_id: dict[str, ElementTree.Element]) -> int | None:
    seen: set[int] = set()
    while id(style) not in seen:
        seen.add(id(style))
        if named := _HEADING.fullmatch(value_of(style, "name")):
            return int(named[1])
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and (written := outline.get(W + "val") or "").isdecimal():
            return int(written) + 1 if int(written) < _DEEPEST else None  # deeper than that is running text
        style = by_id.get(value_of(style, "basedOn"), style)
    return None
