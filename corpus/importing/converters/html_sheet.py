"""What an HTML page's own style sheet says of its elements, as far as it is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

_STRUCK = frozenset(("del", "s", "strike"))
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;}]*line-through", re.IGNORECASE)
_UNSEEN_STYLE = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{4,})", re.IGNORECASE
)
_SHOWN_STYLE = re.compile(r"(?<![\w-])(?:display\s*:\s*(?!none)|visibility\s*:\s*visible)", re.IGNORECASE)
_PLACING_STYLE = re.compile(r"(?:vertical-align|list-style(?:-type)?)\s*:[^;}]+", re.IGNORECASE)
_COUNTED = re.compile(r"counter\([^,()]+,\s*((?:lower|upper)-\w+)\)", re.IGNORECASE)
"""A list's letters as some programs write them: before each item, by a counter."""
_BEFORE = re.compile(r"::?before$")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA = re.compile(r"@[^{;]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
"""Rules for other media than the screen, or for some screens: they hide nothing for certain."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAME = re.compile(r"[.#][\w-]+")
_TOKEN = re.compile(r"[.#:]*[\w-]+")


@dataclass(frozen=True, slots=True)
class _Rule:
    """One selector of a rule, and what the rule says."""

    selector: str
    says: str

    def may_undo(self, hiding: _Rule, later: bool) -> bool:
        """Whether this rule, which shows, does so with what another hides, in some state of the page: it asks for
        something more, or comes later with the same selector."""
        more = {*_TOKEN.findall(self.selector)} - {*_TOKEN.findall(hiding.selector)}
        names = {*_NAME.findall(hiding.selector)} <= {*_NAME.findall(self.selector)}
        return names and (bool(more) or (later and self.selector == hiding.selector))


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """What a page's own style sheet hides and strikes, as selectors."""

    hidden: tuple[str, ...]
    struck: tuple[str, ...]

    @classmethod
    def of(cls, soup: BeautifulSoup) -> StyleSheet:
        """What some other rule may show, such as the open one of several tabs, is not taken for hidden."""
        rules = _rules(soup)
        showing = [(place, rule) for place, rule in enumerate(rules) if _SHOWN_STYLE.search(rule.says)]
        hiding = [
            rule
            for place, rule in enumerate(rules)
            if _UNSEEN_STYLE.search(rule.says)
            and not any(other.may_undo(rule, later > place) for later, other in showing)
        ]
        struck = [rule for rule in rules if _STRUCK_STYLE.search(rule.says)]
        return cls(hidden=tuple(_named(hiding, soup)), struck=tuple(_named(struck, soup)))

    def hides(self, tag: Tag) -> bool:
        """Whether a browser does not show an element."""
        return (
            tag.has_attr("hidden")
            or bool(_UNSEEN_STYLE.search(style_of(tag)))
            or any(tag.css.match(selector) for selector in self.hidden)
        )

    def strikes(self, tag: Tag) -> bool:
        """Whether a browser shows an element struck."""
        return (
            tag.name in _STRUCK
            or bool(_STRUCK_STYLE.search(style_of(tag)))
            or any(tag.css.match(selector) for selector in self.struck)
        )


def style_of(tag: Tag) -> str:
    """What an element's own style says, in lower case."""
    return str(tag.get("style") or "").lower()


def write_styles(soup: BeautifulSoup) -> None:
    """Write into the elements what the sheet says of how they are raised and counted, where later rules come first."""
    for rule in reversed(_rules(soup)):
        counted = _COUNTED.search(rule.says) if _BEFORE.search(rule.selector) else None
        says = f"list-style-type:{counted[1]}" if counted else ";".join(_PLACING_STYLE.findall(rule.says))
        selector = _BEFORE.sub("", rule.selector) if counted else rule.selector
        for tag in soup.css.select(selector) if says and _is_understood(selector, soup) else ():
            tag["style"] = f"{style_of(tag)};{says}"


def _rules(soup: BeautifulSoup) -> Sequence[_Rule]:
    sheet = " ".join(style.get_text() for style in soup.find_all("style"))
    found = _RULE.findall(_MEDIA.sub("", _COMMENT.sub("", sheet)))
    return [_Rule(selector.strip(), says) for selectors, says in found for selector in selectors.split(",")]


def _named(rules: Iterable[_Rule], soup: BeautifulSoup) -> Iterator[str]:
    """The selectors that name a class or an element."""
    return (rule.selector for rule in rules if _NAME.search(rule.selector) and _is_understood(rule.selector, soup))


def _is_understood(selector: str, soup: BeautifulSoup) -> bool:
    """Whether a selector can be looked for; one that asks for a state of the page, such as :hover, cannot."""
    if ":" in selector:
        return False
    try:
        soup.css.compile(selector)
    except Exception:  # Beautiful Soup does not hand out the error of the reader of selectors that it uses
        return False
    return True
