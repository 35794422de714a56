"""Correcting a mistake that was made when a version's text was read or typed; the original is kept and not touched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.history import Recorded, record
from corpus.importing.change.staging import current, staged
from corpus.importing.change.writing import write_guideline
from corpus.lookup import find_version
from corpus.model import Passage
from corpus.reading.annotations import annotation_yaml
from corpus.reading.catalogue import annotations_file
from corpus.reading.parsing import parse_passages


@dataclass(frozen=True, slots=True)
class Correction:
    """The passage as it reads now; sample questions and cases for its former reading hold on."""

    passage: Passage
    file: Path


@dataclass(frozen=True, slots=True)
class PlannedCorrection:
    """A passage before and after a correction that could be made, and the files that make it."""

    before: Passage
    after: Passage
    key: str
    """Of the version."""
    files: dict[str, bytes]


def plan(guideline_id: str, version_id: str, old: str, new: str, documents: Path) -> PlannedCorrection:
    """Everything up to writing. Raises ChangeRefusedError, UnknownGuidelineError."""
    version = find_version(current(documents).catalogue, guideline_id, version_id)
    file = documents / guideline_id / f"{version_id}.md"
    text = file.read_bytes().decode("utf-8")
    head, fence, body = text.partition("\n---")
    if not old.strip() or old == new or body.count(old) != 1:
        raise ChangeRefusedError(messages.CORRECT_NOT_ONCE.format(old=old, count=body.count(old) if old else 0))
    mended = body.replace(old, new)
    corrected = f"{head}{fence}{mended}"
    passages = _corrected(version.passages, mended.partition("\n")[2])
    notes = annotations_file(file)
    files = {notes.name: annotation_yaml(passages).encode("utf-8"), file.name: corrected.encode("utf-8")}
    staged(documents, guideline_id, files)
    pairs = zip(version.passages, passages, strict=True)
    before, after = next((before, after) for before, after in pairs if before.text != after.text)
    return PlannedCorrection(before, after, version.key, files)


def correct(
    guideline_id: str, version_id: str, old: str, new: str, reason: str, by: str, documents: Path
) -> Correction:
    """Replace words that stand once in a version's text. Raises ChangeRefusedError. Needs the lock."""
    planned = plan(guideline_id, version_id, old, new, documents)
    record(documents, Recorded("corrected", planned.key, by, reason, old, new))
    write_guideline(documents / guideline_id, planned.files)
    return Correction(planned.after, documents / guideline_id / f"{version_id}.md")


def _corrected(before: tuple[Passage, ...], body: str) -> tuple[Passage, ...]:
    """The passages with their anchors and roles, and how those that were corrected read before."""
    now = [passage.text for passage in parse_passages(body, 1)]
    if len(now) != len(before) or now == [passage.text for passage in before]:
        raise ChangeRefusedError(messages.CORRECT_OTHER_PASSAGES)
    return tuple(
        old if old.text == text else replace(old, text=text, was=(*old.was, old.text))
        for old, text in zip(before, now, strict=True)
    )
