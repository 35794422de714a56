from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answer.compose import compose
from assistant.model import ClaimKind, Verdict
from corpus.model import Status
from tests.assistant.answer.conftest import LATER, LOST, THEN, Answered, claims

if TYPE_CHECKING:
    from tests.assistant.conftest import Made


@pytest.mark.parametrize(
    ("version", "day", "said"),
    [
        ({"confirmed_in_force": date(2026, 11, 23)}, date(2026, 11, 22),
         "Det är inte känt vilken version av riktlinjerna som gällde den 22 november 2026. Därför svarar jag inte "
         "för den tiden. Från och med den 23 november 2026 är det känt vilken version som gäller."),
        ({"adopted": date(2010, 1, 1)}, date(2026, 11, 22),
         "Det är inte känt vilken version av riktlinjerna som gällde den 22 november 2026. Därför svarar jag inte "
         "för den tiden."),
        ({"valid_from": date(2027, 1, 1)}, date(2026, 11, 22),
         "Den 22 november 2026 gällde ingen version av riktlinjerna."),
        ({"valid_from": date(2020, 1, 1), "passages": ()}, date(2026, 11, 22),
         "Den 22 november 2026 gällde ”Påhittad riktlinje v”, men texten finns inte kvar här."),
    ],
)  # fmt: skip
def test_each_state_of_the_timeline_gets_its_answer(
    made: type[Made], version: dict[str, Any], day: date, said: str
) -> None:
    passages = version.pop("passages", (made.passage("a"),))
    catalogue = made.catalogue(made.version("v", *passages, **version))
    given = compose(made.state(catalogue, None, day), catalogue, "p")
    assert [claim.kind for claim in given.claims] == [ClaimKind.DAY, ClaimKind.MISSING]
    assert given.claims[1].text == said
    assert (given.status, given.citations, given.verdict) == (Status.NOT_IN_GUIDELINES, (), None)


def test_each_part_of_the_time_stands_under_its_heading(answer_in_time: Answered) -> None:
    given = answer_in_time((THEN, Status.ANSWERED, ("kurs",)), (LATER, Status.ANSWERED, ("resa",)))
    assert claims(given, ClaimKind.GROUP) == [
        "Under 2021:", "Från och med den 1 januari 2022 till och med den 31 december 2023:"
    ]  # fmt: skip
    kinds = [claim.kind for claim in given.claims]
    assert kinds[:4] == [ClaimKind.DAY, ClaimKind.GROUP, ClaimKind.LEAD, ClaimKind.QUOTE]
    assert claims(answer_in_time((THEN, Status.ANSWERED, ("kurs",))), ClaimKind.GROUP) == []


@pytest.mark.parametrize(
    ("parts", "status", "verdict"),
    [
        ([(Status.ANSWERED, ("kurs",)), (Status.ANSWERED, ("kurs",))], Status.ANSWERED, Verdict.FUNDABLE),
        ([(Status.ANSWERED, ("kurs",)), (Status.ANSWERED, ("resa",))], Status.ANSWERED, None),
        ([(Status.ANSWERED, ("kurs",)), (Status.ANSWERED, ("avtal",))], Status.ANSWERED, None),
        ([(Status.ANSWERED, ("kurs",)), (Status.NOT_IN_GUIDELINES, ())], Status.PARTIAL, None),
        ([(Status.ANSWERED, ("kurs",)), (Status.PARTIAL, ("kurs",))], Status.PARTIAL, Verdict.FUNDABLE),
        ([(Status.ANSWERED, ("kurs",)), (None, ())], Status.PARTIAL, None),
        ([(None, ()), (Status.ANSWERED, ("kurs",))], Status.PARTIAL, None),
        ([(None, ()), (Status.NOT_IN_GUIDELINES, ())], Status.NOT_IN_GUIDELINES, None),
        ([(None, ()), (None, ())], Status.NOT_IN_GUIDELINES, None),
    ],
)
def test_status_and_verdict_hold_for_all_of_the_time(
    answer_in_time: Answered, parts: list[Any], status: Status, verdict: Verdict | None
) -> None:
    given = answer_in_time((THEN, *parts[0]), (LATER, *parts[1]))
    assert (given.status, given.verdict) == (status, verdict)


def test_a_part_without_an_answer_says_why(answer_in_time: Answered) -> None:
    given = answer_in_time((LOST, None, ()), (THEN, Status.ANSWERED, ("kurs",)))
    assert claims(given, ClaimKind.MISSING) == ["Under 2010 gällde ingen version av riktlinjerna."]


def test_small_talk_is_answered_once_however_long_the_time(answer_in_time: Answered) -> None:
    given = answer_in_time((THEN, Status.SMALLTALK, ()), (LATER, Status.SMALLTALK, ()))
    assert [claim.kind for claim in given.claims] == [ClaimKind.LEAD]
