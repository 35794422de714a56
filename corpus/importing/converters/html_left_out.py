"""What an HTML page holds beside its text: navigation, what a browser does not show or shows struck, footnote marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag

from corpus.importing.document.blocks import Dropped
from corpus.importing.document.raised import as_read

_NAVIGATION = (
    "nav, header, footer, aside, script, style, form, noscript, template, svg, button, iframe, object, head, select, "
    "textarea, dialog:not([open]), [role=navigation], [role=banner], [role=contentinfo], [role=search], "
    "[role=complementary], [role=dialog]"
)
_SILENT = frozenset(("script", "style", "noscript", "template", "head", "svg"))
_HEADINGS = re.compile(r"h[1-6]")
_STRUCK = frozenset(("del", "s", "strike"))
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;}]*line-through")
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}")
_MEDIA = re.compile(r"@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
"""Rules for other media than the screen, or for some screens: they hide nothing for certain."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAMED = re.compile(r"\s*[.#][\w-]+\s*")
_LONGEST_SHOWN = 100


def without_what_is_no_text(root: Tag, soup: BeautifulSoup) -> tuple[Dropped, ...]:
    """Take out what a reader of the page does not read as its text, and give what of it had words.

    A <header> that holds a heading belongs to the text.
    """
    unseen = _unseen(soup)
    dropped: Counter[str] = Counter()
    for found in (_navigation, unseen, _is_struck):
        for element in [each for each in root.find_all(found) if isinstance(each, Tag)]:
            if not element.decomposed and not (element.name == "header" and _is_title(element, root)):
                words = " ".join(element.get_text(" ").split())
                if words and element.name not in _SILENT:
                    dropped[_shown(words)] += 1
                element.decompose()
    for mark in _footnote_marks(root):
        dropped[mark] += 1
    for string in root.find_all(string=lambda string: isinstance(string, PreformattedString)):
        string.extract()
    return tuple(Dropped(text, times) for text, times in dropped.items())


def _navigation(tag: Tag) -> bool:
    return tag.css.match(_NAVIGATION)


def _is_title(header: Tag, root: Tag) -> bool:
    return bool(header.find(_HEADINGS)) and root.name != "body"


def _is_struck(tag: Tag) -> bool:
    return tag.name in _STRUCK or bool(_STRUCK_STYLE.search(_style(tag)))


def _unseen(soup: BeautifulSoup) -> Callable[[Tag], bool]:
    """Tells what is not shown: by its own style, or by a class or id that the page's style sheet hides."""
    sheet = _MEDIA.sub("", " ".join(style.get_text() for style in soup.find_all("style")))
    names = [
        name.strip()
        for selectors, rules in _RULE.findall(sheet)
        if _UNSEEN_STYLE.search(rules)
        for name in selectors.split(",")
        if _NAMED.fullmatch(name)
    ]
    selector = ", ".join(names)

    def unseen(tag: Tag) -> bool:
        return (
            tag.has_attr("hidden")
            or bool(_UNSEEN_STYLE.search(_style(tag)))
            or bool(selector and tag.css.match(selector))
        )

    return unseen


def _style(tag: Tag) -> str:
    return str(tag.get("style") or "").lower()


def _footnote_marks(root: Tag) -> Iterator[str]:
    for tag in root.find_all("sup"):
        raised, before = tag.get_text(), tag.find_previous(string=True)
        read = as_read(raised, str(before or ""))
        if read != raised:
            tag.replace_with(read)
        if not read and raised.strip():
            yield raised.strip()


def _shown(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN].rstrip() + " …"
