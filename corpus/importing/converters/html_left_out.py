"""What an HTML page holds beside its text: navigation, what a browser does not show or shows struck, footnote marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import soupsieve
from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag
from soupsieve import SelectorSyntaxError, SoupSieve

from corpus.importing.converters.html_raised import lower_raised
from corpus.importing.document.blocks import Dropped

_NAVIGATION = (
    "nav, header, footer, aside, script, style, form, noscript, template, svg, button, iframe, object, head, select, "
    "textarea, dialog:not([open]), [role=navigation], [role=banner], [role=contentinfo], [role=search], "
    "[role=complementary], [role=dialog]"
)
_SILENT = frozenset(("script", "style", "noscript", "template", "head", "svg"))
_HEADINGS = re.compile(r"h[1-6]")
_STRUCK = frozenset(("del", "s", "strike"))
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;}]*line-through")
_UNSEEN_STYLE = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{4,})"
)
_SHOWN_STYLE = re.compile(r"(?<![\w-])(?:display\s*:\s*(?!none)|visibility\s*:\s*visible)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA = re.compile(r"@[^{;]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
"""Rules for other media than the screen, or for some screens: they hide nothing for certain."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAME = re.compile(r"[.#][\w-]+")
_CELLS = frozenset(("td", "th"))
"""Without them their row would shift."""
_NOT_THERE = re.compile(r"(?<![\w-])visibility\s*:\s*hidden")
"""What is hidden so keeps its place: a list counts it."""
_LONGEST_SHOWN = 500


def without_what_is_no_text(root: Tag, soup: BeautifulSoup) -> tuple[Dropped, ...]:
    """Take out what a reader of the page does not read as its text, and give what of it had words.

    A <header> that holds a heading belongs to the text.
    """
    sheet = _StyleSheet.of(soup)
    dropped: Counter[str] = Counter()
    for found in (_navigation, sheet.hides, sheet.strikes):
        for element in [each for each in root.find_all(found) if isinstance(each, Tag)]:
            if not element.decomposed and not (element.name == "header" and _is_title(element, root)):
                words = " ".join(element.get_text(" ").split())
                if words and element.name not in _SILENT:
                    dropped[_shown(words)] += 1
                counts = element.name == "li" and (found == sheet.strikes or _NOT_THERE.search(_style(element)))
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


@dataclass(frozen=True, slots=True)
class _StyleSheet:
    """What a page's own style sheet hides and strikes, as selectors."""

    hidden: tuple[SoupSieve, ...]
    struck: tuple[SoupSieve, ...]

    @classmethod
    def of(cls, soup: BeautifulSoup) -> _StyleSheet:
        """What some other rule may show, such as the open one of several tabs, is not taken for hidden."""
        sheet = " ".join(style.get_text() for style in soup.find_all("style")).lower()
        rules = _RULE.findall(_MEDIA.sub("", _COMMENT.sub("", sheet)))
        shown = {name for selectors, rule in rules if _SHOWN_STYLE.search(rule) for name in _NAME.findall(selectors)}
        return cls(
            hidden=tuple(
                each for each in _selected(rules, _UNSEEN_STYLE) if not shown & {*_NAME.findall(each.pattern)}
            ),
            struck=tuple(_selected(rules, _STRUCK_STYLE)),
        )

    def hides(self, tag: Tag) -> bool:
        return (
            tag.has_attr("hidden")
            or bool(_UNSEEN_STYLE.search(_style(tag)))
            or any(selector.match(tag) for selector in self.hidden)
        )

    def strikes(self, tag: Tag) -> bool:
        return (
            tag.name in _STRUCK
            or bool(_STRUCK_STYLE.search(_style(tag)))
            or any(selector.match(tag) for selector in self.struck)
        )


def _selected(rules: Iterable[tuple[str, str]], wanted: re.Pattern[str]) -> Iterator[SoupSieve]:
    """The selectors of the rules that say what is wanted, as far as they are understood."""
    for selectors, rule in rules:
        if wanted.search(rule):
            for selector in selectors.split(","):
                if _NAME.search(selector) and ":" not in selector:
                    with suppress(SelectorSyntaxError):
                        yield soupsieve.compile(selector.strip())


def _style(tag: Tag) -> str:
    return str(tag.get("style") or "").lower()


def _shown(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN].rstrip() + " …"
