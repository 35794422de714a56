from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.model import CitationRole
from assistant.presentation.links import Links
from assistant.presentation.render import to_markdown, to_terminal
from corpus.timeline import VersionStatus
from tests.assistant.presentation.conftest import ANSWER, CHANGED, MARKDOWN, QUOTE


def test_markdown_numbers_every_claim() -> None:
    assert to_markdown(ANSWER) == MARKDOWN


def test_the_terminal_shows_verdict_answer_and_sources() -> None:
    shown = to_terminal(ANSWER, Links("https://asf.example.se"))
    assert shown.startswith(f"[Kan finansieras, på villkor]\n\n{MARKDOWN}\n\n")
    assert shown.endswith(
        "[2] Avtal ska finnas.\n"
        "    Påhittad riktlinje (gällande) https://asf.example.se/guidelines/stod-dalen/versions/2020#avtal"
    )


def test_the_terminal_tells_a_pointer_from_a_source() -> None:
    related = replace(QUOTE, role=CitationRole.RELATED, lead_in=None, version_status=VersionStatus.SUPERSEDED)
    shown = to_terminal(replace(ANSWER, verdict=None, citations=(related,), claims=ANSWER.claims[2:3]), Links())
    assert "[1] Närmast i riktlinjerna: Resa till Påhittade Dalen" in shown
    assert "(tidigare)" in shown


def test_the_terminal_badge_names_another_day_than_today() -> None:
    shown = to_terminal(replace(ANSWER, as_of=date(2026, 12, 1), is_today=False), Links())
    assert "Påhittad riktlinje (gällande den 1 december 2026)" in shown


def test_markdown_tells_the_old_wording_from_the_new_under_its_heading() -> None:
    assert to_markdown(CHANGED) == (
        "Det här är ändrat:\n\nÄndrat:\n\n- Äldre lydelse: Exempel på stöd är: ”Resa till Påhittade Dalen” [1]\n"
        "- Ny lydelse: ”Avtal ska finnas.” [2]"
    )
    assert "- Earlier wording: " in to_markdown(replace(CHANGED, language="en"))


def test_the_terminal_shows_changes_the_same_way() -> None:
    shown = to_terminal(CHANGED, Links())
    assert shown.startswith(to_markdown(CHANGED))
