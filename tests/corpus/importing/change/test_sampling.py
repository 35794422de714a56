"""A sample question that staff add: where it goes, what stays as it was, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.errors import ChangeRefusedError
from corpus.importing.change.sample_text import NewGap, Sample, with_gap, with_passages, with_question
from corpus.importing.change.sampling import add_sample, bank_fingerprint, question_files
from corpus.reading.catalogue import BUNDLED_DOCUMENTS, check_corpus

GUIDELINE, VERSION = "stod-asf", "odaterad"
FILE = """\
# Om handledare
groups:
- passages: [handledare]
  questions:
  - "Kan vi få en handledare?"   # vanlig
  - handledare?
- passages: [handledare]
  gaps: [amount]
  questions: ["Hur mycket?", "Vad kostar den?"]
- passages: [handledare]
  contradicts: true
  questions:
  - "Det går väl inte?"
"""
NEW_GAP = NewGap("parking", {"sv": "var man parkerar", "en": "where to park"}, {"sv": "Inget sägs.", "en": "Nothing."})


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    copy = tmp_path / "documents"
    shutil.copytree(BUNDLED_DOCUMENTS, copy)
    return copy


def test_a_question_joins_the_group_with_the_same_right_answer() -> None:
    text, joined = with_question(FILE, Sample("Går en coach bra?", ("handledare",)))
    assert joined
    assert text == FILE.replace("  - handledare?\n", '  - handledare?\n  - "Går en coach bra?"\n')


def test_it_joins_a_group_written_in_one_line() -> None:
    text, joined = with_question(FILE, Sample("Pris?", ("handledare",), ("amount",)))
    assert joined
    assert text == FILE.replace('"Vad kostar den?"]', '"Vad kostar den?", "Pris?"]')


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        (Sample('Hej "du"', kind="smalltalk"), '- kind: smalltalk\n  questions:\n  - "Hej \\"du\\""\n'),
        (Sample("A?", ("x", "y"), ("z",)), '- passages: [x, y]\n  gaps: [z]\n  questions:\n  - "A?"\n'),
    ],
)
def test_another_right_answer_begins_a_group_at_the_end(sample: Sample, written: str) -> None:
    assert with_question(FILE, sample) == (FILE + written, False)
    assert with_question("", sample) == ("groups:\n" + written, False)


def test_line_ends_and_indents_stay() -> None:
    text = "groups:\r\n  - passages: [a]\r\n    questions:\r\n      - Ett?"
    assert with_question(text, Sample("Två?", ("a",)))[0] == text + '\r\n      - "Två?"\r\n'
    assert with_question(text, Sample("Två?", ("b",)))[0].endswith(
        '\r\n  - passages: [b]\r\n    questions:\r\n    - "Två?"\r\n'
    )


def test_a_file_of_another_form_is_refused_rather_than_broken() -> None:
    with pytest.raises(ChangeRefusedError, match="inte kan lägga till"):
        with_question('groups: [{passages: [a], questions: ["Ett?"]}]', Sample("Två?", ("b",)))
    with pytest.raises(ChangeRefusedError, match="inte kan lägga till"):
        with_question(
            "groups:\n- passages: [a]\n  questions:\n  - |\n    Ett?\n- kind: attack\n  questions: [b]\n",
            Sample("Två?", ("a",)),
        )


@pytest.mark.parametrize("bank", ["passages: {}\ngaps: {}\n", "passages:\ngaps:\n", "gaps: {}\n", "passages: {}\n"])
def test_an_empty_bank_takes_its_first_passage_and_gap(bank: str, tmp_path: Path) -> None:
    text = with_gap(with_passages(bank, {"a": "En text."}), NEW_GAP)
    import yaml

    read = yaml.safe_load(text)
    assert read["passages"] == {"a": "En text."}
    assert read["gaps"] == {"parking": {"missing": NEW_GAP.missing, "say": NEW_GAP.say}}


def test_the_bundled_bank_takes_a_question_and_a_gap_and_is_still_faultless(documents: Path) -> None:
    bank = documents / GUIDELINE / "bank.yaml"
    before = bank.read_text(encoding="utf-8")
    seen = bank_fingerprint(documents, GUIDELINE)
    sample = Sample("Var får man  parkera\nbilen?", gaps=("parking",))
    added = add_sample(GUIDELINE, VERSION, sample, documents, file="luckor.yaml", new_gap=NEW_GAP, seen=seen)
    assert (added.file.name, added.joined) == ("luckor.yaml", False)
    after = bank.read_text(encoding="utf-8")
    start = after.index("  parking:")
    end = after.index("\n  amount:") + 1
    assert after[:start] + after[end:] == before, "the rest of the bank has changed"
    checked = check_corpus(documents)
    assert not checked.errors
    found = checked.catalogue.guidelines[0].bank
    assert found is not None
    assert [g.questions for g in found.groups if g.gaps == ("parking",)] == [("Var får man parkera bilen?",)]
    with pytest.raises(ChangeRefusedError, match="Någon annan har ändrat"):
        add_sample(GUIDELINE, VERSION, sample, documents, seen=seen)


def test_it_goes_to_the_file_where_its_matter_stands(documents: Path) -> None:
    added = add_sample(GUIDELINE, VERSION, Sample("Får vi en coach betald, tror du?", ("handledare",)), documents)
    assert (added.file.name, added.joined) == ("handledare.yaml", True)
    files = question_files(documents, GUIDELINE)
    assert "handledare.yaml" in files


@pytest.mark.parametrize(
    ("sample", "options", "told"),
    [
        (Sample("Kan kommunen få pengar till en handledare?", ("handledare",)), {}, "står redan"),
        (Sample("Ny?", ("finns-inte",)), {}, "finns inte"),
        (Sample("Ny?", gaps=("finns_inte",)), {}, "finns_inte"),
        (Sample("Ny?"), {}, "Välj vad som är rätt svar"),
        (Sample("Ny?", ("handledare",), kind="offtopic"), {}, "Välj vad som är rätt svar"),
        (Sample("Ny?", ("handledare",)), {"file": "../bank.yaml"}, "kan inte heta"),
        (Sample("Ny?", gaps=("amount",)), {"new_gap": NewGap("amount", NEW_GAP.missing, NEW_GAP.say)}, "finns redan"),
        (Sample("Ny?", gaps=("x",)), {"new_gap": NewGap("x", {"sv": "a"}, {})}, "inte färdig"),
    ],
)
def test_what_cannot_be_added_is_told_and_nothing_is_written(
    documents: Path, sample: Sample, options: dict[str, object], told: str
) -> None:
    before = bank_fingerprint(documents, GUIDELINE)
    with pytest.raises(ChangeRefusedError, match=told):
        add_sample(GUIDELINE, VERSION, sample, documents, **options)  # type: ignore[arg-type]
    assert bank_fingerprint(documents, GUIDELINE) == before


def test_a_guideline_without_a_bank_gets_one(documents: Path) -> None:
    folder = documents / GUIDELINE
    (folder / "bank.yaml").unlink()
    shutil.rmtree(folder / "questions")
    added = add_sample(GUIDELINE, VERSION, Sample("Får vi en coach?", ("handledare",)), documents)
    assert added.file.name == "handledare.yaml"
    assert not check_corpus(documents).errors
