"""How a DOCX file counts its numbered paragraphs, as numbering.xml and styles.xml tell (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from corpus.importing.converters.docx_styles import Styles, W, is_on, line_of, value_of

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
    restart: int | None = None
    """Which level, from 1 on, makes it begin anew; 0 is none, None each one above it."""

    def begins_anew(self, own: int, above: int) -> bool:
        """Whether this level, at `own` from 0 on, begins anew after a number of the level `above` it."""
        return above < own and (self.restart is None or above < self.restart)


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


def numberings(root: ElementTree.Element, styles: Styles) -> Mapping[str, Numbering]:
    """The numberings of a numbering.xml by their id; some of them are told by a style."""
    abstract = {each.get(W + "abstractNumId") or "": each for each in root.findall(W + "abstractNum")}
    of_num = {each.get(W + "numId") or "": value_of(each, "abstractNumId") for each in root.findall(W + "num")}
    of_style = {name: value_of(style.find(f"{W}pPr/{W}numPr"), "numId") for name, style in styles.items()}
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


def style_numbers(styles: Styles, known: Mapping[str, Numbering]) -> Mapping[str, StyleNumbers]:
    """By id of each paragraph style that numbers, itself or by the style that it is based on."""
    found = {}
    for style in styles:
        properties = [each.find(f"{W}pPr/{W}numPr") for each in line_of(style, styles)]
        numbering = next((name for each in properties if (name := value_of(each, "numId"))), None)
        stated = next((level for each in properties if (level := value_of(each, "ilvl"))), "0")
        linked = known[numbering].level_of(style) if numbering is not None and numbering in known else None
        if numbering is not None:
            found[style] = StyleNumbers(numbering, int(stated) if linked is None else linked)
    return found


def without_styles(root: ElementTree.Element, styles: Collection[str]) -> ElementTree.Element:
    """A numbering.xml that numbers no paragraph for its style, if that is one of these."""
    for level in root.iter(W + "lvl"):
        named = level.find(W + "pStyle")
        if named is not None and named.get(W + "val") in styles:
            level.remove(named)
    return root


def _levels(root: ElementTree.Element) -> dict[int, Level]:
    return {int(each.get(W + "ilvl") or 0): _level(each) for each in root.findall(W + "lvl")[:_MOST_LEVELS]}


def _level(root: ElementTree.Element) -> Level:
    start, restart = value_of(root, "start"), value_of(root, "lvlRestart")
    return Level(
        value_of(root, "numFmt") or "decimal",
        value_of(root, "lvlText"),
        int(start) if start.isdecimal() else 1,
        value_of(root, "pStyle"),
        is_on(root, "isLgl"),
        int(restart) if restart.isdecimal() else None,
    )
