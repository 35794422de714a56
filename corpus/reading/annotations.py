"""`<version>.passages.yaml`: the anchors and reviewed roles of a version's passages.

The file repeats each passage's text, so that staff can review it by itself and so that the check notices when
text and annotation no longer belong together. Without the file, anchors are proposed from the text and no
passage has a role: the version can be searched and quoted but supports no verdict. A role under `proposed` awaits
review and supports none either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import yaml

from corpus import messages
from corpus.model import Passage, Role
from corpus.reading.front_matter import slug
from corpus.reading.located_yaml import Fields, Mapping, Report, load
from corpus.reading.parsing import collapse
from corpus.reading.text_files import read_text

_OPTIONAL = frozenset({"role", "proposed", "conditions", "refers_to"})


@dataclass(frozen=True, slots=True)
class _Annotation:
    anchor: str
    text: str
    role: Role | None
    proposed: Role | None
    conditions: tuple[str, ...]
    refers_to: str | None
    line: int


def annotate(passages: tuple[Passage, ...], report: Report) -> tuple[Passage, ...]:
    """Give parsed passages the anchors and roles of the report's file; every mismatch is reported."""
    text = read_text(report)
    root = load(text, report) if text is not None else None
    if root is None:
        return passages
    fields = Fields(root, report, frozenset({"passages"}), frozenset())
    annotations = [a for node in fields.mappings("passages") if (a := _read(node, report)) is not None]
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
        rows.append({**row, "text": passage.text})
    return messages.ANNOTATIONS_HEAD + yaml.safe_dump(
        {"passages": rows}, allow_unicode=True, sort_keys=False, width=110
    )


def _read(node: Mapping, report: Report) -> _Annotation | None:
    fields = Fields(node, report, frozenset({"anchor", "text"}), _OPTIONAL)
    anchor, text = fields.text("anchor", needed=True), fields.text("text", needed=True)
    role = fields.parsed("role", Role, messages.UNKNOWN_ROLE, known=", ".join(Role))
    proposed = fields.parsed("proposed", Role, messages.UNKNOWN_ROLE, known=", ".join(Role))
    if {"role", "proposed"} <= node.values.keys():
        report.error(fields.line("proposed"), messages.ROLE_AND_PROPOSED)
    conditions = tuple(scalar.value or "" for scalar in fields.texts("conditions"))
    if conditions and Role.SUPPORT not in (role, proposed):
        report.error(fields.line("conditions"), messages.CONDITIONS_NEED_SUPPORT)
    if anchor is None or text is None:
        return None
    return _Annotation(
        anchor, collapse(text), role, proposed, conditions, fields.text("refers_to"), fields.line("anchor")
    )


def _check_anchors(annotations: list[_Annotation], report: Report) -> None:
    first: dict[str, int] = {}
    for annotation in annotations:
        try:
            slug(annotation.anchor)
        except ValueError:
            report.error(annotation.line, messages.BAD_ANCHOR.format(anchor=annotation.anchor))
        if annotation.anchor in first:
            message = messages.DUPLICATE_ANCHOR.format(anchor=annotation.anchor, first=first[annotation.anchor])
            report.error(annotation.line, message)
        first.setdefault(annotation.anchor, annotation.line)
    for annotation in annotations:
        for condition in annotation.conditions:
            if condition not in first:
                report.error(annotation.line, messages.UNKNOWN_CONDITION.format(anchor=condition))


def _align(passages: tuple[Passage, ...], annotations: list[_Annotation], report: Report) -> tuple[Passage, ...]:
    """Both lists are in document order; walk them together."""
    annotated, waiting = [], list(annotations)
    texts = {passage.text for passage in passages}
    for passage in passages:
        while waiting and waiting[0].text not in texts:
            _not_in_text(waiting.pop(0), report)
        if waiting and waiting[0].text == passage.text:
            found = waiting.pop(0)
            passage = replace(
                passage,
                anchor=found.anchor,
                role=found.role,
                proposed=found.proposed,
                conditions=found.conditions,
                refers_to=found.refers_to,
            )
        else:
            report.error(1, messages.PASSAGE_WITHOUT_ANCHOR.format(text=passage.text))
        annotated.append(passage)
    for left in waiting:
        _not_in_text(left, report)
    return tuple(annotated)


def _not_in_text(annotation: _Annotation, report: Report) -> None:
    report.error(annotation.line, messages.PASSAGE_NOT_IN_TEXT.format(anchor=annotation.anchor, text=annotation.text))
