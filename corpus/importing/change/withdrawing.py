"""Withdrawing a version that was added by mistake: its files are put aside, where the corpus does not read them."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.history import Recorded, record
from corpus.importing.change.staging import current
from corpus.lookup import find_guideline, find_version_of
from corpus.model import Version
from corpus.reading.catalogue import annotations_file, check_corpus

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
    _refuse_broken(documents, guideline_id, [] if whole else [file.name for file in files[:2]])
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


def _refuse_broken(documents: Path, guideline_id: str, names: list[str]) -> None:
    """Raise ChangeRefusedError where what would be left is no sound corpus."""
    with tempfile.TemporaryDirectory(prefix="asf-corpus-") as temporary:
        copy = Path(temporary) / "documents"
        shutil.copytree(documents, copy, ignore=shutil.ignore_patterns(".*"))
        for name in names:
            (copy / guideline_id / name).unlink()
        if not names:
            shutil.rmtree(copy / guideline_id)
        errors = check_corpus(copy).errors if any(copy.iterdir()) else ()
    if errors:
        listed = [str(each).replace(str(copy), str(documents)) for each in errors]
        raise ChangeRefusedError("\n".join([messages.STAGED_BROKEN.format(count=len(errors)), *listed]))
