from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.question.language import answer_language


@pytest.mark.parametrize(
    "text",
    [
        "Kan vi få pengar till en handledare?",
        "Vem upphandlar?",
        "vad gäller vid ansökan",
        "Går det att finansiera utbildning om ASF för målgruppen?",
        "handledare",
        "belopp?",
        "och 2013?",
        "hej",
        "ASF",
        "Kan vi use pengarna to företaget?",
        '<img src="x" onerror="alert(1)">',
        "Vem upphandlar <b>the</b> insats?",
        "[what is this](https://elsewhere.example/with/for/you)",
    ],
)
def test_swedish_and_fragments_are_answered_in_swedish(text: str) -> None:
    assert answer_language(text) == "sv"


@pytest.mark.parametrize(
    "text",
    [
        "Hvem kan søke om støtte til sosiale foretak?",
        "Hvem har ansvaret for udbuddet af indsatsen?",
        "Kuka vastaa työllistävien yritysten hankinnasta?",
    ],
)
def test_neighbours_are_answered_in_swedish(text: str) -> None:
    assert answer_language(text) == "sv"


@pytest.mark.parametrize(
    "text",
    [
        "Can we get funding for a supervisor?",
        "Who procures?",
        "What is ASF?",
        "how much money",
        "thanks",
        "How do I apply to Samordningsförbundet for money?",
        "Which rules apply?",
        "Is it ok to hire someone from Malmö or Växjö?",
    ],
)
def test_english_is_answered_in_english(text: str) -> None:
    assert answer_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Wer ist für die Ausschreibung der Maßnahme verantwortlich?",
        "Qui est responsable de la passation des marchés ?",
        "¿Cuánto dinero podemos recibir de la asociación en total?",
        "Kann man das Geld direkt an den Betrieb zahlen?",
        "Kto jest odpowiedzialny za zamówienia publiczne?",
        "كيف يمكننا الحصول على دعم لمشرف؟",
        "Хто відповідає за закупівлі?",
        "ใครเป็นผู้รับผิดชอบ",
    ],
)
def test_other_languages_are_answered_in_english(text: str) -> None:
    assert answer_language(text) == "en"


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_every_text_has_an_answer_language(text: str) -> None:
    assert answer_language(text) in ("sv", "en")
