from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.approving import approve, with_approved, without_conditions
from corpus.model import Role
from corpus.reading.catalogue import load_catalogue

if TYPE_CHECKING:
    from tests.corpus.conftest import CorpusFolder

NOTES = """\
# Ändra inte den här raden.
passages:
- anchor: stod
  role:
  text: Stöd
- anchor: ge   # en kommentar
  proposed: support
  text: 'Förbundet kan ge stöd.'
- {anchor: slut, "proposed": condition, text: Medlemmen ska söka.}
"""


@pytest.fixture
def waiting(folder: CorpusFolder) -> CorpusFolder:
    folder.version("a", body="# Stöd\n\nFörbundet kan ge stöd. Medlemmen ska söka.\n", valid_from="2020-01-01")
    folder.write("a.passages.yaml", NOTES)
    return folder


def roles(folder: CorpusFolder) -> list[tuple[Role | None, Role | None]]:
    return [(p.role, p.proposed) for p in load_catalogue(folder.documents).guidelines[0].versions[0].passages]


def test_all_are_approved_and_the_rest_of_the_file_stays(waiting: CorpusFolder) -> None:
    assert len(waiting.problems()) == 1
    approval = approve("stod-dalen", "a", (), waiting.documents)
    assert (len(approval.approved), approval.left) == (2, 0)
    assert roles(waiting) == [(None, None), (Role.SUPPORT, None), (Role.CONDITION, None)]
    expected = NOTES.replace("proposed: support", "role: support").replace('"proposed": condition', "role: condition")
    assert approval.file.read_text(encoding="utf-8") == expected
    assert waiting.problems() == ()


def test_only_the_named_ones_are_approved(waiting: CorpusFolder) -> None:
    approval = approve("stod-dalen", "a", ("slut",), waiting.documents)
    assert ([p.anchor for p in approval.approved], approval.left) == (["slut"], 1)
    assert roles(waiting) == [(None, None), (None, Role.SUPPORT), (Role.CONDITION, None)]


def test_support_without_conditions_is_named(waiting: CorpusFolder) -> None:
    assert without_conditions(approve("stod-dalen", "a", (), waiting.documents).approved) == ("ge",)


@pytest.mark.parametrize("anchors", [("nej",), ("ge", "stod", "nej")])
def test_anchors_without_a_proposal_are_refused(waiting: CorpusFolder, anchors: tuple[str, ...]) -> None:
    unknown = ", ".join(anchor for anchor in anchors if anchor != "ge")
    with pytest.raises(ChangeRefusedError) as caught:
        approve("stod-dalen", "a", anchors, waiting.documents)
    assert str(caught.value) == messages.APPROVE_UNKNOWN.format(anchors=unknown, known="ge, slut")
    assert (waiting.guideline / "a.passages.yaml").read_text(encoding="utf-8") == NOTES


def test_nothing_to_approve_is_said(waiting: CorpusFolder) -> None:
    approve("stod-dalen", "a", (), waiting.documents)
    with pytest.raises(ChangeRefusedError) as caught:
        approve("stod-dalen", "a", (), waiting.documents)
    assert str(caught.value) == messages.APPROVE_NOTHING.format(version="a", guideline="stod-dalen")


def test_line_ends_and_byte_order_mark_stay() -> None:
    text = "\ufeff" + NOTES.replace("\n", "\r\n")
    assert with_approved(text, frozenset({"ge"})) == text.replace("proposed: support", "role: support")


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="the parser in Python takes no tabs, and the check tells so")
def test_whatever_the_check_can_read_can_be_approved() -> None:
    text = NOTES.replace("proposed: support", "proposed:\tsupport")
    assert with_approved(text, frozenset({"ge"})) == text.replace("proposed:\tsupport", "role:\tsupport")
