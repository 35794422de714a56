"""A sample question in the text of a bank's files, which keep their comments and their form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.yaml_edits import Edit, composed, edited, entry, quoted, span, with_texts
from corpus.model import STATUS_OF_LABEL, SampleGroup
from corpus.reading.yaml_lines import LOADER

_OWN = frozenset({"passages", "gaps", "kind", "questions"})
"""Keys of a group that takes further questions; what others have is true of their own questions alone."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A question and its right answer: passages, gaps, both, or a kind of question that is none about the text."""

    question: str
    passages: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    kind: str = ""

    @classmethod
    def of(cls, group: SampleGroup) -> Sample:
        """What a group's questions are, without a question."""
        words = {status: word for word, status in STATUS_OF_LABEL.items()}
        return cls("", group.passages, group.gaps, words.get(group.status, "") if group.status else "")

    @property
    def label(self) -> tuple[frozenset[str], frozenset[str], str]:
        """The right answer, whatever the order in which it is written."""
        return frozenset(self.passages), frozenset(self.gaps), self.kind

    @property
    def has_label(self) -> bool:
        """Whether it has a right answer, and only one."""
        return bool(self.passages or self.gaps) != bool(self.kind)


@dataclass(frozen=True, slots=True)
class NewGap:
    """Something people ask about that no gap of the bank names yet; words by language."""

    gap_id: str
    missing: Mapping[str, str]
    say: Mapping[str, str]

    @property
    def is_whole(self) -> bool:
        """Whether no word is missing."""
        return all(words.get(code, "").strip() for words in (self.missing, self.say) for code in ("sv", "en"))


def with_question(text: str, sample: Sample) -> tuple[str, bool]:
    """A file of groups with one question more, and whether a group that is there has taken it.

    Raises ChangeRefusedError where the file is of a form that cannot be added to.
    """
    bare = text.removeprefix("\ufeff")
    try:
        new, place = _added(bare, sample)
        before, after = _groups(bare), _groups(new)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ChangeRefusedError(messages.SAMPLE_BAD_FORM) from error
    if place is None:
        before.append(_group(sample))
    else:
        before[place]["questions"] = [*before[place]["questions"], sample.question]
    if after != before:
        raise ChangeRefusedError(messages.SAMPLE_BAD_FORM)
    return text[: len(text) - len(bare)] + new, place is not None


def with_passages(text: str, texts: Mapping[str, str]) -> str:
    """A bank that knows these passages, too."""
    if not texts:
        return text
    found = entry(composed(text.removeprefix("\ufeff")), "passages")
    if found is None or not found[1].value:
        listed = ", ".join(f"{anchor}: {quoted(words)}" for anchor, words in texts.items())
        return _filled(text, "passages", f"{{{listed}}}")
    return with_texts(text, ["passages"], texts)


def with_gap(text: str, gap: NewGap) -> str:
    """A bank that has this gap, too, as its first."""
    said = {"missing": gap.missing, "say": gap.say}
    bare = text.removeprefix("\ufeff")
    found = entry(composed(bare), "gaps")
    if found is None or not found[1].value or _is_flow(found[1]):
        inner = ", ".join(f"{key}: {{sv: {quoted(w['sv'])}, en: {quoted(w['en'])}}}" for key, w in said.items())
        one = f"{gap.gap_id}: {{{inner}}}"
        if found is None or not found[1].value:
            return _filled(text, "gaps", f"{{{one}}}")
        first = found[1].value[0][0].start_mark.index
        return text[: len(text) - len(bare)] + edited(bare, [Edit(first, first, f"{one}, ")])
    mark = found[1].value[0][0].start_mark
    pad, end = " " * mark.column, _line_end(bare)
    lines = [f"{gap.gap_id}:"]
    for key, words in said.items():
        lines += [f"{pad}  {key}:", *(f"{pad}    {code}: {quoted(words[code])}" for code in ("sv", "en"))]
    new = end.join([*lines, pad])
    return text[: len(text) - len(bare)] + edited(bare, [Edit(mark.index, mark.index, new)])


def _filled(text: str, key: str, words: str) -> str:
    """A bank in which an empty or missing mapping has become this one."""
    bare = text.removeprefix("\ufeff")
    found = entry(composed(bare), key)
    if found is None:
        return f"{text.rstrip()}{_line_end(text)}{key}: {words}{_line_end(text)}"
    start, end = span(found[1])
    if found[1].value == "" or start == end:  # "gaps:" alone
        start = end = span(found[0])[1] + 1
        words = f" {words}"
    return text[: len(text) - len(bare)] + edited(bare, [Edit(start, end, words)])


def _added(text: str, sample: Sample) -> tuple[str, int | None]:
    """The text with the question, and the ordinal of the group that took it."""
    end = _line_end(text)
    found = entry(composed(text), "groups")
    rows = found[1].value if found and isinstance(found[1], yaml.SequenceNode) else []
    for place, group in enumerate(_groups(text)):
        questions = entry(rows[place], "questions")
        if group.keys() <= _OWN and _label(group) == sample.label and questions and questions[1].value:
            return _one_more(text, questions[1], sample.question, end), place
    if not rows:
        return f"groups:{end}{_written(sample, '', end)}", None
    if found is None or _is_flow(found[1]):
        raise ChangeRefusedError(messages.SAMPLE_BAD_FORM)
    return f"{text.rstrip()}{end}{_written(sample, ' ' * _dash(text, rows[0]), end)}", None


def _one_more(text: str, questions: yaml.Node, question: str, end: str) -> str:
    last = questions.value[-1]
    if _is_flow(questions):
        place = span(last)[1]
        return edited(text, [Edit(place, place, f", {quoted(question)}")])
    place = text.find("\n", span(last)[1])
    line = f"{' ' * _dash(text, last)}- {quoted(question)}"
    if place < 0:
        return f"{text}{end}{line}{end}"
    return edited(text, [Edit(place + 1, place + 1, f"{line}{end}")])


def _written(sample: Sample, pad: str, end: str) -> str:
    labels = [f"passages: [{', '.join(sample.passages)}]"] if sample.passages else []
    labels += [f"gaps: [{', '.join(sample.gaps)}]"] if sample.gaps else []
    labels += [f"kind: {sample.kind}"] if sample.kind else []
    lines = [f"{pad}- {labels[0]}", *(f"{pad}  {label}" for label in labels[1:])]
    return end.join([*lines, f"{pad}  questions:", f"{pad}  - {quoted(sample.question)}", ""])


def _is_flow(node: yaml.Node) -> bool:
    """Whether a list or mapping is written in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _dash(text: str, item: yaml.Node) -> int:
    """The column of a list item's dash."""
    start = item.start_mark
    return text[start.index - start.column : start.index].rfind("-")


def _groups(text: str) -> list[dict[str, Any]]:
    root = yaml.load(text, Loader=LOADER)  # noqa: S506  a safe loader
    return [dict(group) for group in (root or {}).get("groups") or []]


def _group(sample: Sample) -> dict[str, Any]:
    labels = {"passages": list(sample.passages), "gaps": list(sample.gaps), "kind": sample.kind}
    return {**{name: label for name, label in labels.items() if label}, "questions": [sample.question]}


def _label(group: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str], str]:
    return frozenset(group.get("passages", ())), frozenset(group.get("gaps", ())), str(group.get("kind", ""))


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
