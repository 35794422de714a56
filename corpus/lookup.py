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


def find_version_named(catalogue: Catalogue, name: str) -> Version:
    """The version with this key ("stod-asf/odaterad"), or this id where only one guideline has it.

    Raises UnknownGuidelineError.
    """
    guideline_id, slash, version_id = name.rpartition("/")
    if slash:
        return find_version(catalogue, guideline_id, version_id)
    versions = [version for guideline in catalogue.guidelines for version in guideline.versions]
    found = [version for version in versions if version.version_id == name]
    if len(found) == 1:
        return found[0]
    message = messages.AMBIGUOUS_VERSION if found else messages.NO_SUCH_VERSION
    known = ", ".join(version.key for version in found or versions)
    raise UnknownGuidelineError(message.format(version=name, known=known))


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
