"""Bullets, numbers and letters in front of list items, as printed."""

from __future__ import annotations

import re

BULLET = "•"
_DASHES = "–—−\\-"
_BULLETS = f"{BULLET}●○◦▪▫■□‣⁃∙·➢➤►▸✓✔❖◆◇\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d*+{_DASHES}"
_UNMAPPED = r"\(cid:\d+\)"
"""A glyph without a letter, as PDF readers tell it; in front of words it is a bullet."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_NUMERALS = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTER = r"(?P<letter>[a-zåäö])(?P=letter)?\)|[ivx]{2,5}\)"
_MARK = rf"[{_BULLETS}]|o|{_UNMAPPED}|\d{{1,2}}[.)]|{_LETTER}"
_MARKED = re.compile(rf"(?P<mark>{_MARK})\s+(?P<rest>\S.*)", re.DOTALL)
_GLUED = re.compile(r"(?P<mark>[•●▪■‣\uf0b7\uf0a7])(?P<rest>[^\W\d_].*)", re.DOTALL)
_BARE = re.compile(_MARK)
_DASH = re.compile(rf"[{_DASHES}]")
_LETTERED = re.compile(_LETTER)


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


def is_letter(mark: str | None) -> bool:
    """Whether a mark is a letter ("a)", "iv)"), which Markdown's lists do not have: it stays among the words."""
    return bool(_LETTERED.fullmatch(mark or ""))


def kind_of(mark: str | None) -> str | None:
    """ "1" for a number, "a" for a letter, a bullet or dash itself, None for no mark: lists are of one kind."""
    if is_letter(mark):
        return "a"
    return "1" if number_of(mark) is not None else mark


def may_be_words(mark: str | None) -> bool:
    """Whether a mark may as well be part of a sentence that was broken before it: a number, a letter or a dash."""
    return mark is not None and (number_of(mark) is not None or is_letter(mark) or bool(_DASH.fullmatch(mark)))


def letter_of(number: int, kind: str) -> str:
    """The letter or Roman numeral of a list item from 1 on; `kind` is "a", "A", "i" or "I", as HTML names them."""
    written = ""
    if kind in "aA":
        while number > 0:
            number, place = divmod(number - 1, len(_ALPHABET))
            written = _ALPHABET[place] + written
    else:
        for value, numeral in _NUMERALS:
            times, number = divmod(number, value)
            written += numeral * times
    return written.upper() if kind.isupper() else written
