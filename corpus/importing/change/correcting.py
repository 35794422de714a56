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


def correct(
    guideline_id: str, version_id: str, old: str, new: str, reason: str, by: str, documents: Path
) -> Correction:
    """Replace words that stand once in a version's text. Raises ChangeRefusedError. Needs the lock."""
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
    record(documents, Recorded("corrected", version.key, by, reason, old, new))
    write_guideline(documents / guideline_id, files)
    changed = [each for each, before in zip(passages, version.passages, strict=True) if each.text != before.text]
    return Correction(changed[0], file)


def _corrected(before: tuple[Passage, ...], body: str) -> tuple[Passage, ...]:
    """The passages with their anchors and roles, and how those that were corrected read before."""
    now = [passage.text for passage in parse_passages(body, 1)]
    if len(now) != len(before) or now == [passage.text for passage in before]:
        raise ChangeRefusedError(messages.CORRECT_OTHER_PASSAGES)
    return tuple(
        old if old.text == text else replace(old, text=text, was=(*old.was, old.text))
        for old, text in zip(before, now, strict=True)
    )
