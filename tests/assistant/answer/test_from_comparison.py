from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answer.citations import numbered, verify
from assistant.answer.compose import compose
from assistant.answer.from_comparison import statements_of_changes, status_of_changes
from assistant.decision.comparison import compare, narrowed
from assistant.decision.model import VersionComparison
from assistant.model import Answer, CitationRole, Claim, ClaimKind
from assistant.question.asked_change import AskedChange
from assistant.texts.wording import wording
from corpus.model import Catalogue, Passage, PassageKey, Status, Version

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

TODAY = date(2026, 11, 23)
LAST = AskedChange(None, None, ahead=False, of_rules=True, of_newest=False, matter="")
NEXT = replace(LAST, ahead=True)


@pytest.fixture(scope="module")
def catalogue(made: type[Made]) -> Catalogue:
    def version(start: int, *passages: Passage) -> Version:
        return made.version(str(start), *passages, valid_from=date(start, 1, 1))

    fee, stays = "Resor ersätts med högst {} kronor per person.", made.passage("kvitto", "Kvitton sparas.")
    return made.catalogue(
        version(2020),
        version(2022, made.passage("resa", fee.format(100)), made.passage("buss", "Buss går bra."), stays),
        version(2024, made.passage("resa", fee.format(200)), made.passage("taxi", "Taxi ersätts aldrig."), stays),
        version(2027, made.passage("resa", fee.format(200)), made.passage("taxi", "Taxi ersätts aldrig."), stays),
    )


def said(catalogue: Catalogue, asked: AskedChange, *about: PassageKey) -> list[tuple[ClaimKind, str, tuple[int, ...]]]:
    found = compare(asked, catalogue, TODAY)
    comparisons = narrowed(found, set(about)) if about else found
    statements = [each for comparison in comparisons for each in statements_of_changes(comparison, TODAY)]
    _, numbers = numbered(statements, catalogue, TODAY)
    return [
        (each.kind, wording("sv").words(each.words), tuple(numbers[passage.key] for passage, _ in each.cited))
        for each in statements
        if each.kind is not None
    ]


def test_changes_are_quoted_from_both_versions_grouped_by_kind(catalogue: Catalogue) -> None:
    assert said(catalogue, LAST) == [
        (ClaimKind.LEAD, "Jämfört med versionen från och med den 1 januari 2022 är det här ändrat i versionen från och "
         "med den 1 januari 2024:", ()),
        (ClaimKind.GROUP, "Ändrat:", ()),
        (ClaimKind.BEFORE, "Resor ersätts med högst 100 kronor per person.", (1,)),
        (ClaimKind.AFTER, "Resor ersätts med högst 200 kronor per person.", (2,)),
        (ClaimKind.GROUP, "Tillkommit:", ()),
        (ClaimKind.QUOTE, "Taxi ersätts aldrig.", (3,)),
        (ClaimKind.GROUP, "Borttaget:", ()),
        (ClaimKind.QUOTE, "Buss går bra.", (4,)),
    ]  # fmt: skip


def test_what_was_asked_about_and_has_not_changed_is_quoted(catalogue: Catalogue, made: type[Made]) -> None:
    assert said(catalogue, LAST, (f"{made.guideline_id}/2024", "kvitto")) == [
        (ClaimKind.LEAD, "Det har inte ändrats. I versionen från och med den 1 januari 2024 står detsamma som i "
         "versionen från och med den 1 januari 2022:", (1,)),
        (ClaimKind.QUOTE, "Kvitton sparas.", (1,)),
    ]  # fmt: skip


def test_versions_with_the_same_text_are_said_to_be_the_same(catalogue: Catalogue) -> None:
    lead, quote = said(catalogue, NEXT)
    assert lead[:2] == (
        ClaimKind.LEAD,
        "Texten i versionen från och med den 1 januari 2027 är densamma som i versionen från och med den 1 januari "
        "2024.",
    )
    assert (quote[0], lead[2]) == (ClaimKind.QUOTE, quote[2])


def test_one_version_throughout_is_said_to_be_so(catalogue: Catalogue) -> None:
    lead, quote = said(catalogue, replace(LAST, since=date(2025, 1, 1)))
    assert lead[1:] == (
        "Inget har ändrats. Det är samma version hela tiden: versionen från och med den 1 januari 2024.",
        (1,),
    )
    assert quote[2] == (1,)


@pytest.mark.parametrize(
    ("since", "until", "reason"),
    [
        (date(2021, 1, 1), None, "Den 1 januari 2021 gällde ”Påhittad riktlinje 2020”, men texten finns inte kvar"),
        (date(2012, 1, 1), None, "Den 1 januari 2012 gällde ingen version av ”Påhittad riktlinje 2027”."),
        (date(2012, 1, 1), date(2021, 1, 1), "Den 1 januari 2012 gällde ingen version"),
    ],
)
def test_a_text_that_is_not_there_is_not_compared(
    catalogue: Catalogue, since: date, until: date | None, reason: str
) -> None:
    ((kind, text, cites),) = said(catalogue, replace(LAST, since=since, until=until))
    assert (kind, cites) == (ClaimKind.MISSING, ())
    assert text.startswith(f"Jag kan inte säga vad som har ändrats. {reason}")


def test_a_version_without_a_known_start_is_named_by_its_confirmation(made: type[Made]) -> None:
    undated = made.version("odaterad", made.passage("a"), confirmed_in_force=date(2025, 1, 1))
    new = made.version("2026", made.passage("a", "En helt annan sak."), valid_from=date(2026, 1, 1))
    lead, *_ = said(made.catalogue(undated, new), LAST)
    assert "versionen som bekräftades gälla den 1 januari 2025" in lead[1]


@pytest.mark.parametrize(("count", "left"), [(8, None), (9, "(1)"), (20, "(12)")])
def test_long_lists_of_changes_are_cut_and_counted(made: type[Made], count: int, left: str | None) -> None:
    stays = made.passage("kvitto", "Kvitton sparas.")
    added = [made.passage(f"sak{i}", f"{chr(97 + i) * 5} {chr(98 + i) * 6}.") for i in range(count)]
    catalogue = made.catalogue(
        made.version("2020", stays, valid_from=date(2020, 1, 1)),
        made.version("2024", stays, *added, valid_from=date(2024, 1, 1)),
    )
    claims = said(catalogue, LAST)
    assert sum(kind is ClaimKind.QUOTE for kind, _, _ in claims) == 8
    notes = [text for kind, text, _ in claims if kind is ClaimKind.NOTE]
    assert [left is not None and left in text for text in notes] == ([True] if left else [])


@pytest.mark.parametrize(
    ("possible", "status"),
    [
        ([True], Status.ANSWERED),
        ([True, True], Status.ANSWERED),
        ([True, False], Status.PARTIAL),
        ([False, False], Status.NOT_IN_GUIDELINES),
        ([], Status.NOT_IN_GUIDELINES),
    ],
)
def test_the_status_says_how_much_could_be_compared(catalogue: Catalogue, possible: list[bool], status: Status) -> None:
    (told,), (dark,) = compare(LAST, catalogue, TODAY), compare(replace(LAST, since=date(2021, 1, 1)), catalogue, TODAY)
    assert status_of_changes([told if each else dark for each in possible]) is status


def answer(made: type[Made], catalogue: Catalogue, comparisons: tuple[VersionComparison, ...], **more: Any) -> Answer:
    state = replace(made.state(catalogue, None, **more), comparisons=comparisons)
    return verify(compose(state, catalogue, "påhittad"), catalogue)


def test_an_answer_about_changes_is_verified_labelled_and_without_verdict(
    made: type[Made], catalogue: Catalogue
) -> None:
    given = answer(made, catalogue, compare(LAST, catalogue, TODAY))
    assert (given.status, given.verdict, given.as_of) == (Status.ANSWERED, None, TODAY)
    assert [(c.version_id, c.version_status) for c in given.citations] == [
        ("2022", "superseded"), ("2024", "current"), ("2024", "current"), ("2022", "superseded")
    ]  # fmt: skip
    assert {citation.role for citation in given.citations} == {CitationRole.ANSWER}
    coming = answer(made, catalogue, compare(NEXT, catalogue, TODAY))
    assert [citation.version_status for citation in coming.citations] == ["upcoming"]


def test_an_answer_about_changes_tells_of_no_other_time(made: type[Made], catalogue: Catalogue) -> None:
    both = made.catalogue(
        *catalogue.guidelines[0].versions,
        made.version("2021", guideline_id="lokaler", title="Om lokaler", valid_from=date(2021, 1, 1)),
    )
    comparisons = compare(replace(LAST, since=date(2023, 1, 1)), both, TODAY)
    state = made.state(both, None)
    several = replace(state, comparisons=comparisons, slices=state.slices * 2)
    claims = compose(several, both, "p").claims
    assert claims == answer(made, both, comparisons).claims
    assert isinstance(claims[0], Claim)
    assert not any("Om lokaler" in claim.text for claim in claims)
    groups = [claim.text for claim in claims if claim.kind is ClaimKind.GROUP]
    assert groups == ["Påhittad riktlinje 2027:", "Ändrat:", "Tillkommit:", "Borttaget:"]
