"""Cases from documents that the reader never learned from: each is added by the importer, as staff would, and asked.

So the importer's reading of the text is part of what is measured, as it is for a guideline on the day it is added.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tqdm import tqdm

from corpus.importing.change.adding import prepare, write
from corpus.importing.change.approving import approve
from corpus.importing.change.order import Order
from corpus.model import Status, Version, text_hash
from corpus.progress import hides_progress
from corpus.reading.catalogue import load_catalogue
from evals import messages
from evals.model import ANSWERED_NO, DOCUMENT, Case, CaseOutcome, Kind, Split
from index.model import qualified
from index.training import document as training
from index.training.document import (
    QuestionKind,
    TrainingDocument,
    TrainingPassage,
    TrainingQuestion,
    YesNo,
    load_documents,
)

SUITE = "dokument"
FOLDER = "evals/documents"
"""Below the data folder, where they are kept as they were imported."""
_ADOPTED = date(2026, 1, 1)
_VERSION = "2026-01-01"
_LIMIT_MB = 5
_CELLS = " | "
_KINDS = {
    QuestionKind.ANSWERABLE: Kind.ANSWERABLE,
    QuestionKind.PARTIAL: Kind.PARTIAL,
    QuestionKind.UNANSWERABLE: Kind.UNANSWERABLE,
    QuestionKind.OFF_TOPIC: Kind.OFF_TOPIC,
}
_STATUSES = {
    Kind.ANSWERABLE: frozenset({Status.ANSWERED}),
    Kind.PARTIAL: frozenset({Status.PARTIAL, Status.NOT_IN_GUIDELINES}),
    Kind.UNANSWERABLE: frozenset({Status.NOT_IN_GUIDELINES}),
    Kind.OFF_TOPIC: frozenset({Status.OFF_TOPIC, Status.NOT_IN_GUIDELINES}),
}
"""What is right. Saying that a detail is missing is right where the rule is there and the detail is not; so is silence
on what has nothing to do with the text."""
_LOST = "-"
"""What stands for a passage that the importer lost: nothing is cited by this name, so its question counts as missed."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A document as the only guideline of a corpus, and its questions as cases."""

    name: str
    folder: Path
    cases: tuple[Case, ...]


def imported(split: str, folder: Path, *, anew: bool) -> list[Imported]:
    """The documents of a split (dev, test or all), each imported into its own folder below `folder`.

    Those that were imported before and have not changed since are taken as they are, unless they are wanted `anew`.
    """
    found = []
    documents = load_documents(splits=_splits(split))
    for document in tqdm(documents, desc=messages.IMPORTING, disable=hides_progress(), leave=False):
        own = _own_folder(document, folder)
        if anew:
            shutil.rmtree(own, ignore_errors=True)
        version = _version(own) if own.is_dir() else add_document(document, own)
        found.append(Imported(document.name, own, tuple(cases_of(document, version))))
    return found


def imported_before(split: str, folder: Path) -> list[Imported]:
    """Those of a split's documents that have been imported and have not changed since; nothing is imported."""
    kept = ((document, _own_folder(document, folder)) for document in load_documents(splits=_splits(split)))
    return [
        Imported(document.name, own, tuple(cases_of(document, _version(own)))) for document, own in kept if own.is_dir()
    ]


def asks_documents(outcomes: Iterable[CaseOutcome], split: str) -> bool:
    """Whether some of the answers are to questions about the documents of a split."""
    names = document_names(split)
    return any(outcome.case_id.rpartition("-")[0] in names for outcome in outcomes)


def document_names(split: str) -> frozenset[str]:
    """The names of a split's documents (dev, test or all), without reading them."""
    return frozenset(file.stem for each in _splits(split) for file in (training.DOCUMENTS / each).glob("*.yaml"))


def _own_folder(document: TrainingDocument, folder: Path) -> Path:
    return folder / f"{document.name}-{text_hash(as_markdown(document))[:8]}"


def _splits(split: str) -> list[training.Split]:
    asked = (training.Split.DEV, training.Split.TEST)
    return [each for each in asked if split in ("all", each.value)]


def add_document(document: TrainingDocument, folder: Path) -> Version:
    """Import a document as the only guideline of a new folder, with the proposed roles. Raises CorpusError."""
    beside = folder.with_name(f".{folder.name}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    source = beside / ".source.md"
    source.write_text(as_markdown(document), encoding="utf-8")
    order = Order(source, document.name[:60].strip("-"), _VERSION, document.title, _ADOPTED, _ADOPTED)
    try:
        write(prepare(order, beside, _LIMIT_MB), beside)
        version = _version(beside)
        if version.awaits_review:
            approve(version.guideline_id, version.version_id, (), beside)
        source.unlink()
        beside.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return _version(folder)


def _version(folder: Path) -> Version:
    (guideline,) = load_catalogue(folder).guidelines
    return guideline.versions[-1]


def as_markdown(document: TrainingDocument) -> str:
    """The document as it might come from the board."""
    return "\n".join([f"# {document.title}", "", *_body(document.passages)])


def _body(passages: Sequence[TrainingPassage]) -> Iterator[str]:
    headings: list[str] = []
    lead_in = ""
    for passage in passages:
        wanted = passage.section.split(" > ")
        if wanted != headings:
            shared = next((level for level, (a, b) in enumerate(zip(wanted, headings, strict=False)) if a != b), None)
            shared = min(len(wanted), len(headings)) if shared is None else shared
            yield ""
            for level in range(min(shared, len(wanted) - 1), len(wanted)):
                yield from (f"{'#' * (level + 2)} {wanted[level]}", "")
            headings, lead_in = wanted, ""
        if not passage.lead_in:
            yield from ("", passage.text, "")
        elif _CELLS in passage.lead_in:
            if passage.lead_in != lead_in:
                yield from ("", f"| {passage.lead_in} |", "|" + "---|" * (passage.lead_in.count(_CELLS) + 1))
            yield f"| {passage.text} |"
        else:
            if passage.lead_in != lead_in:
                yield from ("", passage.lead_in, "")
            yield f"- {passage.text}"
        lead_in = passage.lead_in


def cases_of(document: TrainingDocument, version: Version) -> list[Case]:
    """The document's questions as cases over its imported version."""
    anchors = _anchors(document.passages, version)
    return [_case(document, question, version, anchors) for question in document.questions]


def _case(
    document: TrainingDocument,
    question: TrainingQuestion,
    version: Version,
    anchors: Sequence[frozenset[str]],
) -> Case:
    kind = _KINDS[question.kind]
    turns = (*question.history, question.question)
    told_apart = text_hash("\n".join(turns))[:8]  # not its place: a new question must change no other's id
    tags = {DOCUMENT} | ({f"asks:{question.asks.value}"} if question.asks else set())
    tags |= {ANSWERED_NO} if question.answer is YesNo.NO else set()
    return Case(
        case_id=f"{document.name}-{told_apart}",
        family=document.name,
        suite=SUITE,
        guideline=version.guideline_id,
        language=question.language,
        kind=kind,
        split=Split.DEV if document.split is training.Split.DEV else Split.TEST,
        turns=turns,
        status=_STATUSES[kind],
        evidence=tuple(frozenset().union(*(anchors[place] for place in group)) for group in question.evidence),
        also=frozenset(),
        gaps=(),
        verdict=None,
        facts=(),
        forbidden=(),
        tags=frozenset(tags),
        as_of=None,
        corpus=document.name,
    )


def _anchors(passages: Sequence[TrainingPassage], version: Version) -> list[frozenset[str]]:
    """Of every passage, the qualified anchors of what it became: one of the same words, or all that are part of it.

    A passage that was lost has an anchor that nothing has.
    """
    texts = [(qualified(version.guideline_id, each.anchor), _letters(each.text)) for each in version.passages]
    found = []
    for passage in passages:
        wanted = _letters(passage.text)
        same = [name for name, text in texts if text == wanted]
        parts = [name for name, text in texts if text and text in wanted]
        found.append(frozenset(same[:1] or parts or [qualified(version.guideline_id, _LOST)]))
    return found


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
