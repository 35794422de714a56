from __future__ import annotations

import pytest

from corpus.importing.document.completeness import lost_words, words_of
from corpus.reading.parsing import parse_passages


@pytest.mark.parametrize(
    ("extracted", "arrived", "lost"),
    [
        ("Förbundet ger stöd.", "Förbundet ger stöd.", ()),
        ("Förbundet ger stöd.", "Förbundet ger.", ("stöd",)),
        ("stöd stöd stöd", "stöd stöd", ("stöd",)),
        ("arbets-\nintegrerande", "arbetsintegrerande", ()),
        ("arbets\u00ad\nplats", "arbetsplats", ()),
        ("1. Ansök\n2) Vänta\n3 Resa", "Ansök\nVänta\nResa", ()),
        ("• Utbildning", "Utbildning", ()),
        ("Högst 10 000 kr", "Högst kr", ("10", "000")),
        ("e\ufb00ektiv", "effektiv", ()),
        ("a\u030atgärd", "åtgärd", ()),
    ],
)
def test_words_that_did_not_arrive(extracted: str, arrived: str, lost: tuple[str, ...]) -> None:
    assert lost_words(extracted, arrived) == lost


def test_passages_headings_and_lead_ins_count_once() -> None:
    text = "# Titel\n\nEn mening. Så här:\n\n- ett\n- två\n\n## Rubrik\n\nSlut."
    words = words_of(parse_passages(text), ["Titel", "Rubrik"])
    assert lost_words("Titel En mening Så här ett två Rubrik Slut", words) == ()
    assert lost_words("Titel Titel", words) == ("titel",)
    assert lost_words("Så här så här", words) == ("så", "här")
