"""Withdrawing a version that was added by mistake: its files are put aside, where the corpus does not read them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from corpus.importing.change.history import Recorded, record
from corpus.importing.change.staging import current, staged
from corpus.lookup import find_guideline, find_version_of
from corpus.model import Version
from corpus.reading.catalogue import annotations_file

_ASIDE = ".withdrawn"


def withdraw(guideline_id: str, version_id: str, reason: str, by: str, documents: Path) -> Path:
    """Put a version's files aside and give the folder where they lie now; the guideline's, too, with its last version.

    Raises ChangeRefusedError. Needs the lock.
    """
    guideline = find_guideline(current(documents).catalogue, guideline_id)
    version = find_version_of(guideline, version_id)
    folder = documents / guideline_id
    aside = documents / _ASIDE / f"{guideline_id}-{version_id}-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    whole = len(guideline.versions) == 1
    files = [] if whole else _files_of(version, folder)
    if not whole:  # what is left of a guideline is checked; others do not depend on one that is gone
        staged(documents, guideline_id, {}, without=[file.relative_to(folder).as_posix() for file in files])
    record(documents, Recorded("withdrawn", version.key, by, reason))
    aside.parent.mkdir(exist_ok=True)
    if whole:
        folder.rename(aside)
        return aside
    for file in files:
        target = aside / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.rename(target)
    return aside


def _files_of(version: Version, folder: Path) -> list[Path]:
    """The version's text first, so that what is left makes no version if nothing more is moved."""
    text = folder / f"{version.version_id}.md"
    source = [folder / version.source, folder / f"{version.source}.sha256"] if version.source else []
    return [file for file in (text, annotations_file(text), *source) if file.is_file()]
