from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.answer_types import AnswerType
from assistant.citations import verify
from assistant.composing import compose
from assistant.model import Answer, CitationRole, ClaimKind, Route, Status, Verdict
from assistant.wording import wording
from corpus.model import Catalogue, PassageKind, Role


@pytest.fixture(scope="module")
def catalogue(made: Any) -> Catalogue:
    passages = (
        made.passage("titel", "Påhittad riktlinje", kind=PassageKind.TITLE),
        made.passage("kurs", role=Role.SUPPORT),
        made.passage("resa", role=Role.SUPPORT, conditions=("avtal", "kvitto")),
        made.passage("lokal", role=Role.SUPPORT, conditions=("avtal",)),
        made.passage("avtal", role=Role.CONDITION),
        made.passage("kvitto", role=Role.CONDITION),
        made.passage("ansokan", role=Role.PROCEDURE, refers_to="Påhittade ansökningsregler"),
        made.passage("historik", "Påhittad policy, fastställd 131128 och 090611", role=Role.HISTORY),
    )
    bank = made.bank(*passages, gaps=(made.gap("belopp"), made.gap("tid")))
    return made.catalogue(made.version("2020", *passages, valid_from=date(2020, 1, 1)), bank=bank)


@pytest.fixture(scope="module")
def answer(made: Any, catalogue: Catalogue) -> Any:
    def answer(*anchors: str, status: Status = Status.ANSWERED, near: tuple[str, ...] = (), **more: Any) -> Answer:
        keys = ("day", "language", "text")
        inquiry = {key: more.pop(key) for key in keys if key in more}
        route = Route(status, passages=made.cited(catalogue, *anchors), near=made.cited(catalogue, *near), **more)
        return verify(compose(made.inquiry(catalogue, route, **inquiry), catalogue, "påhittad"), catalogue)

    return answer


def claims(answer: Answer, kind: ClaimKind) -> list[str]:
    return [claim.text for claim in answer.claims if claim.kind is kind]


@pytest.mark.parametrize(
    ("anchors", "verdict", "conditions"),
    [
        (["kurs"], Verdict.FUNDABLE, []),
        (["resa"], Verdict.CONDITIONAL, ["avtal", "kvitto"]),
        (["resa", "lokal"], Verdict.CONDITIONAL, ["avtal", "kvitto"]),
        (["kurs", "lokal"], Verdict.CONDITIONAL, ["avtal"]),
        (["resa", "avtal"], Verdict.CONDITIONAL, ["kvitto"]),
        (["avtal"], None, []),
        (["ansokan"], None, []),
        (["historik"], None, []),
    ],
)
def test_the_verdict_follows_roles_and_each_term_is_added_once(
    answer: Any, anchors: list[str], verdict: Verdict | None, conditions: list[str]
) -> None:
    given = answer(*anchors)
    assert given.verdict is verdict
    assert claims(given, ClaimKind.QUOTE) == [c.quote for c in given.citations if c.role is CitationRole.ANSWER]
    assert [c.anchor for c in given.citations if c.role is CitationRole.CONDITION] == conditions
    assert len(claims(given, ClaimKind.CONDITION)) == len(conditions)
    assert [citation.anchor for citation in given.citations] == [*anchors, *conditions]


def test_the_lead_cites_all_that_answers_and_no_condition(answer: Any) -> None:
    lead, *quotes = answer("resa", "lokal").claims
    assert (lead.kind, lead.cites) == (ClaimKind.LEAD, (1, 2))
    assert [claim.cites for claim in quotes] == [(1,), (2,), (3,), (4,)]


def test_a_contradicted_question_gets_no_verdict_and_no_conditions(answer: Any) -> None:
    given = answer("resa", contradicts=True)
    assert given.verdict is None
    assert claims(given, ClaimKind.CONDITION) == []
    assert claims(given, ClaimKind.LEAD) == [wording("sv").say("answer", "contradicts")]
    assert [citation.anchor for citation in given.citations] == ["resa"]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("sv", "Däremot framgår inte något om belopp och något om tid."),
        ("en", "It does not, however, state any belopp and any tid."),
    ],
)
def test_a_partial_answer_names_what_is_missing(answer: Any, catalogue: Catalogue, language: str, word: str) -> None:
    bank = catalogue.guidelines[0].bank
    assert bank is not None
    given = answer("kurs", status=Status.PARTIAL, gaps=tuple(bank.gaps.values()), language=language)
    (missing,) = claims(given, ClaimKind.MISSING)
    assert missing.startswith(word)
    assert given.verdict is Verdict.FUNDABLE


def test_what_is_not_in_the_guideline_claims_nothing_but_points_to_what_is_near(answer: Any, made: Any) -> None:
    given = answer(status=Status.NOT_IN_GUIDELINES, near=("kurs",), gaps=(made.gap("tid"),))
    assert [claim.kind for claim in given.claims] == [ClaimKind.MISSING]
    assert given.claims[0].text == "Av riktlinjerna framgår inte något om tid. Säger."
    assert [citation.role for citation in given.citations] == [CitationRole.RELATED]
    assert given.verdict is None
    plain = answer(status=Status.NOT_IN_GUIDELINES)
    assert claims(plain, ClaimKind.MISSING) == [wording("sv").say("answer", "missing_plain")]


def test_history_dates_are_spelled_out(answer: Any) -> None:
    notes = claims(answer("historik"), ClaimKind.NOTE)
    assert notes == ["131128 betyder den 28 november 2013.", "090611 betyder den 11 juni 2009."]
    assert claims(answer("historik", language="en"), ClaimKind.NOTE)[0] == "131128 means 28 November 2013."


def test_a_document_that_is_not_held_is_named(answer: Any) -> None:
    (note,) = claims(answer("ansokan"), ClaimKind.NOTE)
    assert "”Påhittade ansökningsregler” finns inte" in note


@pytest.mark.parametrize("noted", [True, False])
@pytest.mark.parametrize(
    ("rules", "said", "linked"),
    [
        ({"passages": ("a",), "valid_from": date(2020, 1, 1)}, "som också finns här", ["regler"]),
        ({"passages": (), "valid_from": date(2020, 1, 1)}, "finns inte bland de texter", []),
        ({"passages": ("a",), "valid_from": date(2027, 1, 1)}, "ingen version av det dokumentet", []),
    ],
)
def test_a_document_that_is_referred_to_is_linked_in_its_version_in_force(
    made: Any, rules: dict[str, Any], said: str, linked: list[str], noted: bool
) -> None:
    title = "Regler för ansökan"
    asking = made.passage("ansokan", f"Även ”{title}” gäller.", refers_to=title if noted else None)
    here = made.version("2020", asking, valid_from=date(2020, 1, 1))
    passages = [made.passage(anchor) for anchor in rules["passages"]]
    there = made.version("2020", *passages, guideline_id="regler", title=title, valid_from=rules["valid_from"])
    catalogue = made.catalogue(here, there)
    route = Route(Status.ANSWERED, passages=made.cited(catalogue, "ansokan"))
    given = compose(made.inquiry(catalogue, route), catalogue, "p")
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
    made: Any, catalogue: Catalogue, dates: dict[str, date], said: str
) -> None:
    version = replace(catalogue.guidelines[0].versions[0], **{"valid_from": None, **dates})
    dated = made.catalogue(version)
    given = compose(made.inquiry(dated, Route(Status.ANSWERED, made.cited(dated, "titel"))), dated, "p")
    assert given.claims[0].text == f"Den version som gäller heter ”Påhittad riktlinje”. {said}"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_another_day_than_today_is_named_first(answer: Any, language: str) -> None:
    given = answer("kurs", day=date(2026, 12, 1), language=language)
    assert given.claims[0].kind is ClaimKind.DAY
    assert wording(given.language).day(date(2026, 12, 1)) in given.claims[0].text
    assert claims(answer("kurs", language=language), ClaimKind.DAY) == []


@pytest.mark.parametrize("status", [Status.SMALLTALK, Status.OFF_TOPIC, Status.REFUSED])
def test_what_is_not_about_the_guideline_gets_one_sentence(answer: Any, status: Status) -> None:
    given = answer(status=status, day=date(2026, 12, 1))
    assert [claim.kind for claim in given.claims] == [ClaimKind.LEAD]
    assert (given.citations, given.verdict) == ((), None)


def test_suggestions_are_neighbours_in_the_answers_language_never_the_question_itself(
    answer: Any, made: Any, catalogue: Catalogue
) -> None:
    neighbours = made.cited(catalogue, "resa", "kurs", "lokal", "ansokan", "historik")
    given = answer("resa", next_anchors=neighbours, text="vad om KURS?")
    assert given.suggestions == ("Vad om lokal?", "Vad om ansokan?", "Vad om historik?")
    assert answer("resa", next_anchors=neighbours, language="en").suggestions[0] == "What of kurs?"
    assert answer(status=Status.SMALLTALK).suggestions == ("Vad om kurs?", "Vad om resa?", "Vad om lokal?")


@pytest.mark.parametrize(
    ("version", "day", "said"),
    [
        ({"confirmed_in_force": date(2026, 11, 23)}, date(2026, 11, 22),
         "Det är inte känt vilken version av riktlinjerna som gällde den 22 november 2026. Därför svarar jag inte "
         "för den tiden. För dagar från och med den 23 november 2026 är det känt."),
        ({"adopted": date(2010, 1, 1)}, date(2026, 11, 22),
         "Det är inte känt vilken version av riktlinjerna som gällde den 22 november 2026. Därför svarar jag inte "
         "för den tiden."),
        ({"valid_from": date(2027, 1, 1)}, date(2026, 11, 22),
         "Den 22 november 2026 gällde ingen version av riktlinjerna."),
        ({"valid_from": date(2020, 1, 1), "passages": ()}, date(2026, 11, 22),
         "Den 22 november 2026 gällde ”Påhittad riktlinje v”, men texten finns inte kvar här."),
    ],
)  # fmt: skip
def test_each_state_of_the_timeline_gets_its_answer(made: Any, version: dict[str, Any], day: date, said: str) -> None:
    passages = version.pop("passages", (made.passage("a"),))
    catalogue = made.catalogue(made.version("v", *passages, **version))
    given = compose(made.inquiry(catalogue, None, day), catalogue, "p")
    assert [claim.kind for claim in given.claims] == [ClaimKind.DAY, ClaimKind.MISSING]
    assert given.claims[1].text == said
    assert (given.status, given.citations, given.verdict) == (Status.NOT_IN_GUIDELINES, (), None)


def test_what_was_found_by_nearness_alone_gives_no_verdict_and_asks_the_reader_to_judge(answer: Any) -> None:
    found = answer("resa", by_nearness=True)
    assert found.verdict is None
    assert claims(found, ClaimKind.LEAD) == [wording("sv").say("answer", "nearest")]
    assert claims(found, ClaimKind.CONDITION) == ["Text om avtal.", "Text om kvitto."]


def test_what_no_near_passage_states_is_named(answer: Any) -> None:
    found = answer(status=Status.NOT_IN_GUIDELINES, near=("kurs",), unheld=(AnswerType.AMOUNT, AnswerType.DAY))
    assert claims(found, ClaimKind.MISSING) == [
        "I det som ligger närmast din fråga anges inte något belopp och någon dag."
    ]


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.NOT_IN_GUIDELINES])
def test_doubt_is_said_and_other_readings_are_offered(
    answer: Any, made: Any, catalogue: Catalogue, status: Status
) -> None:
    others = made.cited(catalogue, "resa", "lokal")
    quoted = ("kurs",) if status is Status.ANSWERED else ()
    found = answer(*quoted, status=status, unsure=True, next_anchors=others)
    assert claims(found, ClaimKind.NOTE) == [wording("sv").say("answer", "unsure")]
    assert found.suggestions[:2] == ("Vad om resa?", "Vad om lokal?")
    assert claims(answer(*quoted, status=status, next_anchors=others), ClaimKind.NOTE) == []
