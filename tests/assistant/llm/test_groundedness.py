"""What a sentence may change of its passage, and that it may change nothing else."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.llm.groundedness import violation_in
from assistant.llm.model import Phrase, Source, Violation
from assistant.llm.words import Rules, abbreviations_in, rules_for

SUPPORT = "Utbildning om påhittade företag, för deltagarna, i högst arton månader"
TERM = "Stödet får inte betalas ut innan medlemmen har skrivit under avtalet."
GIVING = "Finansiering av handledare, anställd hos någon av medlemmarna, för att stödja deltagarna"
START = "Förbundet kan ge stöd till utbildning om påhittade företag"
SHORT = {"PF": "påhittade företag"}
found = rules_for("sv")
assert found is not None
RULES: Rules = found


def support(text: str, lead_in: str = "Exempel på stöd är:") -> Source:
    return Source("P1", 1, text, lead_in, gives_support=True, answers=True)


def term(text: str, lead_in: str = "", source_id: str = "P1") -> Source:
    return Source(source_id, 1, text, lead_in, gives_support=False, answers=False)


def violation(text: str, *sources: Source) -> Violation | None:
    by_id = {source.source_id: source for source in sources}
    phrase = Phrase(text, tuple(by_id), tuple(source.text for source in sources))
    return violation_in(phrase, by_id, RULES, SHORT, "sv")


@pytest.mark.parametrize(
    "text",
    [
        "Förbundet kan ge stöd till utbildning om påhittade företag, för deltagarna, i högst arton månader.",
        "Samordningsförbundet kan finansiera en utbildning om påhittade företag, för deltagarna, i högst 18 månader.",
        "Utbildning om PF, för deltagarna, i högst arton månader kan finansieras.",
        "Utbildning om påhittade företag (PF), för deltagarna, i högst arton månader kan få stöd av förbundet.",
        "Exempel på stöd är utbildning om påhittade företag, för deltagarna, i högst arton månader.",
    ],
)
def test_a_support_is_worded_as_something_that_is_possible(text: str) -> None:
    assert violation(text, support(SUPPORT)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Förbundet kan finansiera en handledare, anställd hos någon av medlemmarna, för att stödja deltagarna.",
        "Förbundet kan finansiera handledare som är anställd hos någon av medlemmarna, för att stödja deltagarna.",
        "Förbundet kan ge stöd till finansiering av handledare, anställd hos någon av medlemmarna, för att stödja "
        "deltagarna.",
    ],
)
def test_a_giving_may_become_a_verb(text: str) -> None:
    assert violation(text, support(GIVING)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Utbildning om påhittade företag, för deltagarna, i högst arton månader.", Violation.MODALITY),
        (f"{START.replace('kan ge', 'ger')}, för deltagarna, i högst 18 månader.", Violation.MODALITY),
        (f"{START}, för deltagarna, i arton månader.", Violation.QUALIFIER),
        (f"{START}, för deltagarna, i högst 24 månader.", Violation.NUMBER),
        (f"{START}, för alla deltagare, i högst 18 månader.",
         Violation.CHANGED),
        (f"{START.replace('ge', 'få')}, för deltagarna, i högst 18 månader.", Violation.CHANGED),
        ("Förbundet kan ge stöd till utbildning, för deltagarna, om påhittade företag i högst 18 månader.",
         Violation.ORDER),
        (f"{START} i Malmö, för deltagarna, i högst 18 månader.",
         Violation.ADDED),
        ("Förbundet kan utbilda om påhittade företag, för deltagarna, i högst 18 månader.", Violation.CHANGED),
    ],
)  # fmt: skip
def test_what_differs_is_named(text: str, expected: Violation) -> None:
    assert violation(text, support(SUPPORT)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TERM, None),
        (TERM.removesuffix("."), None),
        ("Stödet får betalas ut innan medlemmen har skrivit under avtalet.", Violation.NEGATION),
        ("Stödet ska inte betalas ut innan medlemmen har skrivit under avtalet.", Violation.MODALITY),
        ("Stödet får inte betala ut innan medlemmen har skrivit under avtalet.", Violation.CHANGED),
        ("Stödet får inte betalas ut innan medlemmen har skrivit under.", Violation.QUALIFIER),
        ("Stödet får, inte betalas ut innan medlemmen har skrivit under avtalet.", Violation.ADDED),
    ],
)
def test_a_term_stays_as_strict_as_it_is(text: str, expected: Violation | None) -> None:
    assert violation(text, term(TERM)) is expected


# Each says something else than its passage, in a way that a rule of inflections or of meaning alike would let through.
TURNED = [
    ("Företag som finansierar insatser ska redovisa.", "Företag som finansieras insatser ska redovisa."),
    ("Ansökan lämnas före beslut av styrelsen.", "Ansökan lämnas för beslut av styrelsen."),
    ("Stöd betalas först året efter beslut.", "Stöd betalas första året efter beslut."),
    ("Stöd ges till arbetslösa ungdomar.", "Stöd ges till arbetslösa och ungdomar."),
    ("Stöd ges till sjukskrivna och arbetslösa.", "Stöd ges till sjukskrivna arbetslösa."),
    ("Medlemmar som har skulder får inte söka stöd.", "Medlemmar har skulder och får inte söka stöd."),
    ("Kostnader betalas av medlemmen.", "Kostnader betalas medlemmen."),
    ("Stöd ges i högst en och en halv månad.", "Stöd ges i högst en halv månad."),
    ("Medlemmen ska betala sin del.", "Medlemmen ska betala en del."),
    ("Stöd ges inte till lokaler. Resor får finansieras.", "Stöd ges inte till lokaler, resor. Får finansieras."),
    ("Stöd ges inte. Medlemmen ska ansöka.", "Stöd ges. Inte medlemmen ska ansöka."),
    ("Egenavgiften är 5–10 procent.", "Egenavgiften är 5 och 10 procent."),
    ("Egenavgiften är 1/3 av kostnaden.", "Egenavgiften är 1–3 av kostnaden."),
    ("Medlemmen betalar 25 000 kr.", "Medlemmen betalar 25 kr."),
    ("Stöd enligt 3 § lagen.", "Stöd enligt 3 lagen."),
    ("Resor och/eller logi.", "Resor eller logi."),
    ("Stöd ges till personer i målgruppen.", "Stöd ges även till personer i målgruppen."),
    (
        "Förbundets finansiering av medlemmar ska följa planen.",
        "Förbundet finansieras av medlemmar och ska följa planen.",
    ),
    ("Insatser som ska stödja målgruppen.", "Insatser ska stödja målgruppen."),
    ("Styrelsen får ändra.", "Styrelsen får ändra riktlinjerna."),
    ("Företag, som saknar avtal, får stöd.", "Företag som saknar avtal får stöd."),
    ("Fördelningen är 5:1.", "Fördelningen är 5 1."),
]


@pytest.mark.parametrize(("passage", "text"), TURNED)
def test_what_is_turned_into_something_else_is_refused(passage: str, text: str) -> None:
    assert violation(passage, term(passage)) is None
    assert violation(text, term(passage)) is not None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (term("Hyra av lokaler", "Förbundet finansierar inte:"), "Hyra av lokaler."),
        (support("Hyra av lokaler", "Vid avtal kan stöd ges till:"), "Förbundet kan ge stöd till hyra av lokaler."),
        (support("Hyra av lokaler", "Förbundet kan under 2024 finansiera:"), "Hyra av lokaler kan finansieras."),
        (support("Finansiering av handledare som de ska möta", ""), "Finansiering av handledare som de ska möta."),
    ],
)  # fmt: skip
def test_a_lead_in_that_says_more_belongs_to_the_sentence(source: Source, text: str) -> None:
    assert violation(text, source) is not None
    assert violation(f"{source.lead_in} {source.text}", source) is None or not source.lead_in


def test_two_passages_may_be_said_in_one_sentence_each_in_its_own_words() -> None:
    one, two = support(SUPPORT), term(TERM, source_id="P2")
    both = f"{SUPPORT} kan finansieras, och {TERM[0].lower()}{TERM[1:]}"
    assert violation(both, one, two) is None
    assert violation(f"{SUPPORT} kan finansieras. {TERM}", one, two) is None
    assert violation(both, two, one) is not None
    listed = term("Hyra av lokaler", source_id="P2")
    assert violation(f"Förbundet kan finansiera {SUPPORT} och hyra av lokaler.", one, listed) is Violation.FORM
    not_funded = term("Hyra av lokaler", "Förbundet finansierar inte:", "P2")
    assert violation(f"Förbundet kan finansiera {SUPPORT} och hyra av lokaler.", one, not_funded) is not None


@pytest.mark.parametrize(
    "odd", ["\u202e", "\u200b", "\x00", "\ud800", "\u2028", "≠", "а", "🙂", "€", "$", "_", "?", "<"]
)
def test_what_no_plain_sentence_holds_is_refused(odd: str) -> None:
    assert violation(TERM.replace("inte", f"inte{odd}"), term(TERM)) is Violation.FORM


words = TERM.split()
PLACES = st.integers(0, len(words) - 1)
STRANGE = st.sampled_from(["alltid", "inte", "endast", "Malmö", "500", "kan", "ska", "hyra", "eller", "minst", "utan",
                           "och", "av", "en", "som", "även", "före", "medlem", "betala"])  # fmt: skip


@settings(deadline=None)
@given(PLACES)
def test_no_word_may_be_left_out(at: int) -> None:
    assert violation(" ".join([*words[:at], *words[at + 1 :]]), term(TERM)) is not None


@settings(deadline=None)
@given(PLACES, STRANGE)
def test_no_word_may_be_added(at: int, word: str) -> None:
    assert violation(" ".join([*words[:at], word, *words[at:]]), term(TERM)) is not None


@settings(deadline=None)
@given(PLACES, STRANGE)
def test_no_word_may_be_exchanged(at: int, word: str) -> None:
    assume(words[at].lower() != word)
    assert violation(" ".join([*words[:at], word, *words[at + 1 :]]), term(TERM)) is not None


@settings(deadline=None)
@given(PLACES, PLACES)
def test_no_two_words_may_change_places(one: int, other: int) -> None:
    assume(one != other)
    swapped = list(words)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert violation(" ".join(swapped), term(TERM)) is not None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_anything_at_all_is_judged_without_a_fault(text: str) -> None:
    assert violation(text, term(TERM)) is not None or RULES.tokens(text)[:3] == RULES.tokens(TERM)[:3]


def test_abbreviations_come_from_the_text_that_explains_them_in_one_way() -> None:
    asf = {"ASF": "arbetsintegrerande sociala företag"}
    assert abbreviations_in("Arbetsintegrerande sociala företag (ASF) kan") == asf
    assert abbreviations_in("enligt lagen (LOV) och så") == {}
    assert abbreviations_in("Regionens Arbete (RA) och Region Alfa (RA)") == {}
