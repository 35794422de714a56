from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import QuestionError
from assistant.question.cleaning import MAX_LENGTH, checked, clean

ANY_TEXT = st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("sent", "cleaned"),
    [
        ("Vem\0 upphandlar?", "Vem upphandlar?"),
        ("hand\u200bledare\ufeff", "handledare"),
        ("hand\u00adledare", "handledare"),
        ("stöd\x07 till\x1b ASF", "stöd till ASF"),
        ("stöd \ud800till ASF", "stöd till ASF"),
        ("\u202eUpphandling\u202c \u200fnu", "Upphandling nu"),
        ("privat \ue000bruk", "privat bruk"),
        ("  två\t\trader\r\n\u2028och\u00a0mer  ", "två rader och mer"),
        ("a\u030a a\u0308 o\u0308", "å ä ö"),
        ("\U0001f600 hej", "\U0001f600 hej"),
    ],
)
def test_what_cannot_be_seen_goes_and_the_rest_is_composed(sent: str, cleaned: str) -> None:
    assert clean(sent) == cleaned


@given(ANY_TEXT)
def test_cleaned_text_is_one_visible_composed_line_and_stays_so(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())
    assert not {unicodedata.category(char) for char in cleaned} & {"Cc", "Cf", "Cs", "Co"}
    cleaned.encode("utf-8")


@pytest.mark.parametrize("sent", ["", " \t\n ", "\0", "\u200b\u200f\ufeff", "\ud83d"])
def test_nothing_to_see_is_empty(sent: str) -> None:
    with pytest.raises(QuestionError) as refused:
        checked(sent)
    assert refused.value.reason == "empty"


@pytest.mark.parametrize("sent", ["???", "\U0001f600\U0001f44d", "… – !", "\u0301", "___"])
def test_without_letters_or_digits_there_are_no_words(sent: str) -> None:
    with pytest.raises(QuestionError) as refused:
        checked(sent)
    assert refused.value.reason == "no_words"


def test_length_counts_after_cleaning() -> None:
    assert len(checked("a" * MAX_LENGTH)) == MAX_LENGTH == 4000
    assert checked("\u200b" * 5000 + "a" * MAX_LENGTH + "   ") == "a" * MAX_LENGTH
    assert len(checked("a\u030a" * MAX_LENGTH)) == MAX_LENGTH
    with pytest.raises(QuestionError) as refused:
        checked("a" * (MAX_LENGTH + 1))
    assert refused.value.reason == "too_long"
    assert refused.value.values_for_text == {"length": 4001, "limit": 4000}


def test_an_error_never_carries_the_question() -> None:
    with pytest.raises(QuestionError) as refused:
        checked("hemligt " * 600)
    assert "hemligt" not in str(refused.value)
