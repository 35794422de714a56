from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.errors import ChangeRefusedError
from corpus.importing.change.correcting import correct
from corpus.importing.change.history import recorded
from corpus.importing.change.withdrawing import withdraw
from corpus.model import Role
from corpus.reading.catalogue import check_corpus, load_catalogue

if TYPE_CHECKING:
    from tests.corpus.conftest import CorpusFolder

BODY = "# Stöd\n\nStödet är 5001 kronor.\n\nMedlemmen ska söka.\n"
NOTES = """\
passages:
- {anchor: titel, role: , text: Stöd}
- {anchor: belopp, role: support, conditions: [sok], text: Stödet är 5001 kronor.}
- {anchor: sok, role: condition, text: Medlemmen ska söka.}
"""
BANK = (
    "passages: {belopp: Stödet är 5001 kronor.}\ngaps: {}\ngroups:\n- {passages: [belopp], questions: [Hur mycket?]}\n"
)


@pytest.fixture
def mistaken(folder: CorpusFolder) -> CorpusFolder:
    folder.version("a", body=BODY, valid_from="2020-01-01")
    folder.write("a.passages.yaml", NOTES)
    folder.write("bank.yaml", BANK)
    folder.write("sources/a.pdf", "originalet")
    return folder


def test_a_mistake_is_corrected_recorded_and_everything_holds_on(mistaken: CorpusFolder) -> None:
    found = correct("stod-dalen", "a", "5001 kronor", "500 kronor", "fotnotens siffra", "Ada", mistaken.documents)
    assert (found.passage.anchor, found.passage.text) == ("belopp", "Stödet är 500 kronor.")
    (guideline,) = load_catalogue(mistaken.documents).guidelines
    (version,) = guideline.versions
    passage = version.passage("belopp")
    assert passage is not None
    assert (passage.role, passage.conditions, passage.was) == (Role.SUPPORT, ("sok",), ("Stödet är 5001 kronor.",))
    assert guideline.bank is not None
    assert guideline.bank.answers_in(version) == {"belopp"}
    assert mistaken.guideline.joinpath("sources/a.pdf").read_text() == "originalet"
    (entry,) = recorded(mistaken.documents)
    assert (entry.action, entry.version, entry.by, entry.old, entry.new) == (
        "corrected", "stod-dalen/a", "Ada", "5001 kronor", "500 kronor",
    )  # fmt: skip


def test_corrected_twice_the_first_reading_is_still_known(mistaken: CorpusFolder) -> None:
    for old, new in (("5001", "501"), ("501", "500")):
        correct("stod-dalen", "a", old, new, "fel", "Ada", mistaken.documents)
    passage = load_catalogue(mistaken.documents).guidelines[0].versions[0].passage("belopp")
    assert passage is not None
    assert passage.readings == ("Stödet är 500 kronor.", "Stödet är 5001 kronor.", "Stödet är 501 kronor.")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("9999", "1", "den står 0 gånger"),
        ("ö", "o", "gånger. Ta med fler ord"),
        ("kronor.", "kronor. Det betalas ut.", "delas i passager"),
        ("", "x", "den står 0 gånger"),
        ("5001", "5001", "den står 1 gånger"),
    ],
)
def test_anything_but_a_correction_is_refused_and_changes_nothing(
    mistaken: CorpusFolder, old: str, new: str, said: str
) -> None:
    before = {file: file.read_bytes() for file in mistaken.guideline.rglob("*") if file.is_file()}
    with pytest.raises(ChangeRefusedError, match=said):
        correct("stod-dalen", "a", old, new, "fel", "Ada", mistaken.documents)
    assert {file: file.read_bytes() for file in mistaken.guideline.rglob("*") if file.is_file()} == before
    assert recorded(mistaken.documents) == []


def test_a_withdrawn_version_is_put_aside_with_its_files(mistaken: CorpusFolder) -> None:
    mistaken.version("b", valid_from="2021-01-01")
    aside = withdraw("stod-dalen", "b", "fel fil", "Ada", mistaken.documents)
    assert [version.version_id for version in load_catalogue(mistaken.documents).guidelines[0].versions] == ["a"]
    assert [file.name for file in aside.rglob("*.md")] == ["b.md"]
    assert check_corpus(mistaken.documents).errors == ()
    (entry,) = recorded(mistaken.documents)
    assert (entry.action, entry.version, entry.reason, entry.by) == ("withdrawn", "stod-dalen/b", "fel fil", "Ada")


def test_with_its_last_version_a_guideline_is_put_aside_whole(mistaken: CorpusFolder) -> None:
    aside = withdraw("stod-dalen", "a", "fel", "Ada", mistaken.documents)
    assert not mistaken.guideline.exists()
    assert (aside / "bank.yaml").is_file()
