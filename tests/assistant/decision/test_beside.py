"""A guideline that sample questions teach beside one without: which of the two a question is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.decision.beside import decide_between, sides_of
from assistant.decision.model import Decision, TimeSlice
from assistant.decision.scope import scope_on
from corpus.model import Catalogue, LocatedPassage, Role, Status
from corpus.period import Period
from index.model import Hit, Prediction, Reading
from index.reader.model import STATUSES

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

TODAY = date(2026, 11, 23)
NEAR, FAR = 0.5, 0.2
FOUND, ABSENT = 0.95, 0.05


@pytest.fixture(scope="module")
def catalogue(made: type[Made]) -> Catalogue:
    course = made.passage("kurs", "Kurser kan få stöd.", Role.SUPPORT)
    taught = made.catalogue(made.version("2020", course, valid_from=date(2020, 1, 1)), bank=made.bank(course))
    boats = made.version(
        "2021", made.passage("bat", "Båtar hyrs ut."), guideline_id="batar", valid_from=date(2021, 1, 1)
    )
    return replace(taught, guidelines=(*taught.guidelines, *made.catalogue(boats).guidelines))


def whole(catalogue: Catalogue) -> TimeSlice:
    return TimeSlice(Period.of(TODAY), scope_on(catalogue, TODAY))


def read(part: TimeSlice, score: float, answered: float) -> TimeSlice:
    """The part with its passage found at a distance, and read."""
    (version,) = part.scope.versions
    hit = Hit(LocatedPassage(version, version.passages[-1]), score)
    statuses = dict.fromkeys(STATUSES, 0.0) | {Status.ANSWERED: answered, Status.NOT_IN_GUIDELINES: 1 - answered}
    return replace(part, hits=(hit,), reading=Reading(statuses, (answered,), negative=0.0))


def predicted(off_topic: float) -> Prediction:
    return Prediction({each: off_topic * (each is Status.OFF_TOPIC) for each in Status}, {}, {}, contradicts=0.0)


def test_only_guidelines_of_both_sorts_have_sides(catalogue: Catalogue) -> None:
    sides = sides_of(whole(catalogue), catalogue)
    assert sides is not None
    assert [side.scope.version_keys for side in sides] == [("stod-dalen/2020",), ("batar/2021",)]
    assert [[name for name, _ in side.scope.states] for side in sides] == [["stod-dalen"], ["batar"]]
    assert all(sides_of(side, catalogue) is None for side in sides)


ANSWERED, SILENT, OFF = Status.ANSWERED, Status.NOT_IN_GUIDELINES, Status.OFF_TOPIC


@pytest.mark.parametrize(
    ("status", "off_topic", "distances", "found", "whose"),
    [
        (ANSWERED, 0.0, (NEAR, FAR), FOUND, "taught"),  # both answer, and the samples know the matter
        (SILENT, 0.0, (NEAR, FAR), FOUND, "taught"),  # what it lacks it lacks, though other text is alike
        (ANSWERED, 0.3, (FAR, NEAR), FOUND, "other"),
        (SILENT, 0.3, (FAR, NEAR), FOUND, "other"),
        (OFF, 0.9, (FAR, NEAR), FOUND, "other"),
        (OFF, 0.9, (FAR, NEAR), ABSENT, "other"),  # near to a text that is silent: no other topic
        (OFF, 0.9, (FAR, FAR), ABSENT, "taught"),  # near to none
        (SILENT, 0.3, (FAR, NEAR), ABSENT, "other"),
    ],
)
def test_the_nearer_one_answers_unless_samples_know_better(
    catalogue: Catalogue, status: Status, off_topic: float, distances: tuple[float, float], found: float, whose: str
) -> None:
    sides = sides_of(whole(catalogue), catalogue)
    assert sides is not None
    taught, other = read(sides[0], distances[0], FOUND), read(sides[1], distances[1], found)
    decided = Decision(status, passages=(taught.hits[0].passage,) if status is ANSWERED else ())
    decision = decide_between(decided, (taught, other), "Fråga?", predicted(off_topic))
    assert (decision == decided) == (whose == "taught")
    if whose == "other":
        named = decision.passages or decision.near
        assert [passage.version.guideline_id for passage in named] == ["batar"]


@pytest.mark.parametrize("status", [Status.SMALLTALK, Status.REFUSED])
def test_talk_and_attacks_are_what_they_are(catalogue: Catalogue, status: Status) -> None:
    sides = sides_of(whole(catalogue), catalogue)
    assert sides is not None
    taught, other = read(sides[0], FAR, FOUND), read(sides[1], NEAR, FOUND)
    assert decide_between(Decision(status), (taught, other), "Hej!", predicted(0.9)) == Decision(status)
