from __future__ import annotations

import pytest

from assistant.question.named_matter import names_all

CAMP = "Lägerbidraget är ett halvt prisbasbelopp per förening."
CEILING = "Taket för bidraget är 10 000 kronor per förening och år."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hur stort är lägerbidraget?", CAMP),
        ("Hur mycket får vi i lägerbidrag?", CAMP),
        ("LÄGERBIDRAG – hur mycket per förening?", CAMP),
        ("Vilket tak gällde?", CEILING),
        ("What is the ceiling for travel?", "The ceiling for travel is SEK 100."),
    ],
)
def test_all_that_is_asked_about_stands_there(question: str, text: str) -> None:
    assert names_all(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hur stort är resebidraget?", CAMP),
        ("Vilket tak gäller för resor?", CEILING),
        ("Hur mycket får vi?", CEILING),  # about nothing in particular
        ("Hur mycket kostar det?", CEILING),
        ("", CEILING),
    ],
)
def test_or_it_does_not(question: str, text: str) -> None:
    assert not names_all(question, text)
