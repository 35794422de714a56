from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answer.citations import verify
from assistant.answer.compose import compose
from assistant.decision.model import Decision
from assistant.model import CitationRole, ClaimKind, Verdict
from assistant.question.answer_types import AnswerType
from assistant.texts.wording import wording
from corpus.model import Catalogue, LocatedPassage, PassageKind, Status
from tests.assistant.answer.conftest import OWN, Answered, claims

if TYPE_CHECKING:
    from tests.assistant.conftest import Made


def test_the_lead_cites_all_that_answers_and_no_condition(answer: Answered) -> None:
    lead, *quotes = answer("resa", "lokal").claims
    assert (lead.kind, lead.cites) == (ClaimKind.LEAD, (1, 2))
    assert [claim.cites for claim in quotes] == [(1,), (2,), (3,), (4,)]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("sv", "Däremot framgår inte något om belopp och något om tid."),
        ("en", "It does not, however, state any belopp and any tid."),
    ],
)
def test_a_partial_answer_names_what_is_missing(
    answer: Answered, catalogue: Catalogue, language: str, word: str
) -> None:
    bank = catalogue.guidelines[0].bank
    assert bank is not None
    given = answer("kurs", status=Status.PARTIAL, gaps=tuple(bank.gaps.values()), language=language)
    (missing,) = claims(given, ClaimKind.MISSING)
    assert missing.startswith(word)
    assert given.verdict is Verdict.FUNDABLE


def test_what_is_not_in_the_guideline_claims_nothing_but_points_to_what_is_near(
    answer: Answered, made: type[Made]
) -> None:
    given = answer(status=Status.NOT_IN_GUIDELINES, near=("kurs",), gaps=(made.gap("tid"),))
    assert [claim.kind for claim in given.claims] == [ClaimKind.MISSING]
    assert given.claims[0].text == "Av riktlinjerna framgår inte något om tid. Säger."
    assert [citation.role for citation in given.citations] == [CitationRole.RELATED]
    assert given.verdict is None
    plain = answer(status=Status.NOT_IN_GUIDELINES)
    assert claims(plain, ClaimKind.MISSING) == [wording("sv").say("abstention", "missing_plain")]


def test_history_dates_are_spelled_out(answer: Answered) -> None:
    notes = claims(answer("historik"), ClaimKind.NOTE)
    assert notes == ["131128 betyder den 28 november 2013.", "090611 betyder den 11 juni 2009."]
    assert claims(answer("historik", language="en"), ClaimKind.NOTE)[0] == "131128 means 28 November 2013."


def test_a_document_that_is_not_held_is_named(answer: Answered) -> None:
    (note,) = claims(answer("ansokan"), ClaimKind.NOTE)
    assert "”Påhittade ansökningsregler” finns inte" in note


@pytest.mark.parametrize("noted", [True, False])
@pytest.mark.parametrize(
    ("rules", "said", "linked"),
    [
        ({"passages": ("a",), "valid_from": date(2020, 1, 1)}, "som också finns här", ["regler"]),
        ({"passages": (), "valid_from": date(2020, 1, 1)}, "finns inte bland de texter", []),
        ({"passages": ("a",), "valid_from": date(2027, 1, 1)}, "ingen text till det dokumentet", []),
    ],
)
def test_a_document_that_is_referred_to_is_linked_in_its_version_in_force(
    made: type[Made], rules: dict[str, Any], said: str, linked: list[str], noted: bool
) -> None:
    title = "Regler för ansökan"
    asking = made.passage("ansokan", f"Även ”{title}” gäller.", refers_to=title if noted else None)
    here = made.version("2020", asking, valid_from=date(2020, 1, 1))
    passages = [made.passage(anchor) for anchor in rules["passages"]]
    there = made.version("2020", *passages, guideline_id="regler", title=title, valid_from=rules["valid_from"])
    catalogue = made.catalogue(here, there)
    decision = Decision(Status.ANSWERED, passages=made.cited(catalogue, "ansokan"))
    given = compose(made.state(catalogue, decision), catalogue, "p")
    notes = claims(given, ClaimKind.NOTE)
    if passages or noted:  # a title that the corpus does not hold is recognised only where staff noted it
        assert said in notes[0]
    related = [citation for citation in given.citations if citation.role is CitationRole.RELATED]
    assert [citation.guideline_id for citation in related] == linked


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"confirmed_in_force": date(2026, 11, 23)},
         "Beslutsdatum anges inte i dokumentet. Att den gäller bekräftades den 23 november 2026."),
        ({"valid_from": date(2024, 1, 1), "adopted": date(2023, 12, 5)},
         "Den beslutades den 5 december 2023. Den gäller från och med den 1 januari 2024."),
    ],
)  # fmt: skip
def test_the_title_answers_which_version_and_what_is_known_of_it(
    made: type[Made], catalogue: Catalogue, dates: dict[str, Any], said: str
) -> None:
    version = replace(catalogue.guidelines[0].versions[0], **{"valid_from": None, **dates})
    dated = made.catalogue(version)
    given = compose(made.state(dated, Decision(Status.ANSWERED, made.cited(dated, "titel"))), dated, "p")
    assert given.claims[0].text == f"Den version som gäller heter ”Påhittad riktlinje”. {said}"


@pytest.mark.parametrize("status", [Status.SMALLTALK, Status.OFF_TOPIC, Status.REFUSED])
def test_what_is_not_about_the_guideline_gets_one_sentence(answer: Answered, status: Status) -> None:
    given = answer(status=status, day=date(2026, 12, 1))
    assert [claim.kind for claim in given.claims] == [ClaimKind.LEAD]
    assert (given.citations, given.verdict) == ((), None)


def test_what_no_near_passage_states_is_named(answer: Answered) -> None:
    found = answer(
        status=Status.NOT_IN_GUIDELINES, near=("kurs",), missing_answer_types=(AnswerType.AMOUNT, AnswerType.DAY)
    )
    assert claims(found, ClaimKind.MISSING) == [
        "I det som ligger närmast din fråga anges inte något belopp och någon dag."
    ]


def test_the_reader_s_doubt_is_not_told_as_silence(answer: Answered) -> None:
    missing = (AnswerType.AMOUNT,)
    found = answer(
        status=Status.NOT_IN_GUIDELINES, near=("kurs",), by_reader=True, unsure=True, missing_answer_types=missing
    )
    assert claims(found, ClaimKind.MISSING) == [wording("sv").say("abstention", "uncertain")]
    assert claims(found, ClaimKind.NOTE) == []


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.NOT_IN_GUIDELINES])
def test_doubt_is_said_and_other_readings_are_offered(
    answer: Answered, made: type[Made], catalogue: Catalogue, status: Status
) -> None:
    others = made.cited(catalogue, "resa", "lokal")
    quoted = ("kurs",) if status is Status.ANSWERED else ()
    found = answer(*quoted, status=status, unsure=True, next_passages=others)
    assert claims(found, ClaimKind.NOTE) == [wording("sv").say("answer", "unsure")]
    assert found.suggestions[:2] == ("Vad om resa?", "Vad om lokal?")
    assert claims(answer(*quoted, status=status, next_passages=others), ClaimKind.NOTE) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (OWN.first, "Den version som gäller heter ”Påhittad riktlinje”. Beslutsdatum anges inte i dokumentet. "
         "Den gäller från och med den 1 januari 2020."),
        (date(2021, 6, 6), "Den version som gällde heter ”Påhittad riktlinje”. Beslutsdatum anges inte i dokumentet. "
         "Den gäller från och med den 1 januari 2020."),
        (date(2027, 6, 6), "Den version som gäller då heter ”Påhittad riktlinje”. Beslutsdatum anges inte i "
         "dokumentet. Den gäller från och med den 1 januari 2020."),
    ],
)  # fmt: skip
def test_the_version_is_told_in_the_tense_of_its_time(answer: Answered, day: date, said: str) -> None:
    assert claims(answer("titel", day=day), ClaimKind.LEAD) == [said]


def test_a_version_that_is_over_is_told_with_its_last_day(made: type[Made]) -> None:
    held = made.catalogue(
        made.version("2022", made.passage("a"), valid_from=date(2022, 1, 1)),
        made.version("2020", made.passage("titel", "Gammal", kind=PassageKind.TITLE), valid_from=date(2020, 1, 1)),
    )
    old = held.guidelines[0].versions[0]
    decision = Decision(Status.ANSWERED, (LocatedPassage(old, old.passages[0]),))
    given = verify(compose(made.state(held, decision, date(2021, 6, 6)), held, "p"), held)
    (lead,) = claims(given, ClaimKind.LEAD)
    assert lead.endswith("Den gällde från och med den 1 januari 2020 till och med den 31 december 2021.")
    assert [citation.version_status for citation in given.citations] == ["current"]  # on the day that was asked about
