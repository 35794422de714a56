from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.question.masking import MASKS, masked

PERSON, EMAIL, PHONE = MASKS["identity"], MASKS["email"], MASKS["phone"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Anna 811228-9874 vill", f"Anna {PERSON} vill"),
        ("Anna 19811228-9874 vill", f"Anna {PERSON} vill"),
        ("198112289874", PERSON),
        ("8112289874", PERSON),
        ("811228+9874", PERSON),
        ("811288-9871", PERSON),  # samordningsnummer: day of birth plus sixty
        ("mejla anna.b+x@kommunen.example nu", f"mejla {EMAIL} nu"),
        ("ring 070-123 45 67 eller", f"ring {PHONE} eller"),
        ("ring +46 70 123 45 67", f"ring {PHONE}"),
        ("ring 08-123 456 78.", f"ring {PHONE}."),
        ("0046701234567", PHONE),
        ("070.123.45.67 tel070-1234567", f"{PHONE} tel{PHONE}"),
        ("811228\u20119874 811228\u22129874 81 12 28 9874", f"{PERSON} {PERSON} {PERSON}"),
        ("1981-12-28-9874", PERSON),
        ("811228, 9874", PERSON),
        ("personnummer: 811228-TF14", PERSON),
        ("pnr 811228-9875", PERSON),
        ("anna @ kommunen.example, anna(at)kommunen.example", f"{EMAIL}, {EMAIL}"),
        ("o'brien@kommunen.example", EMAIL),
    ],
)
def test_what_identifies_a_person_is_hidden(text: str, hidden: str) -> None:
    assert masked(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "Vad gällde 2012?",
        "den 28 november 2013",
        "2013-11-28",
        "policyn 131128",
        "25 000 kronor",
        "1 250 000 kr",
        "811228-9875",  # the control digit is wrong
        "811399-9876",  # no such day
        "dnr 2013:145-12",
        "01-01-2024",
        "öppet 08 00 - 16 00",
        "0-10 000 000 kr",
        "högst 18 månader, minst 3",
        "12345678901234567890",
    ],
)
def test_years_sums_and_dates_are_not(text: str) -> None:
    assert masked(text) == text


@settings(deadline=None)
@given(st.dates(), st.integers(0, 999), st.sampled_from(["", "-", " ", " - "]))
def test_every_identity_number_is_hidden(born: object, number: int, between: str) -> None:
    digits = f"{born:%y%m%d}{number:03d}"
    weights = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    control = -sum(int(figure) for weight in weights for figure in str(weight)) % 10
    text = masked(f"Hen {digits[:6]}{between}{digits[6:]}{control} undrar")
    assert not re.search(r"\d", text)
