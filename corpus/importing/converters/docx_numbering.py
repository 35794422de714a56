"""Numbers that Word sets by itself, such as "§ 1" before a heading and "a)" before an item, written into the text.

mammoth makes lists of them, each from 1 on, and knows only bullets and plain numbers; "§", letters, numbered headings
and lists that go on after other text would be lost or counted wrongly, and with them what the text refers to. What the
numbers are is told by numbering.xml and styles.xml (ISO/IEC 29500-1, 17.9).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from corpus.importing.converters.docx_styles import W, value_of
from corpus.importing.document.list_markers import letter_of

_PLAIN = re.compile(r"%\d[.)]?")
"""A number by itself: mammoth and Markdown have lists of these."""
_LETTERS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_UNSEEN = frozenset(("bullet", "none"))
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a numbering counts and is written."""

    format_: str
    text: str
    start: int
    style: str = ""
    """The paragraph style whose paragraphs it counts."""
    legal: bool = False
    """All numbers in it are written with digits, whatever their own levels say."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numbering's levels, and what it shares its count with."""

    counter: str
    levels: Mapping[int, Level]

    def level_of(self, style: str) -> int | None:
        """The level that counts the paragraphs of a style."""
        return next((place for place, level in self.levels.items() if style and level.style == style), None)


@dataclass(frozen=True, slots=True)
class StyleNumbers:
    """What a paragraph style says of its paragraphs' numbers."""

    numbering: str | None
    level: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paragraph that is counted, and how many paragraphs come before it."""

    paragraph: ElementTree.Element
    place: int
    numbering: Numbering
    level: int
    style: str
    seen: bool
    """mammoth sees its number: it has one by itself, or the numbering names its style."""

    @property
    def is_bullet(self) -> bool:
        return self.numbering.levels[self.level].format_ in _UNSEEN

    @property
    def is_plain(self) -> bool:
        level = self.numbering.levels[self.level]
        return level.format_ == "decimal" and level.start == 1 and bool(_PLAIN.fullmatch(level.text))


def numberings(root: ElementTree.Element, styles: ElementTree.Element) -> Mapping[str, Numbering]:
    """The numberings of a numbering.xml by their id; some of them are told by a style of a styles.xml."""
    abstract = {each.get(W + "abstractNumId") or "": each for each in root.findall(W + "abstractNum")}
    of_num = {each.get(W + "numId") or "": value_of(each, "abstractNumId") for each in root.findall(W + "num")}
    of_style = {
        style.get(W + "styleId") or "": value_of(style.find(f"{W}pPr/{W}numPr"), "numId")
        for style in styles.findall(W + "style")
    }
    found = {}
    for each in root.findall(W + "num"):
        own, name = each.get(W + "numId") or "", value_of(each, "abstractNumId")
        if linked := value_of(abstract.get(name), "numStyleLink"):
            name = of_num.get(of_style.get(linked, ""), name)
        levels = _levels(abstract[name]) if name in abstract else {}
        restarts = False
        for override in each.findall(W + "lvlOverride"):
            place = int(override.get(W + "ilvl") or 0)
            if (level := override.find(W + "lvl")) is not None:
                levels[place] = _level(level)
            if place in levels and (start := value_of(override, "startOverride")).isdecimal():
                levels[place], restarts = replace(levels[place], start=int(start)), True
        found[own] = Numbering(f"num {own}" if restarts else name, levels)
    return found


def style_numbers(root: ElementTree.Element, known: Mapping[str, Numbering]) -> Mapping[str, StyleNumbers]:
    """By id of each paragraph style of a styles.xml that numbers, itself or by the style that it is based on."""
    styles = {style.get(W + "styleId") or "": style for style in root.findall(W + "style")}

    def line(name: str) -> Iterator[ElementTree.Element | None]:
        seen: set[str] = set()
        while name in styles and name not in seen:
            seen.add(name)
            yield styles[name].find(f"{W}pPr/{W}numPr")
            name = value_of(styles[name], "basedOn")

    found = {}
    for style in styles:
        properties = [each for each in line(style) if each is not None]
        numbering = next((name for each in properties if (name := value_of(each, "numId"))), None)
        stated = next((level for each in properties if (level := value_of(each, "ilvl"))), "0")
        linked = known[numbering].level_of(style) if numbering is not None and numbering in known else None
        if numbering is not None:
            found[style] = StyleNumbers(numbering, int(stated) if linked is None else linked)
    return found


def write_numbers(
    paragraphs: Sequence[ElementTree.Element],
    known: Mapping[str, Numbering],
    styles: Mapping[str, StyleNumbers],
    headings: Collection[str],
) -> frozenset[str]:
    """Put what Word would set into the paragraphs, and take the numbering from those that got something.

    `headings` are the ids of the styles that make headings: these have no lists, so their plain numbers are put, too.
    What mammoth makes a list of, and rightly so, is left to it. Gives the styles of the paragraphs that got something.
    """
    placed = [found for place, each in enumerate(paragraphs) if (found := _placed(each, place, known, styles))]
    lists: defaultdict[str, list[_Placed]] = defaultdict(list)
    for each in placed:
        if each.style not in headings:
            lists[each.numbering.counter].append(each)
    left = {counter for counter, own in lists.items() if _is_list(own)}
    counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
    styled = set()
    for each in placed:
        levels, counted = each.numbering.levels, counts[each.numbering.counter]
        counted[each.level] = counted.get(each.level, levels[each.level].start - 1) + 1
        for deeper in [level for level in counted if level > each.level]:
            del counted[deeper]
        written = "".join(_written(levels, counted, each.level))
        if written and (each.style in headings or each.numbering.counter not in left) and _has_words(each.paragraph):
            _set(each.paragraph, written)
            styled.add(each.style)
    return frozenset(styled)


def without_styles(root: ElementTree.Element, styles: Collection[str]) -> ElementTree.Element:
    """A numbering.xml that numbers no paragraph for its style, if that is one of these."""
    for level in root.iter(W + "lvl"):
        named = level.find(W + "pStyle")
        if named is not None and named.get(W + "val") in styles:
            level.remove(named)
    return root


def _is_list(items: Sequence[_Placed]) -> bool:
    """Whether mammoth makes the list of it that Word shows: bullets, or plain numbers from 1 on one after the other."""
    if all(each.is_bullet for each in items):
        return True
    one_after_another = items[-1].place - items[0].place == len(items) - 1
    shown = all(each.seen and (each.is_bullet or each.is_plain) and _has_words(each.paragraph) for each in items)
    return one_after_another and shown


def _placed(
    paragraph: ElementTree.Element, place: int, known: Mapping[str, Numbering], styles: Mapping[str, StyleNumbers]
) -> _Placed | None:
    """The numbering of a paragraph and its level, by itself or by its style; "0" means none."""
    own = paragraph.find(W + "pPr")
    if own is None or any(own.find(f"{W}rPr/{W}{mark}") is not None for mark in ("del", "vanish")):
        return None
    style, properties = value_of(own, "pStyle"), own.find(W + "numPr")
    by_style = styles.get(style)
    name = value_of(properties, "numId") or (by_style.numbering if by_style else None)
    stated = value_of(properties, "ilvl")
    level = int(stated) if stated.isdecimal() else by_style.level if by_style and properties is None else 0
    if name is None or name not in known or level not in known[name].levels:
        return None
    seen = bool(value_of(properties, "numId")) or known[name].level_of(style) == level
    return _Placed(paragraph, place, known[name], level, style, seen)


def _has_words(paragraph: ElementTree.Element) -> bool:
    return any((text.text or "").strip() for text in paragraph.iter(W + "t"))


def _written(levels: Mapping[int, Level], counted: Mapping[int, int], level: int) -> Iterator[str]:
    """The parts of a number such as "§ 2.1": words, and the counts of the levels that it names."""
    own = levels[level]
    if own.format_ in _UNSEEN:
        return
    for part in re.split(r"(%\d)", own.text):
        if re.fullmatch(r"%\d", part):
            named = levels.get(int(part[1]) - 1)
            count = counted.get(int(part[1]) - 1, named.start if named else 1)
            format_ = "decimal" if own.legal or named is None else named.format_
            letter = _LETTERS.get(format_)
            yield letter_of(count, letter) if letter else f"{count:02d}" if format_ == "decimalZero" else str(count)
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
    return {int(each.get(W + "ilvl") or 0): _level(each) for each in root.findall(W + "lvl")[:_MOST_LEVELS]}


def _level(root: ElementTree.Element) -> Level:
    start = value_of(root, "start")
    legal = root.find(W + "isLgl")
    return Level(
        value_of(root, "numFmt") or "decimal",
        value_of(root, "lvlText"),
        int(start) if start.isdecimal() else 1,
        value_of(root, "pStyle"),
        legal is not None and legal.get(W + "val", "1") not in ("0", "false", "off"),
    )
