from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.answer.compose import compose
from assistant.decision.model import AskedDay, Decision
from assistant.model import ClaimKind
from assistant.texts.wording import wording
from corpus.model import Catalogue, LocatedPassage, Status
from corpus.period import Period
from tests.assistant.answer.conftest import LATER, OWN, THEN, Answered, claims

if TYPE_CHECKING:
    from tests.assistant.conftest import Made


@pytest.mark.parametrize("language", ["sv", "en"])
def test_another_day_than_today_is_named_first(answer: Answered, language: str) -> None:
    given = answer("kurs", day=date(2026, 12, 1), language=language)
    assert given.claims[0].kind is ClaimKind.DAY
    assert wording(given.language).day(date(2026, 12, 1)) in given.claims[0].text
    assert claims(answer("kurs", language=language), ClaimKind.DAY) == []


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (AskedDay(OWN.first, THEN.last, THEN), "Svaret gäller år 2021."),
        (AskedDay(OWN.first, date(2027, 3, 1), Period(date(2027, 3, 1), date(2027, 3, 31))),
         "Svaret gäller mars 2027, enligt det som är beslutat i dag."),
        (AskedDay(OWN.first, THEN.last, THEN, conflicting=date(2025, 6, 6)),
         "Frågan gäller år 2021, inte den dag som du har valt, den 6 juni 2025. Svaret gäller år 2021."),
        (AskedDay(OWN.first, OWN.first, OWN, conflicting=date(2025, 6, 6)),
         "Frågan gäller den 23 november 2026, inte den dag som du har valt, den 6 juni 2025. "
         "Svaret gäller den 23 november 2026."),
        (AskedDay(OWN.first, OWN.first, OWN), None),
        (AskedDay(OWN.first, OWN.first, Period(THEN.first, OWN.last)), None),  # nothing changed since: today's answer
    ],
)  # fmt: skip
def test_the_first_line_tells_the_time_unless_it_is_the_present(
    answer_in_time: Answered, day: AskedDay, line: str | None
) -> None:
    given = answer_in_time((day.period, Status.ANSWERED, ("kurs",)), day=day)
    assert claims(given, ClaimKind.DAY) == ([line] if line else [])
    assert given.claims[0].kind is (ClaimKind.DAY if line else ClaimKind.LEAD)


def test_a_time_until_today_over_two_versions_is_named(answer_in_time: Answered) -> None:
    until_now = AskedDay(OWN.first, OWN.first, Period(THEN.first, OWN.last))
    parts = [(THEN, Status.ANSWERED, ("kurs",)), (Period(LATER.first, OWN.last), Status.ANSWERED, ("kurs",))]
    line = claims(answer_in_time(*parts, day=until_now), ClaimKind.DAY)
    assert line == ["Svaret gäller tiden från och med den 1 januari 2021 till och med den 23 november 2026."]


def test_guidelines_without_a_text_are_named_once_beside_those_that_answer(
    made: type[Made], catalogue: Catalogue, answer_in_time: Answered
) -> None:
    (own,) = catalogue.guidelines
    lost = made.version("2015", guideline_id="lokaler", title="Om lokaler", valid_from=date(2015, 1, 1))
    coming = made.version("2030", made.passage("b"), guideline_id="kurser", valid_from=date(2030, 1, 1))
    three = replace(catalogue, guidelines=(own, *made.catalogue(lost, coming).guidelines))
    parts = [(THEN, Status.ANSWERED, ("kurs",)), (LATER, Status.ANSWERED, ("kurs",))]
    (note,) = claims(answer_in_time(*parts, held=three), ClaimKind.NOTE)
    assert note == (
        "Från och med den 1 januari 2021 till och med den 31 december 2023 gällde ”Om lokaler”, men texten finns inte "
        "kvar här."
    )
    assert claims(answer_in_time((OWN, Status.ANSWERED, ("kurs",)), held=three), ClaimKind.NOTE) == []


@pytest.mark.parametrize(
    ("following", "said"),
    [
        (
            {"text": "Kurser får stöd."},
            "Det här ändras: från och med den 1 januari 2027 gäller en ny version av riktlinjerna.",
        ),
        ({"text": None}, "Från och med den 1 januari 2027 gäller en annan text, men den finns inte här."),
        ({"text": "Text om kurs."}, None),
    ],
)
def test_an_answer_for_today_tells_from_when_on_it_changes(
    made: type[Made], following: dict[str, str | None], said: str | None
) -> None:
    text = following["text"]
    passages = (made.passage("kurs", text),) if text else ()
    held = made.catalogue(
        made.version("2027", *passages, valid_from=date(2027, 1, 1)),
        made.version("2020", made.passage("kurs"), valid_from=date(2020, 1, 1)),
    )
    now = LocatedPassage(held.guidelines[0].versions[0], held.guidelines[0].versions[0].passages[0])
    state = made.state(held, Decision(Status.ANSWERED, (now,)))
    assert claims(compose(state, held, "p"), ClaimKind.NOTE) == ([said] if said else [])
    other_day = made.state(held, Decision(Status.ANSWERED, (now,)), date(2026, 12, 1))
    assert claims(compose(other_day, held, "p"), ClaimKind.NOTE) == []


def test_an_answer_for_today_tells_from_when_on_nothing_applies(made: type[Made], answer_in_time: Answered) -> None:
    ending = {"valid_from": date(2020, 1, 1), "valid_to": date(2026, 12, 31)}
    held = made.catalogue(made.version("2020", made.passage("kurs"), **ending))
    given = answer_in_time((OWN, Status.ANSWERED, ("kurs",)), held=held)
    assert claims(given, ClaimKind.NOTE) == ["Från och med den 1 januari 2027 gäller det här inte längre."]


@pytest.mark.parametrize(
    ("passed_over", "is_known", "said"),
    [
        (THEN, False, "Svaret gäller i dag. Vad som gällde under 2021 är inte känt."),
        (THEN, True, "Svaret gäller i dag. Under 2021 gällde en annan text. "
         "Menar du den, fråga: Vad gällde under 2021?"),
        (Period.of(date(2027, 3, 1)), True, "Svaret gäller i dag. Den 1 mars 2027 gäller en annan text. "
         "Menar du den, fråga: Vad gäller den 1 mars 2027?"),
    ],
)  # fmt: skip
def test_a_time_that_is_passed_over_is_named(
    answer_in_time: Answered, passed_over: Period, is_known: bool, said: str
) -> None:
    day = AskedDay(OWN.first, OWN.first, OWN, passed_over=passed_over, passed_over_is_known=is_known)
    assert claims(answer_in_time((OWN, Status.ANSWERED, ("kurs",)), day=day), ClaimKind.NOTE) == [said]
