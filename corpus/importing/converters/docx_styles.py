"""What a DOCX file's own styles say of the paragraphs and words that are set in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRUCK = (W + "strike", W + "dstrike")
VANISHED = (W + "vanish", W + "webHidden")
_HEADING = re.compile(r"(?:heading|rubrik) ([1-5])", re.IGNORECASE)
_DEEPEST = 5


def is_set(element: ElementTree.Element, names: Sequence[str]) -> bool:
    """Whether one of these switches of its words is on."""
    found = (element.find(f"{W}rPr/{name}") for name in names)
    return any(switch is not None and switch.get(W + "val", "1") not in ("0", "false", "off") for switch in found)


def unseen_styles(styles: ElementTree.Element) -> frozenset[str]:
    """Ids of the styles that hide what is set in them."""
    return frozenset(style.get(W + "styleId") or "" for style in styles.iter(W + "style") if is_set(style, VANISHED))


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
        and (name := _attribute(style, "name"))
        and (level := _level(style, by_id)) is not None
    ]


def _level(style: ElementTree.Element, by_id: dict[str, ElementTree.Element]) -> int | None:
    seen: set[int] = set()
    while id(style) not in seen:
        seen.add(id(style))
        if named := _HEADING.fullmatch(_attribute(style, "name")):
            return int(named[1])
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and (written := outline.get(W + "val") or "").isdecimal() and int(written) < _DEEPEST:
            return int(written) + 1
        style = by_id.get(_attribute(style, "basedOn"), style)
    return None


def _attribute(style: ElementTree.Element, name: str) -> str:
    child = style.find(W + name)
    return (child.get(W + "val") or "") if child is not None else ""
