from __future__ import annotations

import pytest

from assistant.question.small_talk import SmallTalk, small_talk


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("Hej!", SmallTalk.GREETING),
        ("hej hej", SmallTalk.GREETING),
        ("Tack!", SmallTalk.THANKS),
        ("Tack för hjälpen!", SmallTalk.THANKS),
        ("Hej, tack så mycket 😊", SmallTalk.THANKS),
        ("Okej. Ja!", SmallTalk.THANKS),
        ("Tack, hej då!", SmallTalk.FAREWELL),
        ("Vem är du?", SmallTalk.ABOUT_ASSISTANT),
        ("Hej! Vad kan du hjälpa mig med?", SmallTalk.ABOUT_ASSISTANT),
        ("x", SmallTalk.SCRAP),
        ("aaaa", SmallTalk.SCRAP),
        ("123", SmallTalk.SCRAP),
    ],
)
def test_small_talk_is_told_by_its_words(text: str, talk: SmallTalk) -> None:
    assert small_talk(text) is talk


@pytest.mark.parametrize(
    "text",
    [
        "Hej, kan vi få bidrag?",
        "bidrag",
        "Tack, och lokaler?",
        "Kan du hjälpa mig med ansökan?",
        "§ 5",
        "Ja, till mat?",
    ],
)
def test_what_asks_something_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None
