"""Large letters at the beginning of a text, which several of its lines stand beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.importing.layout.lines import Box, Word

_LARGE = 1.8
"""Such a letter is at least so many times as large as most words."""
_WORDS = frozenset("IÅÖ")
"""Letters that are words by themselves."""
_NEAR = 0.8
"""The rest of its word begins within so many sizes of that word."""


def with_initials(words: Sequence[Word]) -> list[Word]:
    """The words of a page, such letters put before the rest of their word, on the first line beside them."""
    size = median([word.size for word in words]) if words else 0.0
    large = [word for word in words if _is_initial(word, size)]
    letters = {id(rest): letter for letter in large if (rest := _rest(letter, words, size)) is not None}
    gone = {id(letter) for letter in letters.values()}
    times = Counter(word.text for word in words)
    return [
        _joined(letters[id(word)], word, times[word.text] > 1) if id(word) in letters else word
        for word in words
        if id(word) not in gone
    ]


def _is_initial(word: Word, size: float) -> bool:
    return len(word.text) == 1 and word.text.isupper() and word.size >= _LARGE * size


def _rest(letter: Word, words: Sequence[Word], size: float) -> Word | None:
    """The word beside a large letter, on the uppermost of the lines there, of which it has several."""
    beside = [
        word
        for word in words
        if 0 <= word.box.left - letter.box.right + 1 <= _NEAR * size + 1
        and letter.box.top <= word.middle <= letter.box.bottom
        and word.size < letter.size / _LARGE
    ]
    first = min(beside, key=lambda word: word.middle, default=None)
    return first if len(beside) > 1 and first is not None and first.text[:1].islower() else None


def _joined(letter: Word, rest: Word, is_whole: bool) -> Word:
    """The letter and the rest of its word, or the word behind it where that stands `is_whole` elsewhere."""
    between = " " if is_whole and letter.text in _WORDS else ""
    box = Box(letter.box.left, rest.box.top, rest.box.right, rest.box.bottom)
    return replace(rest, text=letter.text + between + rest.text, box=box)
