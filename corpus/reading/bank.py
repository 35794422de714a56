"""`bank.yaml` and `questions/*.yaml`: sample questions beside a guideline, which teach the index what people mean.

passages: {handledare: "Finansiering av handledare, …"}      the text each anchor's questions were written for
gaps:     {amount: {missing: {sv: …, en: …}, say: {sv: …, en: …}}}
groups:   [{passages: [handledare], gaps: [amount], questions: ["…"]}]

The first two stand in bank.yaml; groups may stand there, too, or in any number of files under questions/, which hold
nothing else. What is published leaves those out: answering needs what was learned from them, not the questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import messages
from corpus.model import Bank, Gap, QuestionKind, SampleGroup
from corpus.reading.located_yaml import Fields, Mapping, Report, Scalar, load
from corpus.reading.parsing import collapse
from corpus.reading.text_files import read_text

LANGUAGES = ("sv", "en")
_GROUP_KEYS = frozenset({"passages", "gaps", "near", "kind", "contradicts"})


def read_bank(report: Report, parts: Sequence[Report] = ()) -> Bank | None:
    """Read and check the report's file, and the files of `parts`, which hold further groups.

    None when the first is not readable at all; an unreadable part is reported and left out.
    """
    root = _root(report)
    if root is None:
        return None
    fields = Fields(root, report, frozenset({"passages", "gaps"}), frozenset({"groups", "suggestions"}))
    bound = fields.mapping("passages")
    passages = _bound_texts(bound, report) if bound is not None else {}
    gap_nodes = fields.mapping("gaps")
    gaps = _gaps(gap_nodes, report) if gap_nodes is not None else {}
    suggestion_nodes = fields.mapping("suggestions")
    suggestions = _suggestions(suggestion_nodes, report) if suggestion_nodes is not None else {}
    nodes = [(report, node) for node in fields.mappings("groups")]
    for part in parts:
        if (only := _root(part)) is not None:
            inner = Fields(only, part, frozenset({"groups"}), frozenset())
            nodes += [(part, node) for node in inner.mappings("groups")]
    groups = tuple(_group(node, origin) for origin, node in nodes)
    for group, (origin, _) in zip(groups, nodes, strict=True):
        _check_labels(group, passages, gaps, origin)
    _check_questions(nodes)
    return Bank(passages, gaps, groups, suggestions)


def _root(report: Report) -> Mapping | None:
    text = read_text(report)
    return load(text, report) if text is not None else None


def _bound_texts(node: Mapping, report: Report) -> dict[str, str]:
    fields = Fields(node, report, frozenset(), frozenset(node.values))
    return {anchor: collapse(fields.text(anchor, needed=True) or "") for anchor in node.values}


def _gaps(node: Mapping, report: Report) -> dict[str, Gap]:
    outer = Fields(node, report, frozenset(), frozenset(node.values))
    gaps = {}
    for gap_id in node.values:
        inner = outer.mapping(gap_id)
        if inner is None:
            continue
        fields = Fields(inner, report, frozenset({"missing", "say"}), frozenset())
        gaps[gap_id] = Gap(gap_id, _by_language(fields, "missing"), _by_language(fields, "say"))
    return gaps


def _suggestions(node: Mapping, report: Report) -> dict[str, dict[str, str]]:
    outer = Fields(node, report, frozenset(), frozenset(node.values))
    return {anchor: _by_language(outer, anchor) for anchor in node.values}


def _by_language(fields: Fields, key: str) -> dict[str, str]:
    node = fields.mapping(key)
    if node is None:
        return {}
    inner = Fields(node, fields.report, frozenset(LANGUAGES), frozenset())
    return {language: collapse(inner.text(language, needed=True) or "") for language in LANGUAGES}


def _group(node: Mapping, report: Report) -> SampleGroup:
    fields = Fields(node, report, frozenset({"questions"}), _GROUP_KEYS)
    kind = fields.parsed("kind", QuestionKind, messages.UNKNOWN_KIND, known=", ".join(QuestionKind))
    group = SampleGroup(
        questions=_values(fields.texts("questions")),
        passages=_values(fields.texts("passages")),
        gaps=_values(fields.texts("gaps")),
        near=_values(fields.texts("near")),
        kind=kind,
        contradicts=fields.parsed("contradicts", _flag, messages.NOT_A_FLAG) or False,
        file=report.file.name,
        line=node.line,
    )
    if not (group.passages or group.gaps or group.kind):
        report.error(node.line, messages.NO_LABEL)
    return group


def _flag(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


def _values(scalars: tuple[Scalar, ...]) -> tuple[str, ...]:
    return tuple(collapse(scalar.value or "") for scalar in scalars)


def _check_labels(group: SampleGroup, passages: dict[str, str], gaps: dict[str, Gap], report: Report) -> None:
    for anchor in (*group.passages, *group.near):
        if anchor not in passages:
            report.error(group.line, messages.UNKNOWN_ANCHOR.format(anchor=anchor))
    for gap in group.gaps:
        if gap not in gaps:
            report.error(group.line, messages.UNKNOWN_GAP.format(gap=gap))


def _check_questions(nodes: Sequence[tuple[Report, Mapping]]) -> None:
    first: dict[str, tuple[str, int]] = {}
    for report, node in nodes:
        quiet = Report(report.file)
        for question in Fields(node, quiet, frozenset(), frozenset(node.values)).texts("questions"):
            folded = re.sub(r"\W+", " ", (question.value or "").lower()).strip() or (question.value or "")
            if folded in first:
                file, line = first[folded]
                place = {"file": file, "first": line, "question": question.value}
                report.error(question.line, messages.DUPLICATE_QUESTION.format(**place))
            first.setdefault(folded, (report.file.name, question.line))
