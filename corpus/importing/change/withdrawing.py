"""Withdrawing a version that was added by mistake: its files are put aside, where the corpus does not read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.importing.change.history import Recorded, record
from corpus.importing.change.staging import current, staged
from corpus.lookup import find_guideline, find_version_of
from corpus.model import Catalogue, Version
from corpus.reading.catalogue import annotations_file

_ASIDE = ".withdrawn"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A version that could be withdrawn, the corpus before it and, without sample questions, after it."""

    version: Version
    before: Catalogue
    after: Catalogue
    files: tuple[Path, ...]
    """What is put aside; empty when the guideline's whole folder is, with its last version."""


def plan(guideline_id: str, version_id: str, documents: Path) -> Withdrawal:
    """Everything up to moving files. Raises ChangeRefusedError, UnknownGuidelineError."""
    before = current(documents).catalogue
    guideline = find_guideline(before, guideline_id)
    version = find_version_of(guideline, version_id)
    if len(guideline.versions) == 1:  # others do not depend on a guideline that is gone
        others = tuple(other for other in before.guidelines if other.guideline_id != guideline_id)
        return Withdrawal(version, before, Catalogue(others, ""), ())
    folder = documents / guideline_id
    files = _files_of(version, folder)
    checked = staged(documents, guideline_id, {}, without=[file.relative_to(folder).as_posix() for file in files])
    return Withdrawal(version, before, checked.catalogue, tuple(files))


def withdraw(guideline_id: str, version_id: str, reason: str, by: str, documents: Path) -> Path:
    """Put a version's files aside and give the folder where they lie now; the guideline's, too, with its last version.

    Raises ChangeRefusedError. Needs the lock.
    """
    planned = plan(guideline_id, version_id, documents)
    folder = documents / guideline_id
    aside = documents / _ASIDE / f"{guideline_id}-{version_id}-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    record(documents, Recorded("withdrawn", planned.version.key, by, reason))
    aside.parent.mkdir(exist_ok=True)
    if not planned.files:
        folder.rename(aside)
        return aside
    for file in planned.files:
        target = aside / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.rename(target)
    return aside


def _files_of(version: Version, folder: Path) -> list[Path]:
    """The version's text first, so that what is left makes no version if nothing more is moved."""
    text = folder / f"{version.version_id}.md"
    source = [folder / version.source, folder / f"{version.source}.sha256"] if version.source else []
    return [file for file in (text, annotations_file(text), *source) if file.is_file()]
