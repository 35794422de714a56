from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from corpus.alignment import Change
from corpus.importing.change.carry import Carried, Carry, carry_over
from corpus.model import Guideline, Passage, Role
from corpus.reading.catalogue import load_catalogue
from corpus.reading.parsing import parse_passages

if TYPE_CHECKING:
    from tests.corpus.conftest import CorpusFolder

NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture
def guideline(with_reviewed: CorpusFolder) -> Guideline:
    return load_catalogue(with_reviewed.documents).guidelines[0]


@pytest.fixture
def text(guideline: Guideline, with_reviewed: CorpusFolder) -> str:
    return (with_reviewed.guideline / "2020.md").read_text(encoding="utf-8").split("---\n")[2]


def carried(carry: Carry) -> dict[str, Carried]:
    return {one.passage.anchor: one for one in carry.carried}


def after(text: str, guideline: Guideline, *changes: tuple[str, str]) -> Carry:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return carry_over(parse_passages(text), guideline, NEXT_YEAR)


def roles(passage: Passage) -> tuple[Role | None, Role | None, tuple[str, ...]]:
    return passage.role, passage.proposed, passage.conditions


def test_what_is_unchanged_keeps_anchor_role_and_conditions(guideline: Guideline, text: str) -> None:
    carry = after(text, guideline)
    old = guideline.versions[0].passages
    assert [(p.anchor, *roles(p)) for p in carry.passages] == [(p.anchor, *roles(p)) for p in old]
    assert {one.change for one in carry.carried} == {Change.SAME}
    assert carry.previous == guideline.versions[0]
    assert carry.removed == ()


def test_a_changed_passage_keeps_its_anchor_and_its_role_is_only_proposed(guideline: Guideline, text: str) -> None:
    found = carried(after(text, guideline, ("insatser för målgruppen", "korta insatser för målgruppen")))["insatser"]
    assert roles(found.passage) == (None, Role.SUPPORT, ("upphandling",))
    assert found.old is not None
    assert (found.change, found.old.text) == (Change.CHANGED, "Förbundet kan finansiera insatser för målgruppen.")


def test_support_whose_condition_changed_must_be_reviewed(guideline: Guideline, text: str) -> None:
    found = carried(after(text, guideline, ("ska upphandla insatsen", "ska alltid upphandla insatsen")))
    assert roles(found["upphandling"].passage) == (None, Role.CONDITION, ())
    assert roles(found["insatser"].passage) == (None, Role.SUPPORT, ("upphandling",))
    assert roles(found["utbildning"].passage) == (None, Role.SUPPORT, ("upphandling",))
    assert roles(found["handledare"].passage) == (Role.SUPPORT, None, ())


def test_support_whose_condition_is_gone_loses_it(guideline: Guideline, text: str) -> None:
    carry = after(text, guideline, ("Medlemmen ska upphandla insatsen. ", ""))
    assert roles(carried(carry)["insatser"].passage) == (None, Role.SUPPORT, ())
    assert [passage.anchor for passage in carry.removed] == ["upphandling"]


@pytest.mark.parametrize(
    "change", [("Exempel på insatser är:", "Följande kan inte finansieras:"), ("## Villkor", "## Avslag")]
)
def test_another_lead_in_or_heading_is_another_sense(guideline: Guideline, text: str, change: tuple[str, str]) -> None:
    found = carried(after(text, guideline, change))
    assert roles(found["handledare"].passage)[:2] == (None, Role.SUPPORT)
    assert roles(found["malgruppen"].passage)[:2] == (Role.DEFINITION, None)


def test_a_renamed_document_changes_no_role(guideline: Guideline, text: str) -> None:
    found = carried(after(text, guideline, ("# Riktlinje för Påhittade Dalen", "# Policy för Dalen")))
    assert found["titel"].change is Change.CHANGED
    assert roles(found["titel"].passage) == (None, None, ())
    assert roles(found["insatser"].passage) == (Role.SUPPORT, None, ("upphandling",))


def test_a_new_passage_gets_an_anchor_that_was_never_used(guideline: Guideline, text: str) -> None:
    parts = parse_passages("# T\n\nLokaler för unga kan beviljas bidrag i Dalen.")
    gone = replace(guideline.versions[0], version_id="2015", valid_from=date(2015, 1, 1), passages=(
        replace(parts[1], anchor="lokaler-for-unga-kan-finansieras", text="En helt annan sak."),))  # fmt: skip
    grown = replace(guideline, versions=(gone, *guideline.versions))
    found = after(text, grown, ("## Villkor", "Lokaler för unga kan finansieras.\n\n## Villkor"))
    assert roles(carried(found)["lokaler-for-unga-kan-finansieras-2"].passage) == (None, Role.SUPPORT, ())


def test_a_passage_that_returns_gets_its_old_anchor_back(guideline: Guideline, text: str) -> None:
    parts = parse_passages("# T\n\nResor kan finansieras till fots.")
    gone = replace(guideline.versions[0], version_id="2015", valid_from=date(2015, 1, 1),
                   passages=(replace(parts[1], anchor="resor", role=Role.SUPPORT),))  # fmt: skip
    grown = replace(guideline, versions=(gone, *guideline.versions))
    found = carried(after(text, grown, ("## Villkor", "Resor kan finansieras till fots.\n\n## Villkor")))["resor"]
    assert (found.returned, found.change, roles(found.passage)) == (True, Change.ADDED, (None, Role.SUPPORT, ()))


def test_the_previous_version_is_the_one_before_in_time(guideline: Guideline, text: str) -> None:
    later = replace(guideline.versions[0], version_id="2030", valid_from=date(2030, 1, 1))
    grown = replace(guideline, versions=(*guideline.versions, later))
    between = carry_over(parse_passages(text), grown, NEXT_YEAR)
    before = carry_over(parse_passages(text), grown, date(2010, 1, 1))
    assert between.previous is not None
    assert before.previous is not None
    assert (between.previous.version_id, before.previous.version_id) == ("2020", "2020")
    last = carry_over(parse_passages(text), grown, date(2031, 1, 1)).previous
    assert last is not None
    assert last.version_id == "2030"


def test_a_first_version_is_all_new(text: str) -> None:
    carry = carry_over(parse_passages(text), None, NEXT_YEAR)
    assert carry.previous is None
    assert {one.change for one in carry.carried} == {Change.ADDED}
    assert [(p.anchor, p.proposed) for p in carry.passages if p.proposed is Role.HISTORY] == [
        ("policy-faststalld-av-styrelsen-131128", Role.HISTORY)
    ]


def test_a_proposal_that_nobody_approved_stays_one(guideline: Guideline, text: str) -> None:
    version = guideline.versions[0]
    waiting = tuple(replace(p, role=None, proposed=p.role) for p in version.passages)
    found = after(text, replace(guideline, versions=(replace(version, passages=waiting),)))
    assert carried(found)["handledare"].passage.proposed is Role.SUPPORT
    assert all(passage.role is None for passage in found.passages)


def test_a_reference_is_proposed_kept_and_dropped_with_its_words(guideline: Guideline, text: str) -> None:
    quoting = 'Medlemmen ska upphandla insatsen enligt "Policy för inköp".'
    found = carried(after(text, guideline, ("Medlemmen ska upphandla insatsen.", quoting)))["upphandling"].passage
    assert found.refers_to == "Policy för inköp"
    version = guideline.versions[0]
    refers = tuple(replace(p, refers_to="Budgeten") if p.anchor == "upphandling" else p for p in version.passages)
    grown = replace(guideline, versions=(replace(version, passages=refers),))
    changed = ("Medlemmen ska upphandla insatsen.", "Medlemmen ska upphandla insatsen snart.")
    assert carried(after(text, grown, changed))["upphandling"].passage.refers_to is None
    assert carried(after(text, grown))["upphandling"].passage.refers_to == "Budgeten"
