from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.role_setting import set_role, with_role
from corpus.model import Passage, Role
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
  proposed: support   # gissat
  text: 'Förbundet kan ge stöd.'
- {anchor: slut, "proposed": condition, text: Medlemmen ska söka.}
- anchor: lista
  role: support
  conditions:
  - slut
  # efter listan
  text: Lokaler kan få stöd.
- anchor: utan
  text: Slut.
"""
BODY = "# Stöd\n\nFörbundet kan ge stöd. Medlemmen ska söka. Lokaler kan få stöd. Slut.\n"


@pytest.fixture
def waiting(folder: CorpusFolder) -> CorpusFolder:
    folder.version("a", body=BODY, valid_from="2020-01-01")
    folder.write("a.passages.yaml", NOTES)
    return folder


def passage(folder: CorpusFolder, anchor: str) -> Passage:
    found = load_catalogue(folder.documents).guidelines[0].versions[0].passage(anchor)
    assert found is not None
    return found


def test_another_role_than_the_proposed_one_is_set_and_the_rest_of_the_file_stays(waiting: CorpusFolder) -> None:
    decided = set_role("stod-dalen", "a", "ge", Role.DEFINITION, (), waiting.documents)
    assert (decided.role, decided.proposed) == (Role.DEFINITION, None)
    assert passage(waiting, "ge").role is Role.DEFINITION and passage(waiting, "ge").proposed is None
    text = (waiting.guideline / "a.passages.yaml").read_text(encoding="utf-8")
    assert text == NOTES.replace("proposed: support ", "role: definition ")
    assert passage(waiting, "slut").proposed is Role.CONDITION


def test_conditions_are_set_changed_and_taken_away(waiting: CorpusFolder) -> None:
    set_role("stod-dalen", "a", "ge", Role.SUPPORT, ("slut",), waiting.documents)
    assert passage(waiting, "ge").conditions == ("slut",)
    set_role("stod-dalen", "a", "lista", Role.SUPPORT, ("slut", "ge"), waiting.documents)
    assert passage(waiting, "lista").conditions == ("slut", "ge")
    set_role("stod-dalen", "a", "lista", Role.PROCEDURE, (), waiting.documents)
    assert (passage(waiting, "lista").role, passage(waiting, "lista").conditions) == (Role.PROCEDURE, ())
    assert "# efter listan" in (waiting.guideline / "a.passages.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("anchor", ["stod", "ge", "slut", "lista", "utan"])
@pytest.mark.parametrize("role", [None, *Role])
def test_every_way_of_writing_a_passage_takes_every_role(waiting: CorpusFolder, anchor: str, role: Role | None) -> None:
    conditions = tuple({"slut", "ge"} - {anchor}) if role is Role.SUPPORT else ()
    before = load_catalogue(waiting.documents).guidelines[0].versions[0].passages
    set_role("stod-dalen", "a", anchor, role, conditions, waiting.documents)
    after = load_catalogue(waiting.documents).guidelines[0].versions[0].passages
    for old, new in zip(before, after, strict=True):
        if old.anchor == anchor:
            assert (new.role, new.proposed, new.conditions, new.text) == (role, None, conditions, old.text)
        else:
            assert new == old


def test_a_version_without_a_passages_file_gets_one(folder: CorpusFolder) -> None:
    folder.version("a", body=BODY, valid_from="2020-01-01")
    set_role("stod-dalen", "a", "forbundet-kan-ge-stod", Role.SUPPORT, (), folder.documents)
    assert passage(folder, "forbundet-kan-ge-stod").role is Role.SUPPORT
    assert folder.problems() == ()


@pytest.mark.parametrize(
    ("anchor", "role", "conditions", "message"),
    [
        ("nej", Role.SUPPORT, (), messages.ROLE_UNKNOWN_PASSAGE.format(anchor="nej", version="a")),
        ("ge", Role.SUPPORT, ("nej",), messages.UNKNOWN_CONDITION.format(anchor="nej")),
        ("ge", Role.SUPPORT, ("ge",), messages.UNKNOWN_CONDITION.format(anchor="ge")),
        ("ge", Role.CONDITION, ("slut",), messages.CONDITIONS_NEED_SUPPORT),
        ("ge", None, ("slut",), messages.CONDITIONS_NEED_SUPPORT),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    waiting: CorpusFolder, anchor: str, role: Role | None, conditions: tuple[str, ...], message: str
) -> None:
    with pytest.raises(ChangeRefusedError) as caught:
        set_role("stod-dalen", "a", anchor, role, conditions, waiting.documents)
    assert str(caught.value) == message
    assert (waiting.guideline / "a.passages.yaml").read_text(encoding="utf-8") == NOTES


def test_line_ends_and_byte_order_mark_stay() -> None:
    text = "\ufeff" + NOTES.replace("\n", "\r\n")
    assert with_role(text, "ge", Role.HISTORY, ()) == text.replace("proposed: support ", "role: history ")
