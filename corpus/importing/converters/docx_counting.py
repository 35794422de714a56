"""Numbers that Word sets by itself, such as "§ 1" before a heading and "a)" before an item, written into the text.

mammoth makes lists of them, each from 1 on, and knows only bullets and plain numbers; "§", letters, numbered headings
and lists that go on after other text would be lost or counted wrongly, and with them what the text refers to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from corpus.importing.converters.docx_numbering import Level, Numbering, StyleNumbers
from corpus.importing.converters.docx_styles import W, is_on, value_of
from corpus.importing.converters.docx_text import has_words
from corpus.importing.document.list_markers import letter_of

_PLAIN = re.compile(r"%\d[.)]?")
"""A number by itself: mammoth and Markdown have lists of these."""
_LETTERS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_IN_ALPHABET = 26
_UNSEEN = frozenset(("bullet", "none"))


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
    in_cell: bool
    """A cell is read as one text, without lists; its number is seen even if it is all that stands there."""

    @property
    def is_bullet(self) -> bool:
        return self.numbering.levels[self.level].format_ in _UNSEEN

    @property
    def is_plain(self) -> bool:
        level = self.numbering.levels[self.level]
        return level.format_ == "decimal" and level.start == 1 and bool(_PLAIN.fullmatch(level.text))


def write_numbers(
    paragraphs: Sequence[ElementTree.Element],
    known: Mapping[str, Numbering],
    styles: Mapping[str, StyleNumbers],
    headings: Collection[str],
    cells: Collection[ElementTree.Element] = (),
) -> frozenset[str]:
    """Put what Word would set into the paragraphs, and take the numbering from those that got something.

    `headings` are the ids of the styles that make headings: these have no lists, so their plain numbers are put, too,
    and so are those of the paragraphs in `cells`.
    What mammoth makes a list of, and rightly so, is left to it. Gives the styles of the paragraphs that got something.
    """
    all_placed = (_placed(each, place, known, styles, each in cells) for place, each in enumerate(paragraphs))
    placed = [each for each in all_placed if each is not None]
    left = _left_to_mammoth([each for each in placed if each.style not in headings])
    counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
    styled = set()
    for each in placed:
        levels, counted = each.numbering.levels, counts[each.numbering.counter]
        counted[each.level] = counted.get(each.level, levels[each.level].start - 1) + 1
        for deeper in [level for level in counted if level in levels and levels[level].begins_anew(level, each.level)]:
            del counted[deeper]
        written = "".join(_written(levels, counted, each.level))
        seen = each.in_cell or has_words(each.paragraph)
        if written and seen and (each.style in headings or each.numbering.counter not in left):
            _set(each.paragraph, written)
            styled.add(each.style)
    return frozenset(styled)


def _left_to_mammoth(items: Sequence[_Placed]) -> set[str]:
    """The counters whose paragraphs are lists that mammoth reads rightly."""
    lists: defaultdict[str, list[_Placed]] = defaultdict(list)
    for each in items:
        lists[each.numbering.counter].append(each)
    counted = {each.place: each.numbering.counter for each in items if not each.is_bullet}
    return {
        counter
        for counter, own in lists.items()
        if _is_list(own) and (own[0].is_bullet or counted.get(own[0].place - 1, counter) == counter)
    }  # mammoth would count on after another list that stands right before


def _is_list(items: Sequence[_Placed]) -> bool:
    """Whether mammoth makes the list of it that Word shows: bullets, or plain numbers from 1 on one after the other."""
    if all(each.is_bullet for each in items):
        return True
    one_after_another = items[-1].place - items[0].place == len(items) - 1
    shown = all(
        each.seen and not each.in_cell and (each.is_bullet or each.is_plain) and has_words(each.paragraph)
        for each in items
    )
    return one_after_another and shown


def _placed(
    paragraph: ElementTree.Element,
    place: int,
    known: Mapping[str, Numbering],
    styles: Mapping[str, StyleNumbers],
    in_cell: bool,
) -> _Placed | None:
    """The numbering of a paragraph and its level, by itself or by its style; "0" means none."""
    own = paragraph.find(W + "pPr")
    if own is None or (is_on(own.find(W + "rPr"), "vanish") and not has_words(paragraph)):
        return None
    style, properties = value_of(own, "pStyle"), own.find(W + "numPr")
    by_style = styles.get(style)
    name = value_of(properties, "numId") or (by_style.numbering if by_style else None)
    stated = value_of(properties, "ilvl")
    level = int(stated) if stated.isdecimal() else by_style.level if by_style and properties is None else 0
    if name is None or name not in known or level not in known[name].levels:
        return None
    seen = bool(value_of(properties, "numId")) or known[name].level_of(style) == level
    return _Placed(paragraph, place, known[name], level, style, seen, in_cell)


def _written(levels: Mapping[int, Level], counted: Mapping[int, int], level: int) -> Iterator[str]:
    """The parts of a number such as "§ 2.1": words, and the counts of the levels that it names."""
    own = levels[level]
    if own.format_ in _UNSEEN:
        return
    for part in re.split(r"(%\d)", own.text):
        if re.fullmatch(r"%\d", part):
            named = levels.get(int(part[1]) - 1)
            count = counted.get(int(part[1]) - 1, named.start if named else 1)
            yield _number(count, "decimal" if own.legal or named is None else named.format_)
        else:
            yield part


def _number(count: int, format_: str) -> str:
    """A count as Word writes it: after z comes aa, then bb."""
    letter = _LETTERS.get(format_)
    if letter is None:
        return f"{count:02d}" if format_ == "decimalZero" else str(count)
    if letter in "aA" and count > 0:
        times, place = divmod(count - 1, _IN_ALPHABET)
        return letter_of(place + 1, letter) * (times + 1)
    return letter_of(count, letter)


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
