"""Approving proposed roles: staff have read them, and verdicts may rest on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.staging import current, staged
from corpus.importing.change.writing import replace_file
from corpus.importing.change.yaml_edits import Edit, composed, edited, entry, span
from corpus.lookup import find_version
from corpus.model import Passage, Role
from corpus.reading.catalogue import annotations_file


@dataclass(frozen=True, slots=True)
class Approval:
    """What was approved, in which file, and how many proposals are left."""

    file: Path
    approved: tuple[Passage, ...]
    left: int


def approve(guideline_id: str, version_id: str, anchors: Sequence[str], documents: Path) -> Approval:
    """Make proposed roles of these passages, or of all, reviewed ones. Raises ChangeRefusedError. Needs the lock."""
    version = find_version(current(documents).catalogue, guideline_id, version_id)
    waiting = {passage.anchor: passage for passage in version.passages if passage.proposed}
    if not waiting:
        raise ChangeRefusedError(messages.APPROVE_NOTHING.format(version=version_id, guideline=guideline_id))
    unknown = [anchor for anchor in anchors if anchor not in waiting]
    if unknown:
        message = messages.APPROVE_UNKNOWN.format(anchors=", ".join(unknown), known=", ".join(waiting))
        raise ChangeRefusedError(message)
    chosen = dict.fromkeys(anchors or waiting)
    file = annotations_file(documents / guideline_id / f"{version_id}.md")
    data = with_approved(file.read_bytes().decode("utf-8"), frozenset(chosen)).encode("utf-8")
    staged(documents, guideline_id, {file.name: data})
    replace_file(file, data)
    return Approval(file, tuple(waiting[anchor] for anchor in chosen), len(waiting) - len(chosen))


def without_conditions(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Anchors of support that is approved without any term."""
    return tuple(p.anchor for p in passages if p.proposed is Role.SUPPORT and not p.conditions)


def with_approved(text: str, anchors: frozenset[str]) -> str:
    """A passages file whose key `proposed` reads `role` for these anchors, and is otherwise the same."""
    bare = text.removeprefix("\ufeff")  # not every parser counts the mark
    rows = entry(composed(bare), "passages")
    edits = []
    for row in rows[1].value if rows else ():
        anchor, proposed = entry(row, "anchor"), entry(row, "proposed")
        if anchor and proposed and anchor[1].value in anchors:
            edits.append(Edit(*span(proposed[0]), "role"))
    return text[: len(text) - len(bare)] + edited(bare, edits)
