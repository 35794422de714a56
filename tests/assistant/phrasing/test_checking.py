"""What a sentence may change of its passage, and that it may change nothing else."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.phrasing.checking import flaw_in
from assistant.phrasing.model import Flaw, Phrase, Source
from assistant.phrasing.words import Rules, abbreviations_in, rules_for, words_of

SUPPORT = "Utbildning om påhittade företag, för deltagarna, i högst arton månader"
TERM = "Stödet får inte betalas ut innan medlemmen har skrivit under avtalet."
SOURCES = {
    "P1": Source("P1", 1, SUPPORT, "Exempel på stöd är:", gives_support=True, answers=True),
    "P2": Source("P2", 2, TERM, "", gives_support=False, answers=False),
}
SHORT = {"PF": "påhittade företag"}
found = rules_for("sv")
assert found is not None
RULES: Rules = found


def flaw(text: str, *ids: str) -> Flaw | None:
    named = ids or ("P1",)
    return flaw_in(Phrase(text, named, tuple(SOURCES[i].text for i in named)), SOURCES, RULES, SHORT, "sv")


@pytest.mark.parametrize(
    "text",
    [
        "Förbundet kan ge stöd till utbildning om påhittade företag för deltagarna i högst arton månader.",
        "Samordningsförbundet kan finansiera en utbildning om påhittade företag, för deltagarna, i högst 18 månader.",
        "Utbildning om PF för deltagarna i högst arton månader kan finansieras.",
        "Utbildning om påhittade företag (PF), för deltagarna, i högst arton månader kan få stöd.",
        "Exempel på stöd är utbildning om påhittade företag för deltagarna i högst arton månader.",
        "Enligt riktlinjerna är exempel på stöd: utbildning om påhittade företag för deltagarna i högst arton månader.",
    ],
)
def test_a_support_is_worded_as_something_that_is_possible(text: str) -> None:
    assert flaw(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Utbildning om påhittade företag för deltagarna i högst arton månader.", Flaw.MODALITY),
        ("Förbundet ger stöd till utbildning om påhittade företag för deltagarna i högst 18 månader.", Flaw.MODALITY),
        ("Förbundet kan ge stöd till utbildning om påhittade företag för deltagarna i arton månader.", Flaw.QUALIFIER),
        ("Förbundet kan ge stöd till utbildning om påhittade företag för deltagarna i högst 24 månader.", Flaw.NUMBER),
        ("Förbundet kan ge stöd till utbildning om påhittade företag för alla deltagare i högst 18 månader.",
         Flaw.MODALITY),
        ("Förbundet kan få stöd till utbildning om påhittade företag för deltagarna i högst 18 månader.", Flaw.ADDED),
        ("Förbundet kan ge stöd till utbildning för deltagarna om påhittade företag i högst 18 månader.", Flaw.ORDER),
        ("Förbundet kan ge stöd till utbildning om påhittade företag Malmö för deltagarna i högst 18 månader.",
         Flaw.NAME),
    ],
)  # fmt: skip
def test_what_differs_is_named(text: str, expected: Flaw) -> None:
    assert flaw(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TERM, None),
        ("Stödet får ej betalas ut innan medlemmen har skrivit under avtalet.", None),
        ("Stödet får betalas ut innan medlemmen har skrivit under avtalet.", Flaw.NEGATION),
        ("Stödet ska inte betalas ut innan medlemmen har skrivit under avtalet.", Flaw.MODALITY),
        ("Stödet får inte betala ut innan medlemmen har skrivit under avtalet.", Flaw.VOICE),
        ("Stödet får inte betalas ut innan medlemmen har skrivit under.", Flaw.QUALIFIER),
    ],
)
def test_a_term_stays_as_strict_as_it_is(text: str, expected: Flaw | None) -> None:
    assert flaw(text, "P2") is expected


def test_two_passages_may_be_said_in_one_sentence_in_the_order_they_are_named() -> None:
    both = f"{SUPPORT} kan finansieras, och {TERM[0].lower()}{TERM[1:]}"
    assert flaw(both, "P1", "P2") is None
    assert flaw(both, "P2", "P1") is not None


words = words_of(TERM)
BOUND = [at for at, word in enumerate(words) if RULES.normalised(word) not in RULES.free | RULES.droppable]
STRANGE = st.sampled_from(["alltid", "inte", "endast", "Malmö", "500", "kan", "ska", "hyra", "eller", "minst", "utan"])


@settings(deadline=None)
@given(st.sampled_from(BOUND))
def test_no_word_that_carries_meaning_may_be_left_out(at: int) -> None:
    assert flaw(" ".join([*words[:at], *words[at + 1 :]]), "P2") is not None


@settings(deadline=None)
@given(st.integers(0, len(words)), STRANGE)
def test_no_word_that_carries_meaning_may_be_added(at: int, word: str) -> None:
    assert flaw(" ".join([*words[:at], word, *words[at:]]), "P2") is not None


@settings(deadline=None)
@given(st.sampled_from(BOUND), STRANGE)
def test_no_word_that_carries_meaning_may_be_exchanged(at: int, word: str) -> None:
    assume(RULES.endings_of(RULES.normalised(words[at]), word.lower()) is None)
    assert flaw(" ".join([*words[:at], word, *words[at + 1 :]]), "P2") is not None


@settings(deadline=None)
@given(st.sampled_from(BOUND), st.sampled_from(BOUND))
def test_no_two_words_may_change_places(one: int, other: int) -> None:
    assume(RULES.endings_of(words[one].lower(), words[other].lower()) is None)
    swapped = list(words)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert flaw(" ".join(swapped), "P2") is not None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_anything_at_all_is_judged_without_a_fault(text: str) -> None:
    assert flaw(text) is None or isinstance(flaw(text), Flaw)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("finansiering", "finansiera", True), ("handledare", "handledaren", True), ("upphandlat", "upphandlar", True),
        ("stödja", "stödjer", True), ("anställd", "anställda", True), ("18", "18", True), ("18", "180", False),
        ("företag", "företagare", False), ("kan", "kant", True), ("före", "efter", False), ("år", "åren", False),
    ],
)  # fmt: skip
def test_inflections_are_told_from_other_words(one: str, other: str, same: bool) -> None:
    assert (RULES.endings_of(one, other) is not None) is same


def test_abbreviations_come_from_the_text_that_explains_them() -> None:
    assert abbreviations_in("Arbetsintegrerande sociala företag (ASF) kan") == {
        "ASF": "arbetsintegrerande sociala företag"
    }
    assert abbreviations_in("enligt lagen (LOV) och så") == {}
