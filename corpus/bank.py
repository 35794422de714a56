"""`bank.yaml`: sample questions beside a guideline, which teach the index what people mean.

passages: {handledare: "Finansiering av handledare, …"}      the text each anchor's questions were written for
gaps:     {amount: {missing: {sv: …, en: …}, say: {sv: …, en: …}}}
groups:   [{passages: [handledare], gaps: [amount], questions: ["…"]}]
"""

from __future__ import annotations

import re

from corpus import messages
from corpus.files import read_text
from corpus.located_yaml import Fields, Mapping, Report, Scalar, load
from corpus.model import Bank, Gap, QuestionKind, SampleGroup
from corpus.parse import collapse

LANGUAGES = ("sv", "en")
_GROUP_KEYS = frozenset({"passages", "gaps", "near", "kind", "contradicts"})


def read_bank(report: Report) -> Bank | None:
    """Read and check the report's file; None when it is not readable at all."""
    text = read_text(report)
    root = load(text, report) if text is not None else None
    if root is None:
        return None
    fields = Fields(root, report, frozenset({"passages", "gaps", "groups"}), frozenset({"suggestions"}))
    bound = fields.mapping("passages")
    passages = _bound_texts(bound, report) if bound is not None else {}
    gap_nodes = fields.mapping("gaps")
    gaps = _gaps(gap_nodes, report) if gap_nodes is not None else {}
    group_nodes = tuple(fields.mappings("groups"))
    suggestion_nodes = fields.mapping("suggestions")
    suggestions = _suggestions(suggestion_nodes, report) if suggestion_nodes is not None else {}
    groups = tuple(_group(node, report) for node in group_nodes)
    _check_labels(groups, passages, gaps, report)
    _check_questions(group_nodes, report)
    return Bank(passages, gaps, groups, suggestions)


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


def _check_labels(
    groups: tuple[SampleGroup, ...], passages: dict[str, str], gaps: dict[str, Gap], report: Report
) -> None:
    for group in groups:
        for anchor in (*group.passages, *group.near):
            if anchor not in passages:
                report.error(group.line, messages.UNKNOWN_ANCHOR.format(anchor=anchor))
        for gap in group.gaps:
            if gap not in gaps:
                report.error(group.line, messages.UNKNOWN_GAP.format(gap=gap))


def _check_questions(nodes: tuple[Mapping, ...], report: Report) -> None:
    first: dict[str, int] = {}
    for node in nodes:
        quiet = Report(report.file)
        for question in Fields(node, quiet, frozenset(), frozenset(node.values)).texts("questions"):
            folded = re.sub(r"\W+", " ", (question.value or "").lower()).strip() or (question.value or "")
            if folded in first:
                message = messages.DUPLICATE_QUESTION.format(first=first[folded], question=question.value)
                report.error(question.line, message)
            first.setdefault(folded, question.line)
