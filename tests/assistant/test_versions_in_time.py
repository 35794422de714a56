"""Two made-up guidelines in several almost equal versions, asked about on, before and after the days they change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.answer.citations import verify
from assistant.model import Answer, CitationRole, ClaimKind, Question, Turn
from assistant.pipeline import Pipeline
from corpus.model import Status
from corpus.timeline import VersionStatus
from index.build.publish_now import build
from index.embedding.cached_model import CachedModel
from index.model import ReadingModel
from index.publishing.published_index import PublishedIndex, open_published

pytestmark = pytest.mark.slow
DOCUMENTS = Path(__file__).parents[2] / "evals" / "corpora" / "versioner"
TODAY = date(2026, 11, 26)
HOTEL = "Hur mycket kan man få för hotell per natt?"
HOTEL_THEN = "Hur mycket kunde man få för hotell per natt {}?"
RENT = "Med hur mycket per månad kan hyra för lokal ersättas?"
KINDS_OF_QUOTES = (ClaimKind.QUOTE, ClaimKind.BEFORE, ClaimKind.AFTER)
Ask = Callable[..., Answer]


class Clock:
    """Tells the day that it was set to."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def index(model: ReadingModel, tmp_path_factory: pytest.TempPathFactory) -> PublishedIndex:
    data = tmp_path_factory.mktemp("versions")
    build(DOCUMENTS, data, "bundled", lambda _: model)
    return open_published(data)


@pytest.fixture(scope="module")
def ask(clock: Clock, index: PublishedIndex, cached_model: CachedModel) -> Ask:
    """ask(question, *earlier questions, today=…, as_of=…): one pipeline, whose clock is set to that day."""
    pipeline = Pipeline(index, cached_model, clock)

    def ask(text: str, *earlier: str, today: date = TODAY, as_of: date | None = None) -> Answer:
        clock.day = today
        turns = tuple(Turn("user", content) for content in earlier)
        return pipeline.answer(Question(text, turns, as_of))

    return ask


def quotes(answer: Answer) -> list[str]:
    return [claim.text for claim in answer.claims if claim.kind in KINDS_OF_QUOTES]


def texts(answer: Answer, kind: ClaimKind) -> list[str]:
    return [claim.text for claim in answer.claims if claim.kind is kind]


def evidence(answer: Answer) -> set[str]:
    """Versions that are cited as answers, with what they are called."""
    return {f"{c.version_id} {c.version_status}" for c in answer.citations if c.role is CitationRole.ANSWER}


def hotel(kronor: str) -> list[str]:
    return [f"hotell: högst {kronor} kronor per natt"]


@pytest.mark.parametrize(
    ("last", "before", "after"),
    [
        (date(2020, 12, 31), "900", "1 050"),
        (date(2025, 12, 31), "1 200", "1 350"),
        (date(2026, 12, 31), "1 350", "1 500"),
    ],
)
def test_the_answer_changes_at_midnight(ask: Ask, last: date, before: str, after: str) -> None:
    for day, kronor in ((last, before), (last + timedelta(days=1), after), (last, before)):
        answer = ask(HOTEL, today=day)
        assert (answer.status, quotes(answer), answer.as_of) == (Status.ANSWERED, hotel(kronor), day)
        assert {citation.version_status for citation in answer.citations} == {VersionStatus.CURRENT}


def test_the_last_day_before_a_change_tells_of_it(ask: Ask) -> None:
    assert texts(ask(HOTEL, today=date(2026, 12, 31)), ClaimKind.NOTE) == [
        "Det här ändras: från och med den 1 januari 2027 gäller en ny version av ”Riktlinjer för stöd till resor och "
        "studiebesök”."
    ]
    assert texts(ask(HOTEL, today=date(2027, 1, 1)), ClaimKind.NOTE) == []


@pytest.mark.parametrize(
    ("day", "kronor", "line"),
    [
        (date(2019, 5, 5), "900", "Svaret gäller den 5 maj 2019."),
        (date(2023, 3, 31), "1 050", "Svaret gäller den 31 mars 2023."),
        (date(2027, 1, 1), "1 500", "Svaret gäller den 1 januari 2027, enligt det som är beslutat i dag."),
    ],
)
def test_a_chosen_day_is_answered_from_its_version(ask: Ask, day: date, kronor: str, line: str) -> None:
    answer = ask(HOTEL, as_of=day)
    assert (quotes(answer), answer.as_of, answer.is_today) == (hotel(kronor), day, False)
    assert texts(answer, ClaimKind.DAY) == [line]
    assert {citation.version_status for citation in answer.citations} == {VersionStatus.CURRENT}


@pytest.mark.parametrize(
    ("when", "kronor", "as_of"),
    [
        ("2022", "1 050", date(2022, 12, 31)),
        ("den 31 december 2020", "900", date(2020, 12, 31)),
        ("210101", "1 050", date(2021, 1, 1)),
        ("före 2021", "900", date(2020, 12, 31)),
        ("i fjol", "1 200", date(2025, 12, 31)),
    ],
)
def test_a_time_in_the_question_selects_its_version(ask: Ask, when: str, kronor: str, as_of: date) -> None:
    answer = ask(HOTEL_THEN.format(when))
    assert (answer.status, quotes(answer), answer.as_of) == (Status.ANSWERED, hotel(kronor), as_of)


def test_a_coming_day_in_the_question_selects_its_version(ask: Ask) -> None:
    answer = ask("Hur mycket kan man få för hotell per natt från och med den 1 januari 2027?")
    assert (quotes(answer), answer.as_of) == (hotel("1 500"), date(2027, 1, 1))


def test_a_year_that_names_a_document_selects_nothing(ask: Ask) -> None:
    assert ask("Vad säger 2020 års riktlinjer om hotell per natt?").as_of == TODAY


def test_the_question_s_time_prevails_over_the_chosen_day_and_the_answer_says_so(ask: Ask) -> None:
    answer = ask(HOTEL_THEN.format(2022), as_of=date(2024, 1, 1))
    assert (quotes(answer), answer.as_of) == (hotel("1 050"), date(2022, 12, 31))
    assert texts(answer, ClaimKind.DAY) == [
        "Frågan gäller år 2022, inte den dag som du har valt, den 1 januari 2024. Svaret gäller år 2022."
    ]


def test_a_year_over_two_versions_and_a_time_without_one_is_answered_in_part(ask: Ask) -> None:
    answer = ask(HOTEL_THEN.format(2023))
    assert answer.status is Status.PARTIAL
    assert texts(answer, ClaimKind.GROUP) == [
        "Från och med den 1 januari 2023 till och med den 31 mars 2023:",
        "Från och med den 1 april 2023 till och med den 30 juni 2023:",
        "Från och med den 1 juli 2023 till och med den 31 december 2023:",
    ]
    assert quotes(answer) == [*hotel("1 050"), *hotel("1 200")]
    assert evidence(answer) == {"2020-11-24 superseded", "2023-05-30 current"}  # from the last day of the year
    assert any("gällde ingen version av ”Riktlinjer för stöd till resor" in t for t in texts(answer, ClaimKind.MISSING))


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2023, 4, 1), date(2023, 6, 30)])
def test_on_a_day_without_a_version_nothing_is_quoted(ask: Ask, day: date) -> None:
    for answer in (
        ask(HOTEL, today=day),
        ask(HOTEL, as_of=day),
        ask(HOTEL_THEN.format(f"den {day.day}/{day.month} {day.year}")),
    ):
        assert (answer.status, answer.citations) == (Status.NOT_IN_GUIDELINES, ())
        assert any("ingen version av ”Riktlinjer för stöd till resor" in claim.text for claim in answer.claims)


def test_a_lost_text_is_named_and_not_replaced_by_another(ask: Ask) -> None:
    answer = ask("Med hur mycket per månad kunde hyra för lokal ersättas 2022?")
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert not any("hyra" in citation.quote.lower() for citation in answer.citations)
    lost = "Under 2022 gällde ”Riktlinjer för stöd till lokaler och utrustning”, men texten finns inte kvar här."
    assert lost in [claim.text for claim in answer.claims]
    assert quotes(ask(RENT, today=date(2021, 12, 31))) == [
        "Hyra för lokal kan ersättas med högst 6 000 kronor per månad."
    ]
    assert quotes(ask(RENT, today=date(2022, 1, 1))) == []
    assert quotes(ask(RENT, today=date(2024, 1, 1))) == [
        "Hyra för lokal kan ersättas med högst 7 500 kronor per månad."
    ]


def test_the_last_change_is_told_from_both_versions(ask: Ask) -> None:
    answer = ask("Har beloppet för hotell ändrats?")
    assert (answer.status, quotes(answer)) == (Status.ANSWERED, [*hotel("1 200"), *hotel("1 350")])
    assert evidence(answer) == {"2023-05-30 superseded", "2025-11-25 current"}


def test_a_coming_change_is_told_and_the_version_called_upcoming(ask: Ask) -> None:
    answer = ask("Vad ändras i riktlinjerna vid årsskiftet?")
    assert [*hotel("1 350"), *hotel("1 500")] == [text for text in quotes(answer) if text.startswith("hotell")]
    assert evidence(answer) == {"2025-11-25 current", "2026-11-10 upcoming"}
    assert (answer.status, answer.as_of) == (Status.ANSWERED, TODAY)


def test_changes_since_a_year_are_told(ask: Ask) -> None:
    answer = ask("Hur har beloppet för hotell ändrats sedan 2019?")
    assert quotes(answer) == [*hotel("900"), *hotel("1 350")]


def test_changes_are_not_told_where_a_text_is_lost(ask: Ask) -> None:
    answer = ask("Vad ändrades i reglerna 2022?")
    assert (answer.status, answer.citations) == (Status.NOT_IN_GUIDELINES, ())
    (claim,) = answer.claims
    assert claim.text.startswith("Jag kan inte säga vad som har ändrats. Den 31 december 2022 gällde ”Riktlinjer för")


@pytest.mark.parametrize(
    ("turns", "kronor", "as_of"),
    [
        ([HOTEL, "Och 2022?"], "1 050", date(2022, 12, 31)),
        ([HOTEL, "Och 2022?", "Och nu?"], "1 350", TODAY),
        ([HOTEL, "Och 2022?", "Och 2020?"], "900", date(2020, 12, 31)),
        ([HOTEL_THEN.format(2022), "Och nu?"], "1 350", TODAY),
        ([HOTEL, "Och den 1 januari 2027?"], "1 500", date(2027, 1, 1)),
    ],
)
def test_a_follow_up_may_name_another_time(ask: Ask, turns: list[str], kronor: str, as_of: date) -> None:
    *earlier, last = turns
    answer = ask(last, *earlier)
    assert (answer.status, quotes(answer), answer.as_of) == (Status.ANSWERED, hotel(kronor), as_of)


@pytest.mark.parametrize(
    ("question", "own", "referred"),
    [
        ("Vad gäller för resor till och från lokalen?", "2026-05-26", "2025-11-25"),
        ("Vad gällde för resor till och från lokalen 2020?", "2019-11-19", "2018-11-20"),
        ("Vad gällde för resor till och från lokalen 2024?", "2023-11-21", "2023-05-30"),
    ],
)
def test_a_cross_reference_cites_the_other_guideline_in_its_version_in_force(
    ask: Ask, question: str, own: str, referred: str
) -> None:
    answer = ask(question)
    assert evidence(answer) == {f"{own} current"}
    related = [(c.guideline_id, c.version_id, c.version_status) for c in answer.citations if c.role == "related"]
    assert related == [("resor-exempel", referred, VersionStatus.CURRENT)]


QUESTIONS = (
    HOTEL,
    RENT,
    "Vad gäller?",
    "Vad gäller nästa år?",
    "Vad gäller för taxi?",
    "Vad har ändrats i riktlinjerna?",
    "Vad ändras nästa år?",
    "Får lokalen hyras ut i andra hand?",
    "Vad gällde för flygresor förra året?",
)
IN_FORCE = {
    date(2026, 6, 30): {"2025-11-25", "2023-11-21"},
    date(2026, 7, 1): {"2025-11-25", "2026-05-26"},
    TODAY: {"2025-11-25", "2026-05-26"},
    date(2026, 12, 31): {"2025-11-25", "2026-05-26"},
    date(2027, 1, 1): {"2026-11-10", "2026-05-26"},
    date(2027, 7, 1): {"2026-11-10"},
}


@pytest.mark.parametrize("today", IN_FORCE)
def test_no_version_is_called_current_but_the_one_in_force(ask: Ask, index: PublishedIndex, today: date) -> None:
    called: dict[VersionStatus, set[str]] = {status: set() for status in VersionStatus}
    for question in QUESTIONS:
        answer = ask(question, today=today)
        assert verify(answer, index.catalogue) is answer
        for citation in answer.citations:
            assert citation.valid_from is not None
            is_upcoming = citation.version_status is VersionStatus.UPCOMING
            assert is_upcoming == (citation.valid_from > answer.as_of)
            if answer.is_today:
                called[citation.version_status].add(citation.version_id)
    assert called[VersionStatus.CURRENT] == IN_FORCE[today]
    assert not called[VersionStatus.SUPERSEDED] & IN_FORCE[today]


def test_what_changed_is_asked_from_the_chosen_day(ask: Ask) -> None:
    answer = ask("Vad har ändrats i riktlinjerna för resor?", as_of=date(2021, 6, 1))
    cited = {citation.version_id for citation in answer.citations if citation.guideline_id == "resor-exempel"}
    assert cited == {"2018-11-20", "2020-11-24"}
    assert {c.version_status for c in answer.citations} == {VersionStatus.SUPERSEDED, VersionStatus.CURRENT}


@pytest.mark.parametrize("matter", ["körkort", "pensionsåldern", "semester"])
def test_a_change_of_what_no_guideline_holds_is_not_made_up(ask: Ask, matter: str) -> None:
    answer = ask(f"Har reglerna för {matter} ändrats sedan 2020?")
    assert not {claim.kind for claim in answer.claims} & {ClaimKind.BEFORE, ClaimKind.AFTER}
    assert not any("inte ändrats" in claim.text for claim in answer.claims)


def test_an_earlier_version_without_a_date_is_not_answered_in_silence(ask: Ask) -> None:
    answer = ask("Hur mycket kan man få för hotell per natt enligt den förra versionen?")
    assert any("den version som gäller i dag" in text for text in texts(answer, ClaimKind.NOTE))


def test_terms_that_will_change_are_told(ask: Ask) -> None:
    assert any("1 januari 2027" in claim.text for claim in ask(HOTEL).claims if claim.kind is ClaimKind.NOTE)
