"""Closing a guideline: its last version gets an end, and none follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.staging import current, staged
from corpus.importing.change.writing import replace_file
from corpus.importing.change.yaml_edits import Edit, composed, edited, entry, span
from corpus.lookup import find_guideline
from corpus.model import Catalogue, Guideline, Version
from corpus.timeline import InForce, Unknown, applicable

_HEAD = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Closure:
    """The version that could end, its file with the end in it, and the corpus before and, without questions, after."""

    version: Version
    file: Path
    data: bytes
    before: Catalogue
    after: Catalogue


def plan(guideline_id: str, last_day: date, documents: Path) -> Closure:
    """Everything up to writing. Raises ChangeRefusedError, UnknownGuidelineError."""
    before = current(documents).catalogue
    version = _to_close(find_guideline(before, guideline_id), last_day)
    file = documents / guideline_id / f"{version.version_id}.md"
    data = with_end(file.read_bytes().decode("utf-8"), last_day).encode("utf-8")
    return Closure(version, file, data, before, staged(documents, guideline_id, {file.name: data}).catalogue)


def close(guideline_id: str, last_day: date, documents: Path) -> Version:
    """Let the guideline end on a day and give the version that ends. Raises ChangeRefusedError. Needs the lock."""
    planned = plan(guideline_id, last_day, documents)
    replace_file(planned.file, planned.data)
    return planned.version


def with_end(text: str, last_day: date) -> str:
    """A version file's text with another valid_to and nothing else changed. It must have front matter."""
    head = _HEAD.match(text)
    if head is None:
        raise ValueError(text[:40])
    found = entry(composed(head["yaml"]), "valid_to")
    if found is None:
        raise ValueError(head["yaml"])
    start, end = (head.start("yaml") + place for place in span(found[1]))
    gap = "" if text[start - 1].isspace() else " "
    return edited(text, [Edit(start, end, gap + last_day.isoformat())])


def _to_close(guideline: Guideline, day: date) -> Version:
    place = {"guideline": guideline.guideline_id, "day": day}
    last = guideline.versions[-1]
    if last.starts is not None and last.starts > day:
        message = messages.CLOSE_LATER_VERSION.format(version=last.version_id, start=last.starts, **place)
        raise ChangeRefusedError(message)
    if last.valid_to is not None and last.valid_to <= day:
        raise ChangeRefusedError(messages.CLOSE_ENDED.format(version=last.version_id, end=last.valid_to, **place))
    found = applicable(guideline, day)
    if isinstance(found, InForce):
        return found.version
    message = messages.CLOSE_UNKNOWN if isinstance(found, Unknown) else messages.CLOSE_NONE_APPLIES
    raise ChangeRefusedError(message.format(**place))
