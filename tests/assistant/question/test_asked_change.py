from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.question.asked_change import AskedChange, asked_change
from assistant.question.time.timed_text import TimedText

TODAY = date(2026, 11, 26)
ITEMS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("asked_changes.yaml").read_text(encoding="utf-8"))


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.95), ("test", 0.88)])
def test_questions_about_changes_are_told_from_others(split: str, floor: float) -> None:
    right = [
        (asked_change(TimedText(item["text"], TODAY)) is not None) == item["asks_change"]
        for item in ITEMS
        if item["split"] == split
    ]
    assert sum(right) / len(right) >= floor


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_days_to_compare_are_found(split: str) -> None:
    asking = [item for item in ITEMS if item["split"] == split and item["asks_change"]]
    found = [(asked, item) for item in asking if (asked := asked_change(TimedText(item["text"], TODAY))) is not None]
    right = [(asked.since, asked.until) == (day(item["since"]), day(item["until"])) for asked, item in found]
    assert sum(right) / len(right) >= 0.95


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Vad har ändrats i riktlinjerna?", None, None),
        ("Vad har ändrats sedan 2013?", "2013-01-01", None),
        ("Vi sökte 2019. Vad har ändrats sedan dess?", "2019-01-01", None),
        ("Har kraven skärpts efter 2015?", "2015-12-31", None),
        ("Vad ändrades 2020?", "2019-12-31", "2020-12-31"),
        ("Vad ändrades 131128?", "2013-11-27", "2013-11-28"),
        ("Vad ändrades mellan 2013 och 2020?", "2013-01-01", "2020-12-31"),
        ("Vad ändrades efter årsskiftet?", "2025-12-31", "2026-01-01"),
        ("Vad ändras från och med den 1 januari?", "2026-12-31", "2027-01-01"),
        ("Vad ändras efter årsskiftet?", "2026-12-31", "2027-01-01"),
        ("What changes next year?", "2026-12-31", "2027-12-31"),
        ("Hur skiljer sig reglerna 2020 från reglerna 2012?", "2012-01-01", "2020-12-31"),
        ("Vad är skillnaden mellan 2012 och nu?", "2012-01-01", "2026-11-26"),
        ("Vad skiljer reglerna i dag från 2012?", "2012-01-01", None),
        ("Vad är nytt i policyn från 2013?", None, None),  # the year names a document
    ],
)
def test_the_days_that_a_question_names(text: str, since: str | None, until: str | None) -> None:
    asked = asked_change(TimedText(text, TODAY))
    assert asked is not None
    assert (asked.since, asked.until) == (day(since), day(until))


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Vad har ändrats i riktlinjerna sedan 2013?", ""),
        ("Hur skiljer sig reglerna 2012 från reglerna 2020?", ""),
        ("How does the new version differ from the old one?", ""),
        ("Är reglerna desamma som i förra versionen?", ""),
        ("Vad skiljer 2013 års policy från den nya versionen?", ""),
        ("Vilka skillnader finns mellan den gamla och den nya policyn?", ""),
        ("Har reglerna för resor ändrats sedan i fjol?", "resor"),
        ("Har beloppet för hotell ändrats?", "beloppet hotell"),
        ("Has the hotel amount changed since 2019?", "hotel amount"),
        ("Har kraven på upphandling skärpts?", "upphandling"),
    ],
)
def test_the_matter_is_what_is_left_without_change_rules_and_time(text: str, matter: str) -> None:
    asked = asked_change(TimedText(text, TODAY))
    assert asked is not None
    assert asked.matter == matter


@pytest.mark.parametrize(
    ("text", "ahead", "of_newest", "of_rules"),
    [
        ("Vad har ändrats?", False, False, True),
        ("Vad ändras?", True, False, True),
        ("Vad kommer att ändras i riktlinjerna?", True, False, True),
        ("Vad är nytt i den nya versionen?", False, True, True),
        ("Vad är nytt i nästa version av riktlinjerna?", True, True, True),
        ("What is new in the upcoming guideline?", True, True, True),
        ("Har beloppet för hotell ändrats?", False, False, False),
        ("Har villkoren för hotell ändrats?", False, False, True),
    ],
)
def test_what_a_question_looks_at(text: str, ahead: bool, of_newest: bool, of_rules: bool) -> None:
    asked = asked_change(TimedText(text, TODAY))
    assert isinstance(asked, AskedChange)
    assert (asked.ahead, asked.of_newest, asked.of_rules) == (ahead, of_newest, of_rules)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kan vi få en handledare?",
        "Vad gällde 2012?",
        "Kan vi ändra vår ansökan?",
        "Får vi ändra i avtalet?",
        "Har vi ändrat något?",
        "Hur ändrar man adress?",
        "Har regeringens kriterier ändrats?",
        "Vad är skillnaden mellan ASF och daglig verksamhet?",
        "vad är skillnaden mot ett vanligt socialt företag",
        "Om reglerna ändras, vad händer då?",
        "Vem beslutar om ändringar i riktlinjerna?",
        "Kan vi starta ett nytt företag?",
        "Var finns ändringshistoriken?",
    ],
)
def test_a_word_for_change_is_not_enough(text: str) -> None:
    assert asked_change(TimedText(text, TODAY)) is None
