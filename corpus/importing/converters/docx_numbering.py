"""Numbers that Word sets by itself, such as "§ 1" before a heading and "a)" before an item, written into the text.

mammoth makes lists of them and knows only bullets and plain numbers; "§", letters and numbered headings would be lost,
and with them what the text refers to. What those are told by numbering.xml (ISO/IEC 29500-1, 17.9).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from corpus.importing.converters.docx_styles import W
from corpus.importing.document.list_markers import letter_of

_PLAIN = re.compile(r"%\d[.)]?")
"""A number by itself: mammoth and Markdown have lists of these."""
_LETTERS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a numbering counts and is written."""

    format_: str
    text: str
    start: int


Numbering = Mapping[str, Mapping[int, Level]]
"""Levels by the id of their numbering."""


@dataclass(frozen=True, slots=True)
class StyleNumbers:
    """What a paragraph style says of its paragraphs' numbers."""

    numbering: str | None
    level: int


def numberings(root: ElementTree.Element) -> Numbering:
    """The numberings of a numbering.xml."""
    abstract = {_value(each, "abstractNumId", own=True): _levels(each) for each in root.findall(W + "abstractNum")}
    found: dict[str, Mapping[int, Level]] = {}
    for each in root.findall(W + "num"):
        levels = dict(abstract.get(_value(each, "abstractNumId"), {}))
        for override in each.findall(W + "lvlOverride"):
            place = int(override.get(W + "ilvl") or 0)
            start = override.find(W + "startOverride")
            if start is not None and place in levels:
                levels[place] = Level(levels[place].format_, levels[place].text, int(start.get(W + "val") or 1))
        found[_value(each, "numId", own=True)] = levels
    return found


def style_numbers(root: ElementTree.Element) -> Mapping[str, StyleNumbers]:
    """By id of each paragraph style of a styles.xml that numbers, itself or by the style that it is based on."""
    own: dict[str, tuple[str, ElementTree.Element | None]] = {}
    for style in root.findall(W + "style"):
        own[style.get(W + "styleId") or ""] = (_value(style, "basedOn"), style.find(f"{W}pPr/{W}numPr"))

    def numbers(style: str, seen: frozenset[str]) -> StyleNumbers | None:
        based_on, properties = own.get(style, ("", None))
        if properties is not None:
            return StyleNumbers(_value(properties, "numId") or None, int(_value(properties, "ilvl") or 0))
        return numbers(based_on, seen | {style}) if based_on and based_on not in seen else None

    found = {style: numbers(style, frozenset()) for style in own}
    return {style: each for style, each in found.items() if each is not None}


def write_numbers(
    body: ElementTree.Element, known: Numbering, styles: Mapping[str, StyleNumbers], headings: Collection[str]
) -> None:
    """Put what Word would set into the paragraphs, and take the numbering from those that got something.

    `headings` are the ids of the styles that make headings: these have no lists, so their plain numbers are put, too.
    """
    counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for paragraph in body.iter(W + "p"):
        place = _place(paragraph, styles)
        if place is None or place[0] not in known or place[1] not in known[place[0]]:
            continue
        name, level = place
        levels, counted = known[name], counts[name]
        counted[level] = counted.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counted if each > level]:
            del counted[deeper]
        written = "".join(_written(levels, counted, level))
        plain = bool(_PLAIN.fullmatch(levels[level].text)) and levels[level].format_ == "decimal"
        if written and (not plain or _value(paragraph.find(W + "pPr"), "pStyle") in headings):
            _set(paragraph, written)


def _place(paragraph: ElementTree.Element, styles: Mapping[str, StyleNumbers]) -> tuple[str, int] | None:
    """The numbering of a paragraph and its level, by itself or by its style; "0" means none."""
    properties = paragraph.find(f"{W}pPr/{W}numPr")
    style = styles.get(_value(paragraph.find(W + "pPr"), "pStyle"))
    if properties is not None:
        name = _value(properties, "numId") or (style.numbering if style else None)
        return (name, int(_value(properties, "ilvl") or 0)) if name not in (None, "0") else None  # type: ignore[return-value]
    return (style.numbering, style.level) if style is not None and style.numbering else None


def _written(levels: Mapping[int, Level], counted: Mapping[int, int], level: int) -> Iterator[str]:
    """The parts of a number such as "§ 2.1": words, and the counts of the levels that it names."""
    if levels[level].format_ in ("bullet", "none"):
        return
    for part in re.split(r"(%\d)", levels[level].text):
        if re.fullmatch(r"%\d", part):
            named = int(part[1]) - 1
            own = levels.get(named)
            count = counted.get(named, own.start if own else 1)
            letter = _LETTERS.get(own.format_) if own else None
            yield letter_of(count, letter) if letter else str(count)
        else:
            yield part


def _set(paragraph: ElementTree.Element, number: str) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = ElementTree.Element(W + "pPr")
        paragraph.insert(0, properties)
    for numbering in properties.findall(W + "numPr"):
        properties.remove(numbering)
    none = ElementTree.SubElement(properties, W + "numPr")
    ElementTree.SubElement(none, W + "numId", {W + "val": "0"})
    run = ElementTree.Element(W + "r")
    text = ElementTree.SubElement(run, W + "t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = f"{number} "
    paragraph.insert(list(paragraph).index(properties) + 1, run)


def _levels(root: ElementTree.Element) -> dict[int, Level]:
    found = {}
    for each in root.findall(W + "lvl")[:_MOST_LEVELS]:
        start = _value(each, "start")
        first = int(start) if start.isdecimal() else 1
        found[int(each.get(W + "ilvl") or 0)] = Level(
            _value(each, "numFmt") or "decimal", _value(each, "lvlText"), first
        )
    return found


def _value(element: ElementTree.Element | None, name: str, *, own: bool = False) -> str:
    """The value of a child, or with `own` of an attribute; empty where there is none."""
    if element is None:
        return ""
    if own:
        return element.get(W + name) or ""
    child = element.find(W + name)
    return (child.get(W + "val") or "") if child is not None else ""
