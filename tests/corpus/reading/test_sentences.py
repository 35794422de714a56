from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.parsing import collapse
from corpus.reading.sentences import split_sentences

pieces = st.sampled_from(
    [
        ". ",
        "! ",
        "? ",
        "… ",
        '." ',
        "bl.a. ",
        "t.ex.",
        "3. ",
        "A. ",
        "Vi",
        "stödet",
        " ",
        "å",
        "2010",
        "(",
        "»",
    ]
)
prose = st.one_of(st.text(), st.lists(pieces, max_size=30).map("".join)).map(collapse)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Medlemmen söker. Styrelsen beslutar.", ["Medlemmen söker.", "Styrelsen beslutar."]),
        ("Får vi stöd? Ja! Sök nu.", ["Får vi stöd?", "Ja!", "Sök nu."]),
        ('Hon sade "ja." Sedan gick hon.', ['Hon sade "ja."', "Sedan gick hon."]),
        ("Det gäller (se bilagan.) Övrigt utgår.", ["Det gäller (se bilagan.)", "Övrigt utgår."]),
        ("Så var det… Ärendet är slut.", ["Så var det…", "Ärendet är slut."]),
        ("Planen är från 2010. Den gäller.", ["Planen är från 2010.", "Den gäller."]),
        ("Vi söker. 3 platser finns.", ["Vi söker.", "3 platser finns."]),
        ('Vi söker. "Riktlinjen" gäller.', ["Vi söker.", '"Riktlinjen" gäller.']),
        ("Utan punkt på slutet", ["Utan punkt på slutet"]),
        ("", []),
    ],
)
def test_sentences_end_at_stops_followed_by_a_new_start(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Stöd ges till bl.a. Påhittade Dalens kommun.",
        "Medel kan t.ex. Dalens region få.",
        "Se kap. 3 i planen.",
        "Avtalet gäller fr.o.m. 2026.",
        "Handläggare är A. Svensson.",
        "Mötet hålls den 5. Maj passar bäst.",
        "Adressen är sofisam.se och inget annat.",
        "Beloppet är 3.5 miljoner.",
        "Och så vidare. men med liten bokstav.",
    ],
)
def test_stops_inside_a_sentence_do_not_split_it(text: str) -> None:
    assert split_sentences(text) == [text]


@given(prose)
def test_joining_the_sentences_gives_the_text_back(text: str) -> None:
    assert " ".join(split_sentences(text)) == text


@given(prose)
def test_no_sentence_is_empty_or_padded(text: str) -> None:
    assert all(sentence and sentence == sentence.strip() for sentence in split_sentences(text))


def test_no_text_takes_long_to_split() -> None:
    began = time.process_time()
    assert split_sentences("." * 200_000 + " Slut") == ["." * 200_000, "Slut"]
    assert time.process_time() - began < 2  # trying each dot again would take minutes
