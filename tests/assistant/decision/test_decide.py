from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.answer.verdict import verdict_of
from assistant.decision.by_similarity import NEAR_ENOUGH, WORTH_POINTING
from assistant.decision.decide import decide
from assistant.decision.model import Decision, TimeSlice
from assistant.decision.scope import scope_on
from assistant.decision.taught import taught
from assistant.model import Verdict
from corpus.model import Catalogue, LocatedPassage, PassageKind, Role, Status
from corpus.period import Period
from index.model import Hit, Prediction, qualified

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

TODAY = date(2026, 11, 23)
DAYS = Period.of(TODAY)
NEAR, FAR = NEAR_ENOUGH + 0.01, WORTH_POINTING - 0.01
Decide = Callable[..., Decision | None]


def prediction(
    status: Status, gaps: dict[str, float] | None = None, sure: float = 0.9, **passages: float
) -> Prediction:
    def name(probabilities: dict[str, float]) -> dict[str, float]:
        return {qualified("stod-dalen", key): probability for key, probability in probabilities.items()}

    statuses = {each: sure if each is status else (1 - sure) / 5 for each in Status}
    return Prediction(statuses, name(passages), name(gaps or {}), contradicts=0.0)


@pytest.fixture(scope="module")
def catalogue(made: type[Made]) -> Catalogue:
    """The bank knows 2020. The version in force keeps kurs, has changed resa, lacks bil, and brings taxi.

    The other guideline has no bank.
    """
    title = made.passage("titel", "Påhittad riktlinje", kind=PassageKind.TITLE)
    course = made.passage("kurs", "Kurser kan få stöd.", Role.SUPPORT)
    trip = made.passage("resa", "Resor kan få stöd.", Role.SUPPORT)
    old = (title, course, trip, made.passage("bil", "Bil kan få stöd.", Role.SUPPORT))
    new = (
        replace(title, text="Ny påhittad riktlinje"),
        course,
        replace(trip, text="Resor kan få stöd med högst 200 kronor."),
        made.passage("taxi", "Taxi kan få stöd.", Role.SUPPORT),
    )
    versions = [
        made.version("2020", *old, valid_from=date(2020, 1, 1)),
        made.version("2024", *new, valid_from=date(2024, 1, 1)),
    ]
    boats = made.version(
        "2021", made.passage("bat", "Båtar hyrs ut."), guideline_id="batar", valid_from=date(2021, 1, 1)
    )
    with_bank = made.catalogue(*versions, bank=made.bank(*old, gaps=(made.gap("belopp"),)))
    return replace(with_bank, guidelines=(*with_bank.guidelines, *made.catalogue(boats).guidelines))


@pytest.fixture(scope="module")
def run(catalogue: Catalogue) -> Decide:
    def run(
        question: str, predicted: Prediction | None, day: date = TODAY, ever: float = 0.0, **scores: float
    ) -> Decision | None:
        scope = scope_on(catalogue, day)
        hits = [Hit(each, scores[each.anchor]) for each in scope.passages if each.anchor in scores]
        part = TimeSlice(DAYS, scope, tuple(sorted(hits, key=lambda each: -each.score)), ever)
        return decide(question, part, predicted, catalogue)

    return run


def anchors(passages: tuple[LocatedPassage, ...]) -> list[str]:
    return [each.passage.anchor for each in passages]


@pytest.mark.parametrize("question", ["", "Vilka regler gäller?"])
def test_what_applies_is_answered_by_the_titles(run: Decide, question: str) -> None:
    decision = run(question, None)
    assert decision is not None
    assert (decision.status, anchors(decision.passages)) == (Status.ANSWERED, ["titel", "bat"])
    assert run(question, None, date(2019, 1, 1)) is None


def test_without_a_prediction_similarity_decides(run: Decide) -> None:
    decision = run("Kan vi få kurser?", None, kurs=NEAR)
    assert decision is not None
    assert (anchors(decision.passages), decision.by_similarity) == (["kurs"], True)
    beaten = run("Kan vi få kurser?", None, ever=NEAR + 0.06, kurs=NEAR)
    assert beaten is not None
    assert (beaten.status, beaten.passages) == (Status.NOT_IN_GUIDELINES, ())
    assert run("Kan vi få kurser?", None, date(2019, 1, 1)) is None


def test_when_no_version_can_answer_only_talk_is_answered(run: Decide) -> None:
    before = date(2019, 1, 1)
    assert run("Resor?", prediction(Status.ANSWERED, resa=0.9), before) is None
    assert run("Resor?", prediction(Status.NOT_IN_GUIDELINES, {"belopp": 0.9}), before) is None
    assert run("Hej!", prediction(Status.SMALLTALK), before) == Decision(Status.SMALLTALK)


def test_a_passage_that_reads_as_before_answers_with_a_verdict(run: Decide) -> None:
    decision = run("Kan vi få kurser?", prediction(Status.ANSWERED, kurs=0.9), kurs=NEAR, taxi=FAR)
    assert decision is not None
    assert (anchors(decision.passages), verdict_of(decision)) == (["kurs"], Verdict.FUNDABLE)


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.PARTIAL])
def test_a_changed_passage_is_quoted_by_similarity_without_verdict(run: Decide, status: Status) -> None:
    decision = run("Kan vi få resor?", prediction(status, {"belopp": 0.9}, resa=0.9, kurs=0.5), resa=NEAR)
    assert decision is not None
    assert (decision.status, anchors(decision.passages), decision.gaps) == (Status.ANSWERED, ["resa"], ())
    assert decision.passages[0].passage.text == "Resor kan få stöd med högst 200 kronor."
    assert (decision.by_similarity, verdict_of(decision), anchors(decision.next_passages)) == (True, None, ["kurs"])


def test_what_the_old_text_lacked_the_changed_one_may_hold(run: Decide) -> None:
    missing = prediction(Status.NOT_IN_GUIDELINES, {"belopp": 0.9}, resa=0.9)
    held = run("Hur mycket får vi för resor?", missing, resa=NEAR)
    assert held is not None
    assert (held.status, anchors(held.passages), held.by_similarity) == (Status.ANSWERED, ["resa"], True)
    for question in ("Vem ringer jag om resor?", "När är sista dag för resor?"):
        fresh = run(question, missing, resa=NEAR)
        assert fresh is not None
        assert (fresh.status, fresh.passages, fresh.gaps) == (Status.NOT_IN_GUIDELINES, (), ())
        assert (anchors(fresh.near), fresh.text_unreviewed) == (["resa"], True)


def test_in_the_version_that_the_bank_knows_it_answers_as_it_was_taught(run: Decide) -> None:
    decision = run("Kan vi få resor?", prediction(Status.ANSWERED, resa=0.9), date(2022, 1, 1), resa=NEAR)
    assert decision is not None
    assert (decision.passages[0].version.version_id, verdict_of(decision)) == ("2020", Verdict.FUNDABLE)


@pytest.mark.parametrize(
    ("scores", "status", "quoted"),
    [
        ({"taxi": NEAR}, Status.ANSWERED, ["taxi"]),
        ({"taxi": FAR, "kurs": FAR}, Status.NOT_IN_GUIDELINES, []),
    ],
)
def test_for_a_passage_that_is_gone_similarity_decides(
    run: Decide, scores: dict[str, float], status: Status, quoted: list[str]
) -> None:
    decision = run("Kan vi få bil?", prediction(Status.ANSWERED, bil=0.9, kurs=0.1), **scores)
    assert decision is not None
    assert (decision.status, anchors(decision.passages)) == (status, quoted)
    assert (decision.gaps, verdict_of(decision)) == ((), None)


def test_nothing_is_called_missing_that_new_text_may_hold(run: Decide) -> None:
    missing = prediction(Status.NOT_IN_GUIDELINES, {"belopp": 0.9}, kurs=0.9)
    fresh = run("Vem betalar för kurser?", missing, kurs=NEAR, taxi=WORTH_POINTING)
    assert fresh is not None
    assert (fresh.status, fresh.gaps, anchors(fresh.near), fresh.text_unreviewed) == (
        Status.NOT_IN_GUIDELINES, (), ["taxi"], True
    )  # fmt: skip
    told = run("Vem betalar för kurser?", missing, kurs=NEAR, taxi=FAR)
    assert told is not None
    assert ([gap.gap_id for gap in told.gaps], told.text_unreviewed) == (["belopp"], False)


def test_a_question_about_nothing_known_is_not_called_unanswered_where_new_text_is_near(run: Decide) -> None:
    lost = prediction(Status.ANSWERED, {"belopp": 0.9}, sure=1.0)
    fresh = run("Kan vi få det?", lost, kurs=NEAR, taxi=WORTH_POINTING)
    assert fresh is not None
    assert (fresh.status, fresh.gaps, anchors(fresh.near)) == (Status.NOT_IN_GUIDELINES, (), ["taxi"])


def test_what_is_missing_here_another_guideline_does_not_hold_unless_it_is_near(run: Decide) -> None:
    missing = prediction(Status.NOT_IN_GUIDELINES, {"belopp": 0.9}, sure=0.5, kurs=0.5)
    told = run("Vem ringer jag?", missing, kurs=NEAR, bat=WORTH_POINTING, taxi=FAR)
    assert told is not None
    assert [gap.gap_id for gap in told.gaps] == ["belopp"]
    answered = run("Vem hyr båtar?", missing, bat=NEAR, taxi=FAR)
    assert answered is not None
    assert (answered.status, anchors(answered.passages), answered.by_similarity) == (Status.ANSWERED, ["bat"], True)


def test_a_title_is_always_taught(run: Decide, catalogue: Catalogue) -> None:
    decision = run("Vilken version gäller?", prediction(Status.ANSWERED, titel=0.9), titel=NEAR, taxi=FAR)
    assert decision is not None
    assert (anchors(decision.passages), decision.by_similarity) == (["titel"], False)
    assert decision.passages[0].passage.text == "Ny påhittad riktlinje"
    known = {anchor for _, anchor in taught(scope_on(catalogue, TODAY), catalogue)}
    assert known == {"titel", "kurs"}


@pytest.mark.parametrize(
    ("score", "status", "quoted", "near"),
    [
        (NEAR, Status.ANSWERED, ["bat"], []),
        (WORTH_POINTING, Status.NOT_IN_GUIDELINES, [], ["bat"]),
        (FAR, Status.OFF_TOPIC, [], []),
    ],
)
def test_what_the_bank_takes_for_another_matter_may_be_a_new_guideline_s(
    run: Decide, score: float, status: Status, quoted: list[str], near: list[str]
) -> None:
    decision = run("Kan jag hyra en båt?", prediction(Status.OFF_TOPIC), bat=score)
    assert decision is not None
    assert (decision.status, anchors(decision.passages), anchors(decision.near)) == (status, quoted, near)


@pytest.mark.parametrize("status", [Status.SMALLTALK, Status.REFUSED])
def test_talk_and_attacks_are_never_answered_by_similarity(run: Decide, status: Status) -> None:
    assert run("Hej båt!", prediction(status, sure=0.4), bat=0.99, taxi=0.99) == Decision(status)


def test_a_version_with_proposed_roles_gives_no_verdict(made: type[Made]) -> None:
    course = made.passage("kurs", "Kurser kan få stöd.", Role.SUPPORT)
    waiting = made.passage("taxi", "Taxi kan få stöd.", proposed=Role.CONDITION)
    answers = prediction(Status.ANSWERED, kurs=0.9)
    for passages, verdict in (((course,), Verdict.FUNDABLE), ((course, waiting), None)):
        version = made.version("2024", *passages, valid_from=date(2024, 1, 1))
        catalogue = made.catalogue(version, bank=made.bank(course))
        decision = decide("Kan vi få kurser?", TimeSlice(DAYS, scope_on(catalogue, TODAY)), answers, catalogue)
        assert decision is not None
        assert (anchors(decision.passages), verdict_of(decision)) == (["kurs"], verdict)


PROBABILITIES = st.floats(0.0, 1.0)
PREDICTIONS = st.builds(
    lambda status, sure, belopp, passages: prediction(status, {"belopp": belopp}, sure, **passages),
    st.sampled_from(Status),
    st.floats(0.2, 1.0),
    PROBABILITIES,
    st.dictionaries(st.sampled_from(["titel", "kurs", "resa", "bil"]), PROBABILITIES),
)
SCORES = st.dictionaries(st.sampled_from(["titel", "kurs", "resa", "taxi", "bat"]), st.floats(0.7, 0.95))


@example(
    predicted=prediction(Status.ANSWERED, {"belopp": 1.0}, 1.0),
    scores={"kurs": 0.875, "resa": 0.875},
    question="Kan vi få det?",
)
@given(
    predicted=PREDICTIONS,
    scores=SCORES,
    question=st.sampled_from(["Kan vi få det?", "Hur mycket får vi?", "När och hur länge?"]),
)
def test_new_text_never_leads_to_a_verdict_and_is_never_overlooked(
    predicted: Prediction, scores: dict[str, float], question: str, run: Decide, catalogue: Catalogue
) -> None:
    decision = run(question, predicted, **scores)
    assert decision is not None
    known = taught(scope_on(catalogue, TODAY), catalogue)
    if verdict_of(decision) is not None:
        assert {passage.key for passage in decision.passages} <= known
    if decision.gaps:
        assert all(scores[anchor] < WORTH_POINTING for anchor in ("resa", "taxi") if anchor in scores)
