from __future__ import annotations

from datetime import date
from string import Formatter

import pytest

from assistant.model import Language, Verdict
from assistant.wording import LANGUAGES, Wording, wording
from corpus.timeline import VersionStatus

ROOMS = [room for room in Wording.model_fields if room not in ("language", "months", "date")]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "cli"])
def test_both_languages_say_the_same_things(room: str) -> None:
    swedish, english = getattr(wording("sv"), room), getattr(wording("en"), room)
    assert set(swedish) == set(english)
    for key in swedish:
        assert placeholders(swedish[key]) == placeholders(english[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS)
def test_every_text_can_be_said(language: Language, room: str) -> None:
    for key, text in getattr(wording(language), room).items():
        said = wording(language).say(room, key, **dict.fromkeys(placeholders(text), "{värde}"))  # type: ignore[arg-type]
        assert said.count("{värde}") == sum(name is not None for _, name, _, _ in Formatter().parse(text)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_and_version_status_has_a_name(language: Language) -> None:
    assert set(wording(language).verdict) == set(Verdict)
    assert set(wording(language).version_status) == set(VersionStatus)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_never_promises(language: Language) -> None:
    texts = wording(language).answer
    said = " ".join(texts[key] for key in texts if key.removeprefix("overview_") in set(Verdict)).lower()
    assert "ni får" not in said
    assert "you may" not in said
    assert "enligt riktlinjerna" in said or "according to the guideline" in said


def test_no_earlier_version_is_called_repealed() -> None:
    for language in LANGUAGES:
        texts = wording(language)
        everything = " ".join(str(getattr(texts, room)) for room in ROOMS).lower()
        assert not any(word in everything for word in ("upphävd", "upphävt", "upphäva", "repealed"))
    assert wording("sv").version_status["superseded"] == "tidigare"


def test_dates_are_in_words() -> None:
    assert wording("sv").day(date(2013, 11, 28)) == "28 november 2013"
    assert wording("en").day(date(2009, 6, 1)) == "1 June 2009"
    assert all(len(wording(language).months) == 12 for language in LANGUAGES)


def test_a_text_that_does_not_exist_is_a_fault() -> None:
    with pytest.raises(KeyError):
        wording("sv").say("answer", "finns_inte")
