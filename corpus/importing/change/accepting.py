"""Accepting sample questions for a version's wording: staff have read them, and they hold for it, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.staging import current, staged
from corpus.importing.change.writing import replace_file
from corpus.importing.change.yaml_edits import with_texts
from corpus.lookup import find_guideline, find_version_of
from corpus.reading.catalogue import BANK_NAME


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whose questions were accepted, how many they are, in which file, and anchors whose questions still wait."""

    file: Path
    anchors: tuple[str, ...]
    questions: int
    left: tuple[str, ...]


def accept(guideline_id: str, version_id: str, anchors: Sequence[str], documents: Path) -> Acceptance:
    """Bind the questions of these passages, or of all that wait, to the version's wording as well.

    Raises ChangeRefusedError. Needs the lock.
    """
    guideline = find_guideline(current(documents).catalogue, guideline_id)
    version, bank = find_version_of(guideline, version_id), guideline.bank
    if bank is None:
        raise ChangeRefusedError(messages.REVIEW_NOTHING.format(guideline=guideline_id))
    alive, stale = bank.answers_in(version), bank.stale_in(version)
    texts = {passage.anchor: passage.text for passage in version.passages}
    needed = dict.fromkeys(name for group in stale for name in group.passages if name not in alive)
    waiting = [anchor for anchor in needed if anchor in texts]
    if not waiting:
        raise ChangeRefusedError(messages.ACCEPT_NOTHING.format(version=version_id))
    if unknown := [anchor for anchor in anchors if anchor not in waiting]:
        message = messages.ACCEPT_UNKNOWN.format(anchors=", ".join(unknown), known=", ".join(waiting))
        raise ChangeRefusedError(message)
    chosen = tuple(dict.fromkeys(anchors or waiting))
    file = documents / guideline_id / BANK_NAME
    text = with_texts(file.read_bytes().decode("utf-8"), ["passages"], {anchor: texts[anchor] for anchor in chosen})
    staged(documents, guideline_id, {BANK_NAME: text.encode("utf-8")})
    replace_file(file, text.encode("utf-8"))
    known = alive | set(chosen)
    accepted = sum(group.size for group in stale if known.issuperset(group.passages))
    return Acceptance(file, chosen, accepted, tuple(anchor for anchor in waiting if anchor not in chosen))
