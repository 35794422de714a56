from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import ImportRefusedError
from corpus.model import PassageKind, Role, Status, text_hash
from corpus.reading.catalogue import check_corpus
from evals.cases.documents import add_document, as_markdown, cases_of, document_names, imported
from evals.model import ANSWERED_NO, DOCUMENT, Kind, Split
from index.training import document as training
from index.training.document import (
    Asked,
    QuestionKind,
    TrainingDocument,
    TrainingPassage,
    TrainingQuestion,
    YesNo,
    load_documents,
)

ROWS = [
    ("Allmänt", "", "Bidraget söks av föreningar i Påhittade Dalen."),
    ("Allmänt", "", "Det betalas ut i maj."),
    ("Allmänt > Villkor", "Föreningen ska:", "ha stadgar"),
    ("Allmänt > Villkor", "Föreningen ska:", "ha minst tolv medlemmar"),
    ("Allmänt > Villkor", "", "Styrelsen får medge undantag."),
    ("Allmänt > Villkor > Undantag", "Undantag ges inte för:", "resor"),
    ("Allmänt > Belopp", "Verksamhet | Högsta belopp", "Läger | 4 000 kronor"),
    ("Allmänt > Belopp", "Verksamhet | Högsta belopp", "Resor | 900 kronor"),
    ("Överklagande", "", "Beslutet får överklagas inom tre veckor."),
]
MARKDOWN = """\
# Bidrag i Påhittade Dalen
## Allmänt
Bidraget söks av föreningar i Påhittade Dalen.
Det betalas ut i maj.
### Villkor
Föreningen ska:
- ha stadgar
- ha minst tolv medlemmar
Styrelsen får medge undantag.
#### Undantag
Undantag ges inte för:
- resor
### Belopp
| Verksamhet | Högsta belopp |
|---|---|
| Läger | 4 000 kronor |
| Resor | 900 kronor |
## Överklagande
Beslutet får överklagas inom tre veckor."""
QUESTIONS = (
    TrainingQuestion("Måste vi ha stadgar?", (), QuestionKind.ANSWERABLE, "sv", ((2,), (0, 3)), None, YesNo.YES),
    TrainingQuestion("And then?", ("Hej!", "Vem söker?"), QuestionKind.PARTIAL, "en", ((7, 4),), Asked.DAY, None),
    TrainingQuestion("Vem bestämmer?", (), QuestionKind.UNANSWERABLE, "sv", (), Asked.WHO, None),
    TrainingQuestion("Hur mår du?", (), QuestionKind.OFF_TOPIC, "sv", (), None, None),
    TrainingQuestion("Får vi resor?", (), QuestionKind.ANSWERABLE, "sv", ((5,),), None, YesNo.NO),
)


def made(rows: list[tuple[str, str, str]] = ROWS, split: training.Split = training.Split.DEV) -> TrainingDocument:
    passages = tuple(TrainingPassage(f"p{number}", *row) for number, row in enumerate(rows))
    return TrainingDocument("bidrag-i-dalen", "Bidrag i Påhittade Dalen", "sv", split, passages, QUESTIONS)


def written(document: TrainingDocument) -> list[str]:
    return [line for line in as_markdown(document).splitlines() if line]


def test_sections_lists_and_tables_become_markdown() -> None:
    assert written(made()) == MARKDOWN.splitlines()


def test_paragraphs_lists_and_tables_stand_apart() -> None:
    lines = as_markdown(made()).splitlines()
    apart = [line for line, before, after in zip(lines[1:], lines, lines[2:], strict=False) if not before and not after]
    assert "Det betalas ut i maj." in apart
    assert "Föreningen ska:" in apart
    assert "Styrelsen får medge undantag." in apart
    assert "### Belopp" in apart
    assert lines[lines.index("| Verksamhet | Högsta belopp |") - 1] == ""


@pytest.mark.parametrize(
    ("sections", "headings"),
    [
        (["A", "A"], ["## A"]),
        (["A", "B", "A"], ["## A", "## B", "## A"]),
        (["A > B > C"], ["## A", "### B", "#### C"]),
        (["A > B", "A > C"], ["## A", "### B", "### C"]),
        (["A > B", "C > B"], ["## A", "### B", "## C", "### B"]),
        (["A", "A > B", "A"], ["## A", "### B", "## A"]),
        (["A > B > C", "A > D > C"], ["## A", "### B", "#### C", "### D", "#### C"]),
    ],
)
def test_a_heading_stands_where_the_section_changes(sections: list[str], headings: list[str]) -> None:
    lines = written(made([(section, "", f"Regel {number}.") for number, section in enumerate(sections)]))
    assert [line for line in lines[1:] if line.startswith("#")] == headings


def test_a_lead_in_is_told_once_and_again_after_what_breaks_the_list() -> None:
    led = [("A", "Föreningen ska:", "ett"), ("A", "Föreningen ska:", "två")]
    broken = [*led, ("A", "", "Så är det."), led[0], ("A", "Den ska inte:", "tre"), ("B", "Den ska inte:", "fyra")]
    assert written(made(broken))[2:] == [
        "Föreningen ska:", "- ett", "- två", "Så är det.", "Föreningen ska:", "- ett", "Den ska inte:", "- tre",
        "## B", "Den ska inte:", "- fyra",
    ]  # fmt: skip


def test_every_passage_of_an_added_document_is_found_in_its_place(tmp_path: Path) -> None:
    version = add_document(made(), tmp_path / "dalen")
    assert (version.key, version.title) == ("bidrag-i-dalen/2026-01-01", "Bidrag i Påhittade Dalen")
    assert version.passages[0].kind is PassageKind.TITLE
    title = ("Bidrag i Påhittade Dalen",)
    assert [(each.section, each.lead_in or "", each.text) for each in version.passages[1:]] == [
        (title + tuple(section.split(" > ")), lead_in, text) for section, lead_in, text in ROWS
    ]


def test_an_added_document_is_a_sound_corpus_and_leaves_nothing_else_behind(tmp_path: Path) -> None:
    add_document(made(), tmp_path / "dalen")
    assert check_corpus(tmp_path / "dalen").errors == ()
    assert [path.name for path in (tmp_path / "dalen").iterdir()] == ["bidrag-i-dalen"]


def test_evidence_is_the_anchors_that_its_passages_got(tmp_path: Path) -> None:
    version = add_document(made(), tmp_path / "dalen")
    anchors = {f"bidrag-i-dalen#{each.anchor}": each.text for each in version.passages}
    first, second, *others = cases_of(made(), version)
    assert [{anchors[name] for name in group} for group in first.evidence] == [
        {ROWS[2][2]}, {ROWS[0][2], ROWS[3][2]}
    ]  # fmt: skip
    assert [{anchors[name] for name in group} for group in second.evidence] == [{ROWS[7][2], ROWS[4][2]}]
    assert [{anchors[name] for group in each.evidence for name in group} for each in others] == [
        set(), set(), {ROWS[5][2]}
    ]  # fmt: skip


def test_what_the_importer_divides_is_evidence_in_all_its_parts(tmp_path: Path) -> None:
    rows = [*ROWS[:2], ("Allmänt", "", "Stadgar krävs. De ska vara skriftliga."), *ROWS[3:]]
    version = add_document(made(rows), tmp_path / "dalen")
    anchors = {f"bidrag-i-dalen#{each.anchor}": each.text for each in version.passages}
    case = cases_of(made(rows), version)[0]
    assert {anchors[name] for name in case.evidence[0]} == {"Stadgar krävs.", "De ska vara skriftliga."}


def test_evidence_that_the_importer_loses_is_never_found(tmp_path: Path) -> None:
    version = add_document(made(), tmp_path / "dalen")
    lost = made([*ROWS[:2], ("Allmänt", "", "Det här står ingenstans."), *ROWS[3:]])
    anchors = {f"bidrag-i-dalen#{each.anchor}" for each in version.passages}
    (group, *_) = cases_of(lost, version)[0].evidence
    assert group
    assert not group & anchors


def test_proposed_roles_count_as_if_staff_had_approved_them(tmp_path: Path) -> None:
    rows = [*ROWS, ("Allmänt", "", "Stöd kan ges till läger."), ("Allmänt", "", "Ansökan ska vara skriftlig.")]
    version = add_document(made(rows), tmp_path / "dalen")
    assert not version.awaits_review
    assert Role.SUPPORT in {each.role for each in version.passages}


def test_an_import_that_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / ".dalen" / "bidrag-i-dalen").mkdir(parents=True)
    assert len(add_document(made(), tmp_path / "dalen").passages) == len(ROWS) + 1
    assert [path.name for path in tmp_path.iterdir()] == ["dalen"]


def test_a_question_more_leaves_the_others_ids(tmp_path: Path) -> None:
    version, asked = add_document(made(), tmp_path / "dalen"), made().questions
    ids = [case.case_id for case in cases_of(made(), version)]
    fewer = [case.case_id for case in cases_of(replace(made(), questions=asked[1:]), version)]
    assert fewer == ids[1:]
    assert len(set(ids)) == len(ids) == len(asked)
    assert all(each.startswith("bidrag-i-dalen-") for each in ids)


def test_a_case_asks_what_the_question_asks(tmp_path: Path) -> None:
    cases = cases_of(made(), add_document(made(), tmp_path / "dalen"))
    assert [case.kind for case in cases] == [
        Kind.ANSWERABLE, Kind.PARTIAL, Kind.UNANSWERABLE, Kind.OFF_TOPIC, Kind.ANSWERABLE
    ]  # fmt: skip
    assert [case.status for case in cases] == [
        {Status.ANSWERED},
        {Status.PARTIAL, Status.NOT_IN_GUIDELINES},
        {Status.NOT_IN_GUIDELINES},
        {Status.OFF_TOPIC, Status.NOT_IN_GUIDELINES},
        {Status.ANSWERED},
    ]
    assert [case.turns for case in cases[:2]] == [("Måste vi ha stadgar?",), ("Hej!", "Vem söker?", "And then?")]
    assert [case.language for case in cases] == ["sv", "en", "sv", "sv", "sv"]
    assert [case.tags for case in cases] == [
        {DOCUMENT}, {DOCUMENT, "asks:day"}, {DOCUMENT, "asks:who"}, {DOCUMENT}, {DOCUMENT, ANSWERED_NO}
    ]  # fmt: skip
    assert {(case.family, case.corpus, case.guideline) for case in cases} == {("bidrag-i-dalen",) * 3}
    assert all(case.is_document for case in cases)


@pytest.mark.parametrize(("of", "split"), [(training.Split.DEV, Split.DEV), (training.Split.TEST, Split.TEST)])
def test_a_case_has_the_split_of_its_document(tmp_path: Path, of: training.Split, split: Split) -> None:
    document = made(split=of)
    assert {case.split for case in cases_of(document, add_document(document, tmp_path / "dalen"))} == {split}


def test_a_document_without_a_sentence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError):
        add_document(made([]), tmp_path / "dalen")
    assert list(tmp_path.iterdir()) == []


def test_the_importer_loses_no_evidence_of_the_bundled_documents(tmp_path: Path) -> None:
    found = imported("dev", tmp_path, anew=False)
    documents = {each.name: each for each in load_documents(splits=[training.Split.DEV])}
    assert [each.name for each in found] == list(documents)
    assert document_names("dev") == set(documents)
    assert not document_names("test") & set(documents)
    for each in found:
        for case, question in zip(each.cases, documents[each.name].questions, strict=True):
            assert case.turns == (*question.history, question.question)
            for group, wanted in zip(case.evidence, question.evidence, strict=True):
                assert len(group) >= len(wanted), case.case_id
                assert not any(name.endswith("#-") for name in group), case.case_id


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of each split."""

    def load(splits: Sequence[training.Split]) -> list[TrainingDocument]:
        return [replace(made(split=split), name=split.value) for split in splits]

    monkeypatch.setattr("evals.cases.documents.load_documents", load)


@pytest.mark.parametrize(
    ("split", "names"), [("dev", ["dev"]), ("test", ["test"]), ("all", ["dev", "test"]), ("train", [])]
)
def test_only_documents_that_nothing_is_learned_from_are_imported(
    tmp_path: Path, three: None, split: str, names: list[str]
) -> None:
    found = imported(split, tmp_path, anew=False)
    assert [each.name for each in found] == names
    assert [len(each.cases) for each in found] == [len(QUESTIONS)] * len(names)
    assert sorted(tmp_path.iterdir()) == sorted(each.folder for each in found)


def test_a_document_is_imported_once_unless_it_has_changed_or_is_wanted_anew(
    tmp_path: Path, three: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written() -> list[int]:
        return [next(each.folder.glob("*/2026-01-01.md")).stat().st_mtime_ns for each in found]

    found = imported("all", tmp_path, anew=False)
    first = written()
    assert imported("all", tmp_path, anew=False) == found
    assert written() == first
    assert imported("all", tmp_path, anew=True) == found
    assert all(new > old for new, old in zip(written(), first, strict=True))
    other = replace(made(ROWS[:-1]), name="dev")
    monkeypatch.setattr("evals.cases.documents.load_documents", lambda splits: [other])
    (changed,) = imported("dev", tmp_path, anew=False)
    assert changed.folder != found[0].folder
    assert changed.folder.name.endswith(text_hash(as_markdown(other))[:8])
