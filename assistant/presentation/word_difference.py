"""The difference between two texts as marked-up words: which went, and which came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from markupsafe import Markup


def marked_words(words: Sequence[str], other: Sequence[str], tag: str) -> Markup:
    """The words, with runs that the other text lacks in an element of that tag."""
    return joined(_run(run, tag, differs=differs) for run, differs in _runs(words, other))


def both_marked(old: str, new: str) -> tuple[Markup, Markup]:
    """Both texts, the words that only one of them has marked as removed and added."""
    before, after = old.split(), new.split()
    return marked_words(before, after, "del"), marked_words(after, before, "ins")


def marked_paragraphs(paragraphs: Sequence[str], other: Sequence[str], tag: str) -> list[Markup]:
    """The paragraphs of a text beside another text's; what moves between paragraphs without changing is not marked."""
    places = [(place, word) for place, text in enumerate(paragraphs) for word in text.split()]
    words, others = [word for _, word in places], [word for text in other for word in text.split()]
    differs = [each for run, mark in _runs(words, others) for each in [mark] * len(run)]
    found = [Markup("")] * len(paragraphs)
    rows = zip(places, differs, strict=True)
    for place, own in groupby(rows, key=lambda row: row[0][0]):
        runs = groupby(own, key=lambda row: row[1])
        found[place] = joined(_run([row[0][1] for row in run], tag, differs=mark) for mark, run in runs)
    return found


def joined(parts: Iterator[Markup]) -> Markup:
    """Runs with a space between them."""
    return Markup(" ").join(parts)


def _runs(words: Sequence[str], other: Sequence[str]) -> Iterator[tuple[Sequence[str], bool]]:
    """Runs of the words, and whether the other text lacks them."""
    for operation, start, end, _, _ in SequenceMatcher(None, words, other, autojunk=False).get_opcodes():
        if end > start:
            yield words[start:end], operation != "equal"


def _run(words: Sequence[str], tag: str, *, differs: bool) -> Markup:
    text = Markup.escape(" ".join(words))
    return Markup(f"<{tag}>{{}}</{tag}>").format(text) if differs else text  # noqa: S704  the tag is ours
