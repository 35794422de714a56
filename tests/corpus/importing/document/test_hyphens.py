from __future__ import annotations

import pytest

from corpus.importing.document.hyphens import cleaned, mended, vocabulary


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["arbets-", "integrerande företag"], "arbetsintegrerande företag"),
        (["närings-", "verksamhet, målgrupp-", "en"], "näringsverksamhet, målgruppen"),
        (["en ASF-", "insats"], "en ASF-insats"),
        (["Påhittade-", "Dalen"], "Påhittade-Dalen"),
        (["IT-", "och ekonomistöd"], "IT- och ekonomistöd"),
        (["för- eller efter-", "samt mellanvård"], "för- eller efter- samt mellanvård"),
        (["per e-", "post"], "per e-post"),
        (["åren 2026-", "2027"], "åren 2026-2027"),
        (["covid-", "pandemin och covid-pandemin igen"], "covid-pandemin och covid-pandemin igen"),
        (["arbets\u00ad", "plats, in\u00adsats"], "arbetsplats, insats"),
        (["ställ‐", "ning"], "ställning"),
        (["en sak -", "en annan"], "en sak - en annan"),
        (["slut.", "Början"], "slut. Början"),
        (["ensam-"], "ensam-"),
        ([], ""),
    ],
)
def test_hyphens_at_line_ends(lines: list[str], text: str) -> None:
    assert mended(lines, vocabulary(lines)) == text


def test_ligatures_and_invisible_characters_go_and_letters_stay() -> None:
    assert cleaned("e\ufb00ektiv \ufb01nansiering\u200b, ra\ufb04ad\x00 \ufeffåäö ÅÄÖ é") == (
        "effektiv finansiering, raffladåäö ÅÄÖ é".replace("raffladåäö", "rafflad åäö")
    )
