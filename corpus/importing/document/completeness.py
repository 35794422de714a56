"""Whether every word of a file arrived in its passages, headings and lead-ins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from corpus.importing.document.hyphens import cleaned
from corpus.model import Passage
from corpus.reading.parsing import collapse

_WORD = re.compile(r"\w+")
_ENUMERATION = re.compile(r"^\s*(?:\d{1,3}(?:[.)]+|(?=\s))|o(?=\s))", re.MULTILINE)
_SOFT_HYPHEN = re.compile("\u00ad\\s*")


def lost_words(extracted: str, arrived: str) -> tuple[str, ...]:
    """Words of `extracted` that `arrived` lacks, each as often as it lacks it, in no case twice for one place.

    The number of a list item at a line's start, or the letter o that Word has for a bullet, is no word. Two halves of
    a word that was broken at a line end count as arrived when the whole did.
    """
    wanted, got = _counted(_ENUMERATION.sub(" ", extracted)), _counted(arrived)
    surplus = [word for word in got - wanted if len(word) > 2]
    beginnings, ends = sorted(surplus), sorted(word[::-1] for word in surplus)
    missing = (wanted - got).elements()
    return tuple(word for word in missing if not (_begins(word, beginnings) or _begins(word[::-1], ends)))


def words_of(passages: Sequence[Passage], headings: Sequence[str]) -> str:
    """Passages, headings and the lead-in of each list, one a line. The title is a passage and a heading: one line."""
    lines = list(headings)
    previous = None
    for passage in passages:
        if passage.lead_in and passage.lead_in != previous:
            lines.append(passage.lead_in)
        previous = passage.lead_in
        if passage.text not in headings[:1]:
            lines.append(passage.text)
    return "\n".join(lines)


def _begins(half: str, ordered: Sequence[str]) -> bool:
    """Whether one of the words, which are in order, begins with `half`."""
    place = bisect_left(ordered, half)
    return place < len(ordered) and ordered[place].startswith(half)


def _counted(text: str) -> Counter[str]:
    joined = _SOFT_HYPHEN.sub("", cleaned(text))
    return Counter(word.lower() for line in joined.splitlines() for word in _WORD.findall(collapse(line)))
