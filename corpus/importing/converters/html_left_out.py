"""What an HTML page holds beside its text: navigation, what a browser does not show or shows struck, footnote marks."""

from __future__ import annotations

import re
from collections import Counter

from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag

from corpus.importing.converters.html_raised import lower_raised
from corpus.importing.converters.html_sheet import StyleSheet, style_of
from corpus.importing.document.blocks import Dropped

_NAVIGATION = (
    "nav, header, footer, aside, script, style, form, noscript, template, svg, button, iframe, object, head, select, "
    "textarea, dialog:not([open]), [role=navigation], [role=banner], [role=contentinfo], [role=search], "
    "[role=complementary], [role=dialog]"
)
_SILENT = frozenset(("script", "style", "noscript", "template", "head", "svg"))
_HEADINGS = re.compile(r"h[1-6]")
_CELLS = frozenset(("td", "th"))
"""Without them their row would shift."""
_NOT_THERE = re.compile(r"(?<![\w-])visibility\s*:\s*hidden")
"""What is hidden so keeps its place: a list counts it."""
_LONGEST_SHOWN = 500


def without_what_is_no_text(root: Tag, soup: BeautifulSoup) -> tuple[Dropped, ...]:
    """Take out what a reader of the page does not read as its text, and give what of it had words.

    A <header> that holds a heading belongs to the text.
    """
    sheet = StyleSheet.of(soup)
    dropped: Counter[str] = Counter()
    for found in (_navigation, sheet.hides, sheet.strikes):
        for element in [each for each in root.find_all(found) if isinstance(each, Tag)]:
            if not element.decomposed and not (element.name == "header" and _is_title(element, root)):
                words = " ".join(element.get_text(" ").split())
                if words and element.name not in _SILENT:
                    dropped[_shown(words)] += 1
                counts = element.name == "li" and (found == sheet.strikes or _NOT_THERE.search(style_of(element)))
                if element.name in _CELLS or counts:
                    element.clear()
                else:
                    element.decompose()
    for mark in lower_raised(root):
        dropped[mark] += 1
    for string in root.find_all(string=lambda string: isinstance(string, PreformattedString)):
        string.extract()
    return tuple(Dropped(text, times) for text, times in dropped.items())


def _navigation(tag: Tag) -> bool:
    return tag.css.match(_NAVIGATION)


def _is_title(header: Tag, root: Tag) -> bool:
    return bool(header.find(_HEADINGS)) and root.name != "body"


def _shown(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN].rstrip() + " …"
