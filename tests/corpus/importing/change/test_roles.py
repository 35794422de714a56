from __future__ import annotations

import pytest

from corpus.importing.change.roles import guessed_role, is_history, quoted_document
from corpus.model import Passage, PassageKind, Role


def passage(
    text: str, lead_in: str | None = None, section: str = "Stöd", kind: PassageKind = PassageKind.SENTENCE
) -> Passage:
    return Passage("ankare", text, kind, ("Riktlinjer", section), lead_in, 0, 1)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Förbundet kan finansiera insatser för målgruppen.", Role.SUPPORT),
        ("Förbundet kan även stödja medlemmar.", Role.SUPPORT),
        ("Medlemmar kan få stöd för utbildning.", Role.SUPPORT),
        ("Bidrag kan beviljas för lokaler.", Role.SUPPORT),
        ("Förbundet kan inte finansiera resor.", Role.EXCLUSION),
        ("Inga resor kan finansieras.", Role.EXCLUSION),
        ("Alkohol och tobak ersätts inte.", Role.EXCLUSION),
        ("Bidraget får inte användas till mat.", Role.EXCLUSION),
        ("Inget stöd lämnas till politiska föreningar.", Role.EXCLUSION),
        ("Löpande drift är inte bidragsberättigande.", Role.EXCLUSION),
        ("Hyra ersätts inte om kommunen äger lokalen.", Role.CONDITION),
        ("Stöd kan inte ges med mer än 500 kronor.", Role.CONDITION),
        ("Beslut om bidrag kan inte överklagas.", Role.CONDITION),
        ("Medlemmen ska upphandla insatsen.", Role.CONDITION),
        ("Stödet ges endast till medlemmar.", Role.CONDITION),
        ("Det krävs ett beslut.", Role.CONDITION),
        ("Beloppet är högst 10 000 kronor.", Role.CONDITION),
        ("Stöd ges under förutsättning att medel finns.", Role.CONDITION),
        ("ASF är ett företag som integrerar människor.", Role.DEFINITION),
        ("Med målgrupp avses personer utan arbete.", Role.DEFINITION),
        ("Med stöd menas pengar.", Role.DEFINITION),
        ("Ansökan görs skriftligt.", Role.PROCEDURE),
        ("Vid mottagande gäller den senaste versionen.", Role.PROCEDURE),
        ("Samverkan är bra.", None),
        ("Skaldjur smakar gott.", None),
    ],
)  # fmt: skip
def test_a_role_is_guessed_by_words(text: str, role: Role | None) -> None:
    assert guessed_role(passage(text)) is role


@pytest.mark.parametrize(
    ("lead_in", "role"),
    [
        ("Förbundet kan finansiera:", Role.SUPPORT),
        ("Exempel på insatser är:", Role.SUPPORT),
        ("Följande kan inte finansieras:", Role.EXCLUSION),
        ("Bidrag lämnas inte till:", Role.EXCLUSION),
        ("Undantagna från stöd är:", Role.EXCLUSION),
        ("Så här går det till:", None),
    ],
)
def test_a_role_is_guessed_by_the_lead_in(lead_in: str, role: Role | None) -> None:
    assert guessed_role(passage("Utbildning", lead_in, kind=PassageKind.ITEM)) is role


@pytest.mark.parametrize(
    ("lead_in", "section"),
    [("Ändringshistorik:", "Stöd"), (None, "Revideringshistorik"), (None, "Versionshistorik"),
     (None, "5. Tidigare versioner"), ("Tidigare policyer:", "Stöd")],
)  # fmt: skip
def test_the_change_history_is_history_whatever_it_says(lead_in: str | None, section: str) -> None:
    entry = passage("Policy som kan finansiera 131128", lead_in, section)
    assert is_history(entry)
    assert guessed_role(entry) is Role.HISTORY


def test_a_title_has_no_role() -> None:
    assert guessed_role(passage("Riktlinjer som kan finansiera", kind=PassageKind.TITLE)) is None
    assert not is_history(passage("Historik", kind=PassageKind.TITLE))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('Förbundets "Riktlinjer för finansiering" gäller.', "Riktlinjer för finansiering"),
        ("Se ”Policy för inköp” och ”annat”.", "Policy för inköp"),
        ("Enligt riktlinjerna ”Att samverka i Dalen” gäller detta.", "Att samverka i Dalen"),
        ("Anvisningar: »Så söker du» följs.", "Så söker du"),
        ("Vi kallar det ”samverkan”.", None),
        ("I ”Riktlinjer” här ovan.", None),
    ],
)
def test_a_quoted_document_is_named(text: str, title: str | None) -> None:
    assert quoted_document(passage(text), "Riktlinjer") == title


def test_the_history_refers_to_nothing() -> None:
    assert quoted_document(passage("”Policy för inköp” 131128", "Ändringshistorik:"), "x") is None
