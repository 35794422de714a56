"""The documents that the reader learns from: a text in passages, and questions with what answers them.

One YAML file a document, in the folder of its split below documents/; docs/training.md tells how to write one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from corpus.errors import FileProblems, Problem
from corpus.reading.validation import Entry, Listed, MistakeError, Text, Words, one_of, read
from corpus.reading.yaml_lines import Located, read_mapping
from index import messages
from index.errors import BrokenTrainingError

DOCUMENTS = Path(__file__).parent / "documents"


class Split(StrEnum):
    """What a document is for: learning, choosing between ways of learning, or reporting and nothing else."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


class QuestionKind(StrEnum):
    """What a document has for a question."""

    ANSWERABLE = "answerable"
    PARTIAL = "partial"
    """The rule that governs the matter, not the detail that is asked; or one of two things."""
    UNANSWERABLE = "unanswerable"
    OFF_TOPIC = "offtopic"


class Asked(StrEnum):
    """What a question asks for that the document does not state."""

    AMOUNT = "amount"
    DAY = "day"
    DURATION = "duration"
    WHO = "who"
    HOW = "how"
    WHETHER = "whether"
    WHICH = "which"
    WHERE = "where"
    WHY = "why"
    NUMBER = "number"


class YesNo(StrEnum):
    """What a question that can be answered yes or no is answered by the text."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class TrainingPassage:
    """A sentence, list item or table row."""

    passage_id: str
    section: str
    lead_in: str
    text: str


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """A question with its answer in the document."""

    question: str
    history: tuple[str, ...]
    """What the same person asked before."""
    kind: QuestionKind
    language: str
    evidence: tuple[tuple[int, ...], ...]
    """Alternative groups of passages, by their place in the document; a group is needed whole."""
    asks: Asked | None
    answer: YesNo | None

    @property
    def asked(self) -> str:
        """The question with what was asked before it."""
        return " ".join((*self.history, self.question))

    @property
    def relevant(self) -> frozenset[int]:
        """Every passage that answers, alone or with others."""
        return frozenset(place for group in self.evidence for place in group)


@dataclass(frozen=True, slots=True)
class TrainingDocument:
    """A document with its questions."""

    name: str
    title: str
    language: str
    split: Split
    passages: tuple[TrainingPassage, ...]
    questions: tuple[TrainingQuestion, ...]


class _WrittenPassage(Entry):
    id: Words
    section: Text
    lead_in: Text | None = None
    text: Text


def _some(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    if not all(groups):
        raise MistakeError(messages.EMPTY_GROUP)
    return groups


class _WrittenQuestion(Entry):
    question: Text
    history: Listed[Text] = ()
    kind: Annotated[QuestionKind, one_of(QuestionKind, messages.BAD_VALUE)]
    language: Words = ""
    evidence: Annotated[Listed[tuple[Words, ...]], AfterValidator(_some)] = ()
    asks: Annotated[Asked, one_of(Asked, messages.BAD_VALUE)] | None = None
    answer: Annotated[YesNo, one_of(YesNo, messages.BAD_VALUE)] | None = None


class _WrittenDocument(Entry):
    title: Text
    language: Words
    passages: Listed[_WrittenPassage]
    questions: Listed[_WrittenQuestion]


_NEEDING_EVIDENCE = frozenset({QuestionKind.ANSWERABLE, QuestionKind.PARTIAL})


def load_documents(folder: Path = DOCUMENTS, splits: Sequence[Split] = tuple(Split)) -> list[TrainingDocument]:
    """The documents of these splits, by split and name.

    Raises BrokenTrainingError with every mistake: file, line and key.
    """
    documents: list[TrainingDocument] = []
    problems = [Problem(file, 1, messages.NO_SPLIT) for file in sorted(folder.glob("*.yaml"))]
    for split in splits:
        for file in sorted((folder / split.value).glob("*.yaml")):
            report = FileProblems(file)
            root = read_mapping(report)
            written = read(_WrittenDocument, root, report) if root is not None else None
            if root is not None and written is not None and not report.problems:
                documents.append(_document(file.stem, split, written, root, report))
            problems += report.problems
    if not documents and not problems:
        problems.append(Problem(folder, 1, messages.NO_DOCUMENTS))
    if problems:
        raise BrokenTrainingError(problems)
    return documents


def of_split(documents: Sequence[TrainingDocument], split: Split) -> list[TrainingDocument]:
    """Those of a split."""
    return [document for document in documents if document.split is split]


def _document(
    name: str, split: Split, written: _WrittenDocument, root: Located, report: FileProblems
) -> TrainingDocument:
    passages = tuple(TrainingPassage(each.id, each.section, each.lead_in or "", each.text) for each in written.passages)
    places = {passage.passage_id: place for place, passage in enumerate(passages)}
    if len(places) < len(passages):
        report.error(root.key_line("passages"), messages.REPEATED_ID)
    questions: list[TrainingQuestion] = []
    asked: set[tuple[str, ...]] = set()
    for row, each in enumerate(written.questions):
        line = root.line("questions", row)
        if (*each.history, each.question) in asked:
            report.error(line, messages.REPEATED_QUESTION)
        asked.add((*each.history, each.question))
        unknown = [name for group in each.evidence for name in group if name not in places]
        if unknown:
            report.error(line, messages.UNKNOWN_PASSAGE.format(passage=", ".join(unknown)))
        if bool(each.evidence) != (each.kind in _NEEDING_EVIDENCE):
            report.error(line, messages.EVIDENCE_AND_KIND.format(kind=each.kind.value))
        evidence = tuple(tuple(places.get(name, 0) for name in group) for group in each.evidence)
        language = each.language or written.language
        questions.append(
            TrainingQuestion(each.question, each.history, each.kind, language, evidence, each.asks, each.answer)
        )
    return TrainingDocument(name, written.title, written.language, split, passages, tuple(questions))
