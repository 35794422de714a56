from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.answer.no_version import why_silent
from assistant.model import Language
from assistant.texts.wording import wording
from corpus.period import Period
from corpus.timeline import Applicable, InForce, Unknown

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

TODAY = date(2026, 11, 23)
NOW, THEN, AHEAD = (
    Period.of(TODAY),
    Period(date(2012, 1, 1), date(2012, 12, 31)),
    Period.of(date(2027, 3, 1)),
)


@pytest.mark.parametrize(
    ("state", "days", "said"),
    [
        (None, NOW, "I dag gäller ingen version av riktlinjerna."),
        (None, THEN, "Under 2012 gällde ingen version av riktlinjerna."),
        (None, AHEAD, "Den 1 mars 2027 gäller ingen version av riktlinjerna, enligt det som är beslutat i dag."),
        (Unknown(None), NOW,
         "Det är inte känt vilken version av riktlinjerna som gäller i dag. Därför svarar jag inte."),
        (Unknown(None), THEN, "Det är inte känt vilken version av riktlinjerna som gällde under 2012. "
         "Därför svarar jag inte för den tiden."),
        (Unknown(None), AHEAD, "Det är inte känt vilken version av riktlinjerna som gäller den 1 mars 2027. "
         "Därför svarar jag inte för den tiden."),
        (Unknown(TODAY), THEN, "Det är inte känt vilken version av riktlinjerna som gällde under 2012. "
         "Därför svarar jag inte för den tiden. Från och med den 23 november 2026 är det känt vilken version som "
         "gäller."),
    ],
)  # fmt: skip
def test_no_version_and_an_unknown_one_are_told_apart(state: Applicable, days: Period, said: str) -> None:
    assert wording("sv").words(why_silent(state, days, TODAY, None)) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (NOW, "I dag gäller ”Påhittad riktlinje 2010”, men texten finns inte här."),
        (THEN, "Under 2012 gällde ”Påhittad riktlinje 2010”, men texten finns inte kvar här."),
        (AHEAD, "Den 1 mars 2027 gäller ”Påhittad riktlinje 2010”, men texten finns inte här."),
    ],
)
def test_a_lost_text_is_named(made: type[Made], days: Period, said: str) -> None:
    lost = InForce(made.version("2010", valid_from=date(2010, 1, 1)))
    assert wording("sv").words(why_silent(lost, days, TODAY, None)) == said


@pytest.mark.parametrize(("language", "words"), [("sv", "av ”Resor”"), ("en", "of ”Resor”")])
@pytest.mark.parametrize("state", [None, Unknown(None)])
def test_a_guideline_among_several_is_named(state: Applicable, language: Language, words: str) -> None:
    assert words in wording(language).words(why_silent(state, THEN, TODAY, "Resor"))
