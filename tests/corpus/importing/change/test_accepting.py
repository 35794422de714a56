from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.accepting import accept
from corpus.importing.change.yaml_edits import with_texts
from corpus.reading.catalogue import load_catalogue

if TYPE_CHECKING:
    from tests.corpus.conftest import CorpusFolder

BANK = """\
# Ändra inte den här raden.
passages:
  ge: "Förbundet kan ge stöd."   # en kommentar
  sok:
  - Medlemmen ska söka.
  - Medlemmen måste söka.
  bort: Borttaget.
gaps: {}
groups:
- {passages: [ge], questions: [Ger ni stöd?, Får vi stöd?]}
- {passages: [ge, sok], questions: [Hur får vi stöd?]}
- {passages: [bort], questions: [Och det andra?]}
"""
BODY = "# Stöd\n\nFörbundet kan ge mycket stöd.\n\nMedlemmen får söka.\n"
NOTES = """\
passages:
- {anchor: titel, role: , text: Stöd}
- {anchor: ge, role: support, text: Förbundet kan ge mycket stöd.}
- {anchor: sok, role: condition, text: Medlemmen får söka.}
"""


@pytest.fixture
def changed(folder: CorpusFolder) -> CorpusFolder:
    folder.version("a", body=BODY, valid_from="2020-01-01")
    folder.write("a.passages.yaml", NOTES)
    folder.write("bank.yaml", BANK)
    return folder


def taught(folder: CorpusFolder) -> frozenset[str]:
    (guideline,) = load_catalogue(folder.documents).guidelines
    assert guideline.bank is not None
    return guideline.bank.answers_in(guideline.versions[0])


def test_all_that_wait_are_accepted_and_the_old_wording_stays(changed: CorpusFolder) -> None:
    assert taught(changed) == frozenset()
    accepted = accept("stod-dalen", "a", (), changed.documents)
    assert (accepted.anchors, accepted.questions, accepted.left) == (("ge", "sok"), 3, ())
    assert taught(changed) == {"ge", "sok"}
    text = accepted.file.read_text(encoding="utf-8")
    assert text.startswith("# Ändra inte den här raden.\n")
    assert "# en kommentar" in text
    bank = load_catalogue(changed.documents).guidelines[0].bank
    assert bank is not None
    assert bank.passages["ge"] == ("Förbundet kan ge stöd.", "Förbundet kan ge mycket stöd.")
    assert bank.passages["sok"] == ("Medlemmen ska söka.", "Medlemmen måste söka.", "Medlemmen får söka.")
    with pytest.raises(ChangeRefusedError, match="Inga exempelfrågor väntar"):
        accept("stod-dalen", "a", (), changed.documents)


def test_only_the_named_ones_are_accepted(changed: CorpusFolder) -> None:
    accepted = accept("stod-dalen", "a", ("ge",), changed.documents)
    assert (accepted.questions, accepted.left) == (2, ("sok",))
    assert taught(changed) == {"ge"}


def test_what_does_not_wait_is_refused_and_nothing_changes(changed: CorpusFolder) -> None:
    with pytest.raises(ChangeRefusedError) as refused:
        accept("stod-dalen", "a", ("bort",), changed.documents)
    assert str(refused.value) == messages.ACCEPT_UNKNOWN.format(anchors="bort", known="ge, sok")
    assert taught(changed) == frozenset()


def test_a_wording_with_quotation_marks_is_written_so_that_it_is_read_again() -> None:
    text = with_texts("passages:\n  ge: Förut\ngaps: {}\n", ["passages"], {"ge": 'Riktlinjer för "stöd": nu'})
    assert text == 'passages:\n  ge: ["Förut",\n    "Riktlinjer för \\"stöd\\": nu"]\ngaps: {}\n'
