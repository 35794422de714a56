"""What typesetting does to words: ligatures, soft hyphens, hyphens at line ends. Pure functions over lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\u2060\ufffe\uffff]")
_SOFT_HYPHEN = "\u00ad"
_BROKEN = re.compile(r"(?P<head>[^\W\d_][\w\-‐]*|\w)[-‐\u00ad]$")
_NEXT_WORD = re.compile(r"[\w\-‐]+")
_COORDINATING = frozenset({"och", "eller", "samt", "respektive", "and", "or", "som", "resp", "till"})


def cleaned(text: str) -> str:
    """Ligatures taken apart, invisible and control characters gone; soft hyphens stay for `mended` to judge."""
    return _INVISIBLE.sub("", text.translate(_LIGATURES))


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words that stand whole on a line, in lower case: what `mended` compares with."""
    return frozenset(word.lower() for line in lines for word in _NEXT_WORD.findall(line)[:-1])


def mended(lines: Sequence[str], known: frozenset[str] = frozenset()) -> str:
    """Lines as one text. A hyphen at a line end goes where it only broke the word, and stays in compounds.

    It stays before a coordinating word ("IT- och ekonomistöd"), after capitals, a number or a single letter
    ("ASF-insats", "e-post"), before a capital, and where the document has the hyphenated word elsewhere (`known`).
    """
    text = ""
    for line in lines:
        text = _joined(text, line.strip(), known) if text else line.strip()
    return text.replace(_SOFT_HYPHEN, "")


def _joined(text: str, line: str, known: frozenset[str]) -> str:
    broken = _BROKEN.search(text)
    following = _NEXT_WORD.match(line)
    if broken is None or following is None:
        return f"{text} {line}"
    head, tail = broken["head"], following[0]
    if text.endswith(_SOFT_HYPHEN):
        return text[:-1] + line
    if tail.lower() in _COORDINATING:
        return f"{text} {line}"
    hyphenated, closed = f"{head}-{tail}".lower(), f"{head}{tail}".lower()
    compound = len(head) == 1 or head.isupper() or not tail[0].islower()
    if compound or (hyphenated in known and closed not in known):
        return text + line
    return text[:-1] + line
