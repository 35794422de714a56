"""Setting the reviewed role of one passage, whatever was proposed: staff have read it and decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.staging import current, staged
from corpus.importing.change.writing import replace_file, write_guideline
from corpus.importing.change.yaml_edits import Edit, composed, edited, entry, span
from corpus.lookup import find_version
from corpus.model import Passage, Role, Version
from corpus.reading.annotations import annotation_yaml
from corpus.reading.catalogue import annotations_file


def set_role(
    guideline_id: str, version_id: str, anchor: str, role: Role | None, conditions: Sequence[str], documents: Path
) -> Passage:
    """Give a passage a reviewed role, None for none, and the conditions that belong to it; the passage as it is then.

    A version without a passages file gets one. Raises ChangeRefusedError, UnknownGuidelineError. Needs the lock.
    """
    version = find_version(current(documents).catalogue, guideline_id, version_id)
    passage = version.passage(anchor)
    if passage is None:
        raise ChangeRefusedError(messages.ROLE_UNKNOWN_PASSAGE.format(anchor=anchor, version=version_id))
    _check_conditions(version, anchor, role, conditions)
    file = annotations_file(documents / guideline_id / f"{version_id}.md")
    decided = replace(passage, role=role, proposed=None, conditions=tuple(conditions))
    if file.is_file():
        data = with_role(file.read_bytes().decode("utf-8"), anchor, role, conditions).encode("utf-8")
        staged(documents, guideline_id, {file.name: data})
        replace_file(file, data)
    else:
        passages = tuple(decided if each.anchor == anchor else each for each in version.passages)
        data = annotation_yaml(passages).encode("utf-8")
        staged(documents, guideline_id, {file.name: data})
        write_guideline(file.parent, {file.name: data})
    return decided


def with_role(text: str, anchor: str, role: Role | None, conditions: Sequence[str]) -> str:
    """A passages file in which the passage has this role and these conditions, and which is otherwise the same."""
    bare = text.removeprefix("\ufeff")  # not every parser counts the mark
    rows = entry(composed(bare), "passages")
    row = next((row for row in rows[1].value if _names(row, anchor)), None) if rows else None
    if row is None:
        raise KeyError(anchor)
    nothing = "null" if row.flow_style else ""  # in braces a colon needs something behind it
    edits, new = [], {}
    if known := entry(row, "proposed") or entry(row, "role"):
        edits += [Edit(*span(known[0]), "role"), _with_value(bare, known, role.value if role else nothing)]
    elif role:
        new["role"] = role.value
    listed = f"[{', '.join(conditions)}]"
    if held := entry(row, "conditions"):
        edits.append(_with_value(bare, held, listed))
    elif conditions:
        new["conditions"] = listed
    if new:
        place = row.value[-1][0].start_mark  # before the last key, which need not be scalar
        between = ", " if row.flow_style else "\n" + " " * place.column
        edits.append(Edit(place.index, place.index, "".join(f"{key}: {words}{between}" for key, words in new.items())))
    return text[: len(text) - len(bare)] + edited(bare, edits)


def _check_conditions(version: Version, anchor: str, role: Role | None, conditions: Sequence[str]) -> None:
    if conditions and role is not Role.SUPPORT:
        raise ChangeRefusedError(messages.CONDITIONS_NEED_SUPPORT)
    for condition in conditions:
        if condition == anchor or version.passage(condition) is None:
            raise ChangeRefusedError(messages.UNKNOWN_CONDITION.format(anchor=condition))


def _names(row: yaml.Node, anchor: str) -> bool:
    found = entry(row, "anchor")
    return found is not None and found[1].value == anchor


def _with_value(text: str, known: tuple[yaml.Node, yaml.Node], words: str) -> Edit:
    """Another value behind a key, with one space before it; comments and line ends behind the old one stay."""
    colon = text.index(":", span(known[0])[1]) + 1
    value = known[1]
    in_lines = isinstance(value, yaml.SequenceNode) and not value.flow_style and value.value
    start, end = span(value)[0], span(value.value[-1] if in_lines else value)[1]
    return Edit(colon, max(colon, start + len(text[start:end].rstrip())), f" {words}" if words else "")
