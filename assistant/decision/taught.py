"""Which passages in force the sample questions teach: their text is the one these were written for."""

from __future__ import annotations

from assistant.decision.model import Scope
from corpus.model import Catalogue, PassageKey, Version


def taught(scope: Scope, catalogue: Catalogue) -> frozenset[PassageKey]:
    """Keys of the passages in force that sample questions teach.

    A title answers which version applies, whatever it is called, so it is taught with any words.
    """
    return frozenset(
        located.key
        for located in scope.passages
        if located.anchor in catalogue.taught_in(located.version)
        or (located.is_title and catalogue.taught_in(located.version))
    )


def is_taught(scope: Scope, catalogue: Catalogue) -> bool:
    """Whether sample questions teach every passage in force."""
    known = taught(scope, catalogue)
    return all(located.key in known for located in scope.passages)


def untaught(scope: Scope, catalogue: Catalogue) -> tuple[Version, ...]:
    """The versions in force of which sample questions teach nothing."""
    return tuple(version for version in scope.versions if not catalogue.taught_in(version))
