from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.verdict import verdict_of
from assistant.decision.decide import decide
from assistant.decision.model import Decision, TimeSlice
from assistant.decision.scope import scope_on
from assistant.decision.taught import taught
from assistant.model import Verdict
from corpus.model import Catalogue, LocatedPassage, PassageKind, Role, SampleGroup, Status
from corpus.period import Period
from index.model import Hit, Prediction, Reading, qualified
from index.reader.model import STATUSES

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

TODAY = date(2026, 11, 23)
DAYS = Period.of(TODAY)
LIKELY, UNLIKELY = 0.9, 0.1
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
        question: str, predicted: Prediction | None, day: date = TODAY, answers: float = 0.0, **relevance: float
    ) -> Decision | None:
        """What is decided when the reader finds an answer with the probability `answers` in these passages."""
        scope = scope_on(catalogue, day)
        ranked = sorted(relevance.items(), key=lambda each: -each[1])
        known = {each.anchor: each for each in scope.passages}
        hits = tuple(Hit(known[anchor], share) for anchor, share in ranked if anchor in known)
        statuses = dict.fromkeys(STATUSES, 0.0) | {Status.ANSWERED: answers, Status.NOT_IN_GUIDELINES: 1 - answers}
        reading = Reading(statuses, tuple(hit.semantic_score for hit in hits), negative=0.0) if hits else None
        return decide(question, question, TimeSlice(DAYS, scope, hits, reading), predicted, catalogue)

    return run


def anchors(passages: tuple[LocatedPassage, ...]) -> list[str]:
    return [each.passage.anchor for each in passages]


@pytest.mark.parametrize("question", ["", "Vilka regler gäller?"])
def test_what_applies_is_answered_by_the_titles(run: Decide, question: str) -> None:
    decision = run(question, None)
    assert decision is not None
    assert (decision.status, anchors(decision.passages)) == (Status.ANSWERED, ["titel", "bat"])
    assert run(question, None, date(2019, 1, 1)) is None


def test_without_a_prediction_the_reader_decides(run: Decide) -> None:
    decision = run("Kan vi få kurser?", None, answers=LIKELY, kurs=LIKELY)
    assert decision is not None
    assert (anchors(decision.passages), decision.by_reader) == (["kurs"], True)
    silent = run("Kan vi få kurser?", None, answers=UNLIKELY, kurs=LIKELY)
    assert silent is not None
    assert (silent.status, silent.passages) == (Status.NOT_IN_GUIDELINES, ())
    assert run("Kan vi få kurser?", None, date(2019, 1, 1)) is None


def test_when_no_version_can_answer_only_talk_is_answered(run: Decide) -> None:
    before = date(2019, 1, 1)
    assert run("Resor?", prediction(Status.ANSWERED, resa=0.9), before) is None
    assert run("Resor?", prediction(Status.NOT_IN_GUIDELINES, {"belopp": 0.9}), before) is None
    assert run("Hej!", prediction(Status.SMALLTALK), before) == Decision(Status.SMALLTALK)


def test_a_passage_that_reads_as_before_answers_as_it_was_taught(run: Decide) -> None:
    for answers in (LIKELY, UNLIKELY):
        decision = run("Kan vi få kurser?", prediction(Status.ANSWERED, kurs=0.9), answers=answers, kurs=0.9, taxi=0.2)
        assert decision is not None
        assert (anchors(decision.passages), verdict_of(decision)) == (["kurs"], Verdict.FUNDABLE)


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.PARTIAL, Status.NOT_IN_GUIDELINES])
def test_over_a_changed_passage_the_reader_decides(run: Decide, status: Status) -> None:
    taught_before = prediction(status, {"belopp": 0.9}, resa=0.9, kurs=0.5)
    decision = run("Hur mycket får vi för resor?", taught_before, answers=LIKELY, resa=LIKELY)
    assert decision is not None
    assert (decision.status, anchors(decision.passages), decision.gaps) == (Status.ANSWERED, ["resa"], ())
    assert decision.passages[0].passage.text == "Resor kan få stöd med högst 200 kronor."
    silent = run("Vem ringer jag om resor?", taught_before, answers=UNLIKELY, resa=LIKELY)
    assert silent is not None
    assert (silent.status, silent.passages, silent.gaps) == (Status.NOT_IN_GUIDELINES, (), ())


def test_in_the_version_that_the_bank_knows_it_answers_as_it_was_taught(run: Decide) -> None:
    decision = run("Kan vi få resor?", prediction(Status.ANSWERED, resa=0.9), date(2022, 1, 1))
    assert decision is not None
    assert (decision.passages[0].version.version_id, verdict_of(decision)) == ("2020", Verdict.FUNDABLE)


@pytest.mark.parametrize(
    ("answers", "status", "quoted"),
    [(LIKELY, Status.ANSWERED, ["taxi"]), (UNLIKELY, Status.NOT_IN_GUIDELINES, [])],
)
def test_for_a_passage_that_is_gone_the_reader_decides(
    run: Decide, answers: float, status: Status, quoted: list[str]
) -> None:
    decision = run("Kan vi få bil?", prediction(Status.ANSWERED, bil=0.9, kurs=0.1), answers=answers, taxi=LIKELY)
    assert decision is not None
    assert (decision.status, anchors(decision.passages), decision.gaps) == (status, quoted, ())


@pytest.mark.parametrize("status", [Status.NOT_IN_GUIDELINES, Status.PARTIAL])
def test_nothing_is_called_missing_by_name_where_new_text_may_state_it(run: Decide, status: Status) -> None:
    missing = prediction(status, {"belopp": 0.9}, kurs=0.9)
    fresh = run("Vem betalar för kurser?", missing, answers=UNLIKELY, kurs=LIKELY, taxi=0.3, bat=0.4)
    assert fresh is not None
    assert (fresh.status, fresh.gaps, fresh.text_unreviewed) == (status, (), True)
    assert anchors(fresh.near) == ["bat", "taxi"]
    far = run("Vem betalar för kurser?", missing, answers=UNLIKELY, kurs=LIKELY, taxi=UNLIKELY)
    assert far is not None
    assert ([gap.gap_id for gap in far.gaps], far.text_unreviewed) == (["belopp"], False)
    before = run("Vem betalar för kurser?", missing, date(2022, 1, 1))
    assert before is not None
    assert ([gap.gap_id for gap in before.gaps], before.text_unreviewed) == (["belopp"], False)


def test_new_text_that_answers_decides_however_sure_the_bank_is(run: Decide) -> None:
    for status in (Status.ANSWERED, Status.NOT_IN_GUIDELINES, Status.OFF_TOPIC):
        decision = run("Vem hyr båtar?", prediction(status, sure=1.0, kurs=0.9), answers=LIKELY, bat=LIKELY, kurs=0.3)
        assert decision is not None
        assert (decision.status, decision.passages[0].anchor, decision.by_reader) == (Status.ANSWERED, "bat", True)


def test_new_text_is_cited_beside_what_is_taught(run: Decide) -> None:
    predicted = prediction(Status.PARTIAL, {"belopp": 0.9}, kurs=0.9)
    both = run("Kurser och båtar?", predicted, answers=LIKELY, kurs=0.9, bat=0.8)
    assert both is not None
    assert (both.status, anchors(both.passages), both.gaps) == (Status.ANSWERED, ["kurs", "bat"], ())


def test_a_question_that_was_taught_is_never_off_topic_because_its_passage_changed(
    run: Decide, catalogue: Catalogue
) -> None:
    scope = scope_on(catalogue, TODAY)
    trip = next(each for each in scope.passages if each.anchor == "resa")
    off = Reading(dict.fromkeys(STATUSES, 0.0) | {Status.OFF_TOPIC: 1.0}, (0.1,), negative=0.0)
    part = TimeSlice(DAYS, scope, (Hit(trip, 0.5),), off)
    decision = decide("Resor?", "Resor?", part, prediction(Status.ANSWERED, resa=0.9), catalogue)
    assert decision is not None
    assert (decision.status, anchors(decision.near)) == (Status.NOT_IN_GUIDELINES, ["resa"])


def test_a_title_is_always_taught(run: Decide, catalogue: Catalogue) -> None:
    decision = run("Vilken version gäller?", prediction(Status.ANSWERED, titel=0.9), answers=UNLIKELY, taxi=UNLIKELY)
    assert decision is not None
    assert (anchors(decision.passages), decision.by_reader) == (["titel"], False)
    assert decision.passages[0].passage.text == "Ny påhittad riktlinje"
    known = {anchor for _, anchor in taught(scope_on(catalogue, TODAY), catalogue)}
    assert known == {"titel", "kurs"}


@pytest.mark.parametrize("status", [Status.SMALLTALK, Status.REFUSED])
def test_talk_and_attacks_are_never_answered_by_the_reader(run: Decide, status: Status) -> None:
    assert run("Hej båt!", prediction(status, sure=0.4), answers=1.0, bat=0.99, taxi=0.99) == Decision(status)


def test_a_version_with_proposed_roles_gives_no_verdict(made: type[Made]) -> None:
    course = made.passage("kurs", "Kurser kan få stöd.", Role.SUPPORT)
    waiting = made.passage("taxi", "Taxi kan få stöd.", proposed=Role.CONDITION)
    answers = prediction(Status.ANSWERED, kurs=0.9)
    for passages, verdict in (((course,), Verdict.FUNDABLE), ((course, waiting), None)):
        version = made.version("2024", *passages, valid_from=date(2024, 1, 1))
        catalogue = made.catalogue(version, bank=made.bank(course))
        part = TimeSlice(DAYS, scope_on(catalogue, TODAY))
        decision = decide("Kan vi få kurser?", "Kan vi få kurser?", part, answers, catalogue)
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
RELEVANCE = st.dictionaries(st.sampled_from(["kurs", "resa", "taxi", "bat"]), PROBABILITIES, min_size=1)


@given(predicted=PREDICTIONS, answers=PROBABILITIES, relevance=RELEVANCE)
def test_the_bank_gives_no_verdict_and_names_no_gap_over_new_text(
    predicted: Prediction, answers: float, relevance: dict[str, float], run: Decide, catalogue: Catalogue
) -> None:
    decision = run("Kan vi få det?", predicted, answers=answers, **relevance)
    assert decision is not None
    known = taught(scope_on(catalogue, TODAY), catalogue)
    if verdict_of(decision) is not None and not decision.by_reader:
        assert {passage.key for passage in decision.passages} <= known
    if any(relevance.get(anchor, 0.0) >= 0.15 for anchor in ("resa", "taxi", "bat")):
        assert decision.gaps == ()


def test_new_text_that_lies_nearer_than_taught_text_is_shown_and_takes_the_verdict(run: Decide) -> None:
    asked, predicted = "Kan vi få taxi?", prediction(Status.ANSWERED, kurs=0.9)
    nearer = run(asked, predicted, answers=0.3, taxi=0.4, kurs=0.3)
    assert nearer is not None
    assert (anchors(nearer.passages), anchors(nearer.near)) == (["kurs"], ["taxi"])
    assert (nearer.text_unreviewed, verdict_of(nearer)) == (True, None)
    farther = run(asked, predicted, answers=0.3, taxi=0.2, kurs=0.3)
    assert farther is not None
    assert (anchors(farther.near), verdict_of(farther)) == ([], Verdict.FUNDABLE)


def test_what_answered_before_its_words_were_changed_is_not_said_to_be_silent(run: Decide) -> None:
    found = run("Kan vi få resor?", prediction(Status.ANSWERED, resa=0.9), answers=UNLIKELY, kurs=0.3, resa=0.2)
    assert found is not None
    assert (found.status, anchors(found.near), found.unsure) == (Status.NOT_IN_GUIDELINES, ["resa", "kurs"], True)


def test_a_bank_that_teaches_no_silence_leaves_the_decision_to_the_reader(made: type[Made]) -> None:
    course = made.passage("kurs", "Kurser kan få stöd.", Role.SUPPORT)
    version = made.version("2020", course, valid_from=date(2020, 1, 1))
    scant = replace(made.bank(course), groups=(SampleGroup(("Ger ni kurser?",) * 300, passages=("kurs",)),))
    for bank, status in ((made.bank(course), Status.ANSWERED), (scant, Status.NOT_IN_GUIDELINES)):
        held = made.catalogue(version, bank=bank)
        scope = scope_on(held, TODAY)
        statuses = dict.fromkeys(STATUSES, 0.0) | {Status.NOT_IN_GUIDELINES: 1.0}
        part = TimeSlice(DAYS, scope, (Hit(scope.passages[0], 0.9),), Reading(statuses, (0.1,), negative=0.0))
        decision = decide("Resor?", "Resor?", part, prediction(Status.ANSWERED, kurs=0.9), held)
        assert decision is not None
        assert decision.status is status
