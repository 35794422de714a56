"""Where a passage refers to another guideline: by its title in the text, or by the title that staff noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Catalogue, Guideline, Passage


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another document; `guideline` is None when the corpus does not hold it."""

    title: str
    guideline: Guideline | None
    start: int | None = None
    """Where the title stands in the passage's text; None where the title is known from staff's note alone."""

    @property
    def end(self) -> int | None:
        """Where the title ends."""
        return None if self.start is None else self.start + len(self.title)


def references_of(passage: Passage, guideline_id: str, catalogue: Catalogue) -> tuple[Reference, ...]:
    """The other documents that a passage of a guideline refers to, in order of mention, each place once.

    A title that is part of a longer one, of whichever document, is no mention.
    """

    def counts(mention: Reference) -> bool:
        other = mention.guideline
        return other is not None and other.guideline_id != guideline_id and _has_text(other)

    mentions: list[Reference] = []
    for mention in sorted(_mentions(passage, catalogue), key=lambda each: (-len(each.title), not counts(each))):
        if not any(_overlap(mention, other) for other in mentions):
            mentions.append(mention)
    found = [mention for mention in mentions if counts(mention)]
    noted = passage.refers_to
    if noted and not any(_alike(noted, each.title) for each in found):
        found.append(Reference(noted, _titled(noted, catalogue)))
    return tuple(sorted(found, key=lambda each: (each.start is None, each.start or 0)))


def _mentions(passage: Passage, catalogue: Catalogue) -> Iterator[Reference]:
    """Every place where a title stands: any guideline's, or the one that staff noted."""
    titles: list[tuple[str, Guideline | None]] = [
        (title, guideline) for guideline in catalogue.guidelines for title in {v.title for v in guideline.versions}
    ]
    if passage.refers_to:
        titles.append((passage.refers_to, None))
    for title, guideline in titles:
        for match in re.finditer(rf"(?<!\w){re.escape(title)}(?!\w)", passage.text, re.IGNORECASE):
            yield Reference(match[0], guideline, match.start())


def _overlap(one: Reference, other: Reference) -> bool:
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end


def _titled(title: str, catalogue: Catalogue) -> Guideline | None:
    held = (guideline for guideline in catalogue.guidelines if _has_text(guideline))
    return next((each for each in held if any(_alike(title, version.title) for version in each.versions)), None)


def _has_text(guideline: Guideline) -> bool:
    return any(version.has_text for version in guideline.versions)


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
