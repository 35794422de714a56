from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from corpus import messages as corpus_messages
from index import messages
from index.errors import BrokenTrainingError
from index.training.document import (
    DOCUMENTS,
    Asked,
    QuestionKind,
    Split,
    TrainingDocument,
    TrainingPassage,
    TrainingQuestion,
    YesNo,
    load_documents,
    of_split,
)

SOUND = """\
title: Bidrag i Påhittade Dalen
language: sv
passages:
- {id: p1, section: Allmänt, text: "Bidraget  söks av föreningen."}
- {id: p2, section: Allmänt > Villkor, lead_in: "Föreningen ska:", text: ha stadgar}
questions:
- {question: Måste vi ha stadgar?, kind: answerable, evidence: [[p2]], answer: "yes"}
- {question: And then?, history: [Vem söker?], kind: partial, language: en, evidence: [[p1, p2], [p1]], asks: day}
- {question: Hur mycket får vi?, kind: unanswerable, asks: amount}
- {question: Hur mår du?, kind: offtopic}
"""
KINDS = "answerable, partial, unanswerable, offtopic"
ASKED = "amount, day, duration, who, how, whether, which, where, why, number"


@pytest.fixture(scope="module")
def bundled() -> list[TrainingDocument]:
    return load_documents()


def problems_in(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(BrokenTrainingError) as caught:
        load_documents(folder)
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
    return [(problem.file.name, problem.line, problem.message) for problem in caught.value.problems]


def put(folder: Path, name: str, text: str, split: str = "train") -> None:
    (folder / split).mkdir(exist_ok=True)
    (folder / split / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_document_is_read(tmp_path: Path) -> None:
    put(tmp_path, "bidrag", SOUND)
    (document,) = load_documents(tmp_path)
    assert (document.name, document.title) == ("bidrag", "Bidrag i Påhittade Dalen")
    assert (document.language, document.split) == ("sv", Split.TRAIN)
    assert document.passages == (
        TrainingPassage("p1", "Allmänt", "", "Bidraget söks av föreningen."),
        TrainingPassage("p2", "Allmänt > Villkor", "Föreningen ska:", "ha stadgar"),
    )
    assert document.questions == (
        TrainingQuestion("Måste vi ha stadgar?", (), QuestionKind.ANSWERABLE, "sv", ((1,),), None, YesNo.YES),
        TrainingQuestion("And then?", ("Vem söker?",), QuestionKind.PARTIAL, "en", ((0, 1), (0,)), Asked.DAY, None),
        TrainingQuestion("Hur mycket får vi?", (), QuestionKind.UNANSWERABLE, "sv", (), Asked.AMOUNT, None),
        TrainingQuestion("Hur mår du?", (), QuestionKind.OFF_TOPIC, "sv", (), None, None),
    )
    assert [each.asked for each in document.questions[:2]] == ["Måste vi ha stadgar?", "Vem söker? And then?"]
    assert [each.relevant for each in document.questions] == [{1}, {0, 1}, frozenset(), frozenset()]


def test_documents_come_by_split_and_name(tmp_path: Path) -> None:
    for name, split in (("c", "dev"), ("d", "train"), ("b", "test"), ("a", "train")):
        put(tmp_path, name, SOUND, split)
    (tmp_path / "train" / "notes.txt").write_text("inget dokument", encoding="utf-8")
    documents = load_documents(tmp_path)
    assert [each.name for each in documents] == ["a", "d", "c", "b"]
    assert {split: [each.name for each in of_split(documents, split)] for split in Split} == {
        Split.TRAIN: ["a", "d"], Split.DEV: ["c"], Split.TEST: ["b"]
    }  # fmt: skip
    assert [each.name for each in load_documents(tmp_path, [Split.TEST, Split.DEV])] == ["b", "c"]


def test_a_document_that_is_for_nothing_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a", SOUND)
    (tmp_path / "b.yaml").write_text(SOUND, encoding="utf-8")
    assert problems_in(tmp_path) == [("b.yaml", 1, messages.NO_SPLIT)]


WRONG_KIND = messages.EVIDENCE_AND_KIND


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("[[p2]]", "[[p9, p2, p8]]", 7, messages.UNKNOWN_PASSAGE.format(passage="p9, p8")),
        ("[p1]]", "[P1]]", 8, messages.UNKNOWN_PASSAGE.format(passage="P1")),
        (" evidence: [[p2]],", "", 7, WRONG_KIND.format(kind="answerable")),
        ("[[p1, p2], [p1]]", "[]", 8, WRONG_KIND.format(kind="partial")),
        ("unanswerable, ", "unanswerable, evidence: [[p1]], ", 9, WRONG_KIND.format(kind="unanswerable")),
        ("offtopic", "offtopic, evidence: [[p1]]", 10, WRONG_KIND.format(kind="offtopic")),
        ("questions:\n", "- {id: p2, section: Allmänt, text: Ja.}\nquestions:\n", 3, messages.REPEATED_ID),
        ("Hur mår du?", "Hur mycket får vi?", 10, messages.REPEATED_QUESTION),
        ("[[p1, p2], [p1]]", "[[p1], []]", 8, messages.EMPTY_GROUP.format(key="evidence")),
        ("kind: partial", "kind: delvis", 8,
         messages.BAD_VALUE.format(key="kind", value="delvis", known=KINDS)),
        ("asks: amount", "asks: belopp", 9,
         messages.BAD_VALUE.format(key="asks", value="belopp", known=ASKED)),
        ('answer: "yes"', "answer: ja", 7,
         messages.BAD_VALUE.format(key="answer", value="ja", known="yes, no")),
        ("language: sv", "language: sv\nyear: 2026", 3, corpus_messages.UNKNOWN_KEY.format(key="year")
         + corpus_messages.KNOWN_KEYS.format(known="language, passages, questions, title")),
        ("lead_in:", "leadin:", 5, corpus_messages.UNKNOWN_KEY.format(key="leadin")
         + corpus_messages.KNOWN_KEYS.format(known="id, lead_in, section, text")),
        ("asks: day", "ask: day", 8, corpus_messages.UNKNOWN_KEY.format(key="ask")
         + corpus_messages.KNOWN_KEYS.format(known="answer, asks, evidence, history, kind, language, question")),
        ("language: sv\n", "", 1, corpus_messages.MISSING_KEY.format(key="language")),
        ("section: Allmänt,", "section: ' ',", 4, corpus_messages.EMPTY_VALUE.format(key="section")),
        (", kind: offtopic", "", 10, corpus_messages.MISSING_KEY.format(key="kind")),
        ("[Vem söker?]", "Vem söker?", 8, corpus_messages.NOT_A_LIST.format(key="history")),
        ("title:", "title: Bidrag\ntitle:", 2, corpus_messages.DUPLICATE_KEY.format(key="title")),
    ],
)  # fmt: skip
def test_a_mistake_is_told_once_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert old in SOUND
    put(tmp_path, "bidrag", SOUND.replace(old, new, 1))
    assert problems_in(tmp_path) == [("bidrag.yaml", line, message)]


def test_all_mistakes_of_all_documents_are_told(tmp_path: Path) -> None:
    put(tmp_path, "a", SOUND.replace("[[p2]]", "[[p7]]").replace("offtopic", "partial"))
    put(tmp_path, "b", SOUND)
    put(tmp_path, "c", "- en lista", "dev")
    put(tmp_path, "d", SOUND.replace("asks: amount", "asks: hur").replace("asks: day", "asks: dag"))
    assert [(name, line) for name, line, _ in problems_in(tmp_path)] == [
        ("a.yaml", 7), ("a.yaml", 10), ("d.yaml", 8), ("d.yaml", 9), ("c.yaml", 1)
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_folder_without_documents_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert problems_in(tmp_path / name) == [(name, 1, messages.NO_DOCUMENTS)]


def test_there_are_many_documents_with_many_questions(bundled: list[TrainingDocument]) -> None:
    assert len(bundled) == len(list(DOCUMENTS.glob("*/*.yaml")))
    learned = of_split(bundled, Split.TRAIN)
    assert len(learned) >= 150
    assert min(len(of_split(bundled, split)) for split in (Split.DEV, Split.TEST)) >= 15
    assert min(len(document.questions) for document in bundled) >= 35
    assert min(len(document.passages) for document in bundled) >= 8


def test_every_split_asks_all_kinds_of_questions(bundled: list[TrainingDocument]) -> None:
    for split in Split:
        questions = [question for document in of_split(bundled, split) for question in document.questions]
        assert {question.kind for question in questions} == set(QuestionKind)
        assert {question.answer for question in questions} == {None, *YesNo}
        assert {"sv", "en"} < {question.language for question in questions}
        assert any(question.history for question in questions)
        assert any(len(group) > 1 for question in questions for group in question.evidence)


def test_no_title_is_in_two_splits(bundled: list[TrainingDocument]) -> None:
    splits = defaultdict(set)
    for document in bundled:
        splits[document.title.casefold()].add(document.split)
    assert [title for title, found in splits.items() if len(found) > 1] == []


def test_no_question_is_in_two_splits(bundled: list[TrainingDocument]) -> None:
    splits = defaultdict(set)
    for document in bundled:
        for question in document.questions:
            splits[question.question.casefold()].add(document.split)
    assert [asked for asked, found in splits.items() if len(found) > 1] == []
