from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.decision.scope import scope_on
from assistant.decision.taught import is_taught, taught
from corpus.model import Catalogue, PassageKind

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

OLD, NEW = date(2021, 1, 1), date(2024, 1, 1)


@pytest.fixture(scope="module")
def catalogue(made: type[Made]) -> Catalogue:
    """The bank knows 2020. In 2024 the title and b read otherwise, and c is new."""
    title = made.passage("titel", "Påhittad riktlinje", kind=PassageKind.TITLE)
    old = (title, made.passage("a"), made.passage("b"))
    new = (
        replace(title, text="Ny påhittad riktlinje"),
        old[1],
        replace(old[2], text="En annan text."),
        made.passage("c"),
    )
    versions = [made.version("2020", *old, valid_from=date(2020, 1, 1)), made.version("2024", *new, valid_from=NEW)]
    return made.catalogue(*versions, bank=made.bank(*old))


def test_a_passage_is_taught_while_it_reads_as_the_bank_was_written_for(made: type[Made], catalogue: Catalogue) -> None:
    then, now = scope_on(catalogue, OLD), scope_on(catalogue, NEW)
    assert taught(then, catalogue) == {(f"{made.guideline_id}/2020", anchor) for anchor in ("titel", "a", "b")}
    assert taught(now, catalogue) == {(f"{made.guideline_id}/2024", anchor) for anchor in ("titel", "a")}
    assert (is_taught(then, catalogue), is_taught(now, catalogue)) == (True, False)


def test_without_a_bank_nothing_is_taught(made: type[Made], catalogue: Catalogue) -> None:
    bare = made.catalogue(*catalogue.guidelines[0].versions)
    assert taught(scope_on(bare, date(2026, 11, 23)), bare) == frozenset()
