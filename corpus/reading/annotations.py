"""`<version>.passages.yaml`: the anchors and reviewed roles of a version's passages.

The file repeats each passage's text, so that staff can review it by itself and so that the check notices when
text and annotation no longer belong together. Without the file, anchors are proposed from the text and no
passage has a role: the version can be searched and quoted but supports no verdict. A role under `proposed` awaits
review and supports none either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, TypeAlias

import yaml

from corpus import messages
from corpus.errors import FileProblems
from corpus.model import Passage, Role
from corpus.reading.front_matter import slug
from corpus.reading.validation import Entry, Listed, Text, Words, one_of, read, read_each
from corpus.reading.yaml_lines import Located, read_mapping

_Role: TypeAlias = Annotated[Role, one_of(Role, messages.UNKNOWN_ROLE)]


class _File(Entry):
    passages: Listed[dict[str, Any]]


class _Annotation(Entry):
    anchor: Words
    text: Text
    role: _Role | None = None
    proposed: _Role | None = None
    conditions: Listed[Words] = ()
    refers_to: str | None = None
    was: Listed[Text] = ()


_Placed: TypeAlias = tuple[_Annotation, Located]


def annotate(passages: tuple[Passage, ...], report: FileProblems) -> tuple[Passage, ...]:
    """Give parsed passages the anchors and roles of the report's file; every mismatch is reported."""
    root = read_mapping(report)
    if root is None:
        return passages
    read(_File, root, report)
    annotations = list(read_each(_Annotation, root.mappings("passages"), report))
    for annotation, place in annotations:
        _check_roles(annotation, place, report)
    _check_anchors(annotations, report)
    return _align(passages, annotations, report)


def annotation_yaml(passages: tuple[Passage, ...]) -> str:
    """The file that describes these passages, for staff to review."""
    rows = []
    for passage in passages:
        row: dict[str, object] = {"anchor": passage.anchor}
        if passage.proposed:
            row["proposed"] = passage.proposed.value
        else:
            row["role"] = passage.role and passage.role.value
        if passage.conditions:
            row["conditions"] = list(passage.conditions)
        if passage.refers_to:
            row["refers_to"] = passage.refers_to
        row["text"] = passage.text
        if passage.was:
            row["was"] = list(passage.was)
        rows.append(row)
    return messages.ANNOTATIONS_HEAD + yaml.safe_dump(
        {"passages": rows}, allow_unicode=True, sort_keys=False, width=110
    )


def _check_roles(annotation: _Annotation, place: Located, report: FileProblems) -> None:
    if {"role", "proposed"} <= place.data.keys():
        report.error(place.key_line("proposed"), messages.ROLE_AND_PROPOSED)
    if annotation.conditions and Role.SUPPORT not in (annotation.role, annotation.proposed):
        report.error(place.key_line("conditions"), messages.CONDITIONS_NEED_SUPPORT)


def _check_anchors(annotations: Sequence[_Placed], report: FileProblems) -> None:
    first: dict[str, int] = {}
    for annotation, place in annotations:
        anchor, line = annotation.anchor, place.key_line("anchor")
        try:
            slug(anchor)
        except ValueError:
            report.error(line, messages.BAD_ANCHOR.format(anchor=anchor))
        if anchor in first:
            report.error(line, messages.DUPLICATE_ANCHOR.format(anchor=anchor, first=first[anchor]))
        first.setdefault(anchor, line)
    for annotation, place in annotations:
        for condition in annotation.conditions:
            if condition not in first:
                report.error(place.key_line("anchor"), messages.UNKNOWN_CONDITION.format(anchor=condition))


def _align(passages: Sequence[Passage], annotations: Sequence[_Placed], report: FileProblems) -> tuple[Passage, ...]:
    """Both lists are in document order; walk them together."""
    annotated, waiting = [], list(annotations)
    texts = {passage.text for passage in passages}
    for passage in passages:
        while waiting and waiting[0][0].text not in texts:
            _not_in_text(*waiting.pop(0), report)
        if waiting and waiting[0][0].text == passage.text:
            found, _ = waiting.pop(0)
            passage = replace(
                passage,
                anchor=found.anchor,
                role=found.role,
                proposed=found.proposed,
                conditions=found.conditions,
                refers_to=found.refers_to,
                was=found.was,
            )
        else:
            report.error(1, messages.PASSAGE_WITHOUT_ANCHOR.format(text=passage.text))
        annotated.append(passage)
    for left in waiting:
        _not_in_text(*left, report)
    return tuple(annotated)


def _not_in_text(annotation: _Annotation, place: Located, report: FileProblems) -> None:
    message = messages.PASSAGE_NOT_IN_TEXT.format(anchor=annotation.anchor, text=annotation.text)
    report.error(place.key_line("anchor"), message)
