"""`bank.yaml` and `questions/*.yaml`: sample questions beside a guideline, which teach the index what people mean.

passages: {handledare: "Finansiering av handledare, …"}      the text each anchor's questions were written for, or
          {handledare: ["…", "…"]}                           several, once somebody has read them for another, too
gaps:     {amount: {missing: {sv: …, en: …}, say: {sv: …, en: …}}}
groups:   [{passages: [handledare], gaps: [amount], questions: ["…"]}]

The first two stand in bank.yaml; groups may stand there, too, or in any number of files under questions/, which hold
nothing else. What is published leaves those out: answering needs what was learned from them, not the questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, TypeAlias

import yaml
from pydantic import Field, PlainValidator

from corpus import messages
from corpus.errors import FileProblems
from corpus.model import STATUS_OF_LABEL, Bank, Gap, SampleGroup, Status
from corpus.reading.validation import Entry, Listed, Text, Wordings, parsed, read, read_each
from corpus.reading.yaml_lines import Located, read_mapping

_LABELS = ("passages", "gaps", "kind")
_KINDS = ("smalltalk", "offtopic", "attack")
_Placed: TypeAlias = tuple[SampleGroup, Located, FileProblems]


def _status(text: str) -> Status:
    if text not in _KINDS:
        raise ValueError(text)
    return STATUS_OF_LABEL[text]


def _flag(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


_kind = parsed(_status, messages.UNKNOWN_KIND, known=", ".join(_KINDS))


class _ByLanguage(Entry):
    sv: Text
    en: Text


class _Gap(Entry):
    missing: _ByLanguage
    say: _ByLanguage


class _Group(Entry):
    questions: Listed[Text] = ()
    left_out: Annotated[int, PlainValidator(parsed(int, messages.NOT_A_COUNT))] = 0
    passages: Listed[Text] = ()
    gaps: Listed[Text] = ()
    near: Listed[Text] = ()
    not_in: Listed[Text] = ()
    kind: Annotated[Status, PlainValidator(parsed(_status, messages.UNKNOWN_KIND, known=", ".join(_KINDS)))] | None = (
        None
    )
    contradicts: Annotated[bool, PlainValidator(parsed(_flag, messages.NOT_A_FLAG))] | None = None


class _Groups(Entry):
    """A file under questions/."""

    groups: Listed[dict[str, Any]]


class _Bank(Entry):
    passages: dict[str, Wordings]
    gaps: dict[str, _Gap]
    suggestions: dict[str, _ByLanguage] = Field(default_factory=dict)
    groups: Listed[dict[str, Any]] = ()


def read_bank(report: FileProblems, parts: Sequence[FileProblems] = ()) -> Bank | None:
    """Read and check the report's file, and the files of `parts`, which hold further groups.

    None when the first is not readable at all; an unreadable part is reported and left out.
    """
    root = read_mapping(report)
    bank = read(_Bank, root, report) if root is not None else None
    if root is None or bank is None:
        return None
    groups = list(_groups(root, report))
    for part in parts:
        if (only := read_mapping(part)) is not None:
            read(_Groups, only, part)
            groups += _groups(only, part)
    _check_labels(groups, root.names("passages"), root.names("gaps"))
    _check_questions(groups)
    return Bank(
        bank.passages,
        {name: Gap(name, dict(gap.missing), dict(gap.say)) for name, gap in bank.gaps.items()},
        tuple(group for group, _, _ in groups),
        {anchor: dict(question) for anchor, question in bank.suggestions.items()},
    )


def without_questions(groups: Iterable[SampleGroup]) -> str:
    """A file under questions/ that tells of groups all but what is asked, those with the same labels as one."""
    counts: dict[tuple[tuple[str, Any], ...], int] = {}
    for group in groups:
        labels = {
            "passages": list(group.passages),
            "gaps": list(group.gaps),
            "near": list(group.near),
            "not_in": list(group.not_in),
            "kind": next((kind for kind in _KINDS if STATUS_OF_LABEL[kind] is group.status), None),
            "contradicts": group.contradicts or None,
        }
        key = tuple(
            (name, tuple(label) if isinstance(label, list) else label) for name, label in labels.items() if label
        )
        counts[key] = counts.get(key, 0) + group.size
    rows = [
        {**{name: list(label) if isinstance(label, tuple) else label for name, label in key}, "left_out": count}
        for key, count in counts.items()
    ]
    return yaml.safe_dump({"groups": rows}, allow_unicode=True, sort_keys=False)


def _groups(root: Located, report: FileProblems) -> Iterator[_Placed]:
    for group, place in read_each(_Group, root.mappings("groups"), report):
        sample = SampleGroup(
            questions=group.questions,
            passages=group.passages,
            gaps=group.gaps,
            near=group.near,
            not_in=group.not_in,
            status=group.kind,
            contradicts=bool(group.contradicts),
            file=report.file.name,
            line=place.line(),
            left_out=group.left_out,
        )
        yield sample, place, report


def _check_labels(groups: Sequence[_Placed], passages: frozenset[str], gaps: frozenset[str]) -> None:
    for group, place, report in groups:
        if not any(place.data.get(label) for label in _LABELS):
            report.error(group.line, messages.NO_LABEL)
        if not ({"questions", "left_out"} & place.data.keys()):
            report.error(group.line, messages.MISSING_KEY.format(key="questions"))
        for anchor in (*group.passages, *group.near):
            if anchor not in passages:
                report.error(group.line, messages.UNKNOWN_ANCHOR.format(anchor=anchor))
        for gap in group.gaps:
            if gap not in gaps:
                report.error(group.line, messages.UNKNOWN_GAP.format(gap=gap))


def _check_questions(groups: Sequence[_Placed]) -> None:
    """No question may stand twice, but for case and punctuation: it would have two right answers."""
    first: dict[str, tuple[FileProblems, int]] = {}
    for _, place, report in groups:
        for line, question in place.texts("questions"):
            folded = re.sub(r"\W+", " ", question.lower()).strip() or question
            if folded in first:
                other, other_line = first[folded]
                values = {"file": other.file.name, "first": other_line, "question": question}
                report.error(line, messages.DUPLICATE_QUESTION.format(**values))
            first.setdefault(folded, (report, line))
