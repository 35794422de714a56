"""Finding what a person named; a wrong id is answered with the known ones."""

from __future__ import annotations

from corpus import messages
from corpus.errors import UnknownGuidelineError
from corpus.model import Catalogue, Guideline, Version


def find_guideline(catalogue: Catalogue, guideline_id: str) -> Guideline:
    """The guideline with this id. Raises UnknownGuidelineError."""
    guideline = catalogue.guideline(guideline_id)
    if guideline is None:
        known = ", ".join(g.guideline_id for g in catalogue.guidelines)
        raise UnknownGuidelineError(messages.UNKNOWN_GUIDELINE.format(guideline=guideline_id, known=known))
    return guideline


def find_version(catalogue: Catalogue, guideline_id: str, version_id: str) -> Version:
    """The version with this id. Raises UnknownGuidelineError."""
    return find_version_of(find_guideline(catalogue, guideline_id), version_id)


def find_version_of(guideline: Guideline, version_id: str) -> Version:
    """The guideline's version with this id. Raises UnknownGuidelineError."""
    version = guideline.version(version_id)
    if version is None:
        known = ", ".join(v.version_id for v in guideline.versions)
        message = messages.UNKNOWN_VERSION.format(version=version_id, guideline=guideline.guideline_id, known=known)
        raise UnknownGuidelineError(message)
    return version
