"""Bullets and numbers in front of list items, as printed."""

from __future__ import annotations

import re

BULLET = "•"
_DASHES = "–—−\\-"
_BULLETS = f"{BULLET}●○◦▪▫■□‣⁃∙·➢➤►▸✓✔❖◆◇\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d*+{_DASHES}"
_UNMAPPED = r"\(cid:\d+\)"
"""A glyph without a letter, as PDF readers tell it; in front of words it is a bullet."""
_MARK = rf"[{_BULLETS}]|o|{_UNMAPPED}|\d{{1,2}}[.)]"
_MARKED = re.compile(rf"(?P<mark>{_MARK})\s+(?P<rest>\S.*)", re.DOTALL)
_GLUED = re.compile(r"(?P<mark>[•●▪■‣\uf0b7\uf0a7])(?P<rest>[^\W\d_].*)", re.DOTALL)
_BARE = re.compile(_MARK)
_DASH = re.compile(rf"[{_DASHES}]")


def split_mark(text: str) -> tuple[str | None, str]:
    """The mark of a line that begins a list item ("•", "2.") and the words after it; None and the line otherwise."""
    found = _MARKED.fullmatch(text) or _GLUED.fullmatch(text)
    if found is None:
        return None, text
    return (BULLET if found["mark"].startswith("(cid") else found["mark"]), found["rest"]


def is_bare_mark(text: str) -> bool:
    """Whether a line holds a mark and nothing else, its words being set a little higher or lower."""
    return bool(_BARE.fullmatch(text))


def number_of(mark: str | None) -> int | None:
    """The number in a mark; None for bullets and no mark."""
    digits = (mark or "").rstrip(".)")
    return int(digits) if digits.isdigit() else None


def may_be_words(mark: str | None) -> bool:
    """Whether a mark may as well be part of a sentence that was broken before it: a number or a dash."""
    return mark is not None and (number_of(mark) is not None or bool(_DASH.fullmatch(mark)))
