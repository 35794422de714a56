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
    """Where the title stands in the passage's text; None where staff noted a title that is worded otherwise there."""

    @property
    def end(self) -> int | None:
        """Where the title ends."""
        return None if self.start is None else self.start + len(self.title)


def references_of(passage: Passage, guideline_id: str, catalogue: Catalogue) -> tuple[Reference, ...]:
    """The other documents that a passage of a guideline refers to, in order of mention, each place once."""
    found: list[Reference] = []
    for reference in sorted(_mentions(passage, guideline_id, catalogue), key=lambda each: -len(each.title)):
        if not any(_overlap(reference, other) for other in found):
            found.append(reference)
    noted = passage.refers_to
    if noted and not any(_alike(noted, each.title) for each in found):
        found.append(Reference(noted, _titled(noted, catalogue)))
    return tuple(sorted(found, key=lambda each: (each.start is None, each.start or 0)))


def _mentions(passage: Passage, guideline_id: str, catalogue: Catalogue) -> Iterator[Reference]:
    for guideline in catalogue.guidelines:
        if guideline.guideline_id == guideline_id or not _has_text(guideline):
            continue
        for title in {version.title for version in guideline.versions}:
            for match in re.finditer(rf"\b{re.escape(title)}\b", passage.text, re.IGNORECASE):
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
