from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.model import Answer, Citation, CitationRole, Claim, ClaimKind, Status, Verdict
from assistant.presentation.links import Links
from assistant.presentation.render import claim_json, to_json, to_markdown, to_terminal
from corpus.timeline import VersionStatus

QUOTE = Citation(
    number=1,
    role=CitationRole.ANSWER,
    quote="Resa till Påhittade Dalen",
    lead_in="Exempel på stöd är:",
    anchor="resa",
    guideline_id="stod-dalen",
    guideline_title="Påhittad riktlinje",
    version_id="2020",
    version_status=VersionStatus.CURRENT,
    adopted=date(2019, 12, 1),
    valid_from=date(2020, 1, 1),
    valid_to=None,
    section="Stöd",
)
TERM = replace(QUOTE, number=2, role=CitationRole.CONDITION, quote="Avtal ska finnas.", lead_in=None, anchor="avtal")
ANSWER = Answer(
    status=Status.ANSWERED,
    verdict=Verdict.CONDITIONAL,
    claims=(
        Claim(ClaimKind.LEAD, "Det kan finansieras.", (1,)),
        Claim(ClaimKind.QUOTE, QUOTE.quote, (1,)),
        Claim(ClaimKind.MISSING, "Däremot framgår inte något belopp."),
        Claim(ClaimKind.CONDITION, TERM.quote, (2,)),
        Claim(ClaimKind.NOTE, "En anmärkning.", (1, 2)),
    ),
    citations=(QUOTE, TERM),
    suggestions=("Vad mer?",),
    language="sv",
    standalone_question="Kan vi få resa?",
    as_of=date(2026, 11, 23),
    is_today=True,
    publication="p-1",
)
MARKDOWN = """Det kan finansieras. [1]

- Exempel på stöd är: ”Resa till Påhittade Dalen” [1]

Däremot framgår inte något belopp.

Villkor som hör till:

- ”Avtal ska finnas.” [2]

En anmärkning. [1] [2]"""


def test_json_is_the_contract() -> None:
    assert to_json(ANSWER, Links()) == {
        "status": "answered",
        "verdict": "conditional",
        "answer": MARKDOWN,
        "citations": [
            {
                "id": 1,
                "role": "answer",
                "quote": "Resa till Påhittade Dalen",
                "lead_in": "Exempel på stöd är:",
                "passage": "resa",
                "guideline_id": "stod-dalen",
                "guideline_title": "Påhittad riktlinje",
                "version": "2020",
                "version_status": "current",
                "adopted": "2019-12-01",
                "valid_from": "2020-01-01",
                "valid_to": None,
                "section": "Stöd",
                "url": "/guidelines/stod-dalen/versions/2020#resa",
            },
            to_json(ANSWER, Links())["citations"][1],
        ],
        "suggestions": ["Vad mer?"],
        "language": "sv",
        "standalone_question": "Kan vi få resa?",
        "as_of": "2026-11-23",
        "answered_by": "extractive",
        "prompt": None,
        "publication": "p-1",
    }


def test_real_answers_follow_the_contract_and_are_json(
    ask: Callable[..., Answer], follows_contract: Callable[[dict[str, Any]], None]
) -> None:
    for question in ("Kan arbetsträning på ett ASF finansieras?", "Hur mycket pengar kan vi få?", "Hej!"):
        given = to_json(ask(question), Links("https://asf.example.se"))
        follows_contract(given)
        assert json.loads(json.dumps(given)) == given
        assert all(citation["url"].startswith("https://asf.example.se/g") for citation in given["citations"])


def test_what_is_not_known_is_null() -> None:
    undated = replace(QUOTE, adopted=None, valid_from=None)
    plain = to_json(replace(ANSWER, verdict=None, claims=ANSWER.claims[:2], citations=(undated,)), Links())
    assert (plain["verdict"], plain["citations"][0]["adopted"], plain["citations"][0]["valid_from"]) == (None,) * 3


def test_markdown_numbers_every_claim() -> None:
    assert to_markdown(ANSWER) == MARKDOWN


def test_a_claim_in_the_stream() -> None:
    claim = claim_json(ANSWER.claims[-1])
    assert claim == {"kind": "note", "text": "En anmärkning.", "citations": [1, 2]}


@pytest.mark.parametrize(
    ("links", "url"),
    [
        (Links(), "/guidelines/stod-dalen/versions/2020#resa"),
        (Links(root_path="/assistent/"), "/assistent/guidelines/stod-dalen/versions/2020#resa"),
        (Links("https://asf.example.se/"), "https://asf.example.se/guidelines/stod-dalen/versions/2020#resa"),
        (Links("https://asf.example.se", "/x"), "https://asf.example.se/guidelines/stod-dalen/versions/2020#resa"),
    ],
)
def test_addresses_are_absolute_with_a_public_one(links: Links, url: str) -> None:
    assert links.passage(QUOTE) == url


def test_addresses_are_escaped() -> None:
    assert Links().passage(replace(QUOTE, version_id="å 1", anchor='"x')).endswith("/versions/%C3%A5%201#%22x")


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


CHANGED = replace(
    ANSWER,
    verdict=None,
    claims=(
        Claim(ClaimKind.LEAD, "Det här är ändrat:"),
        Claim(ClaimKind.GROUP, "Ändrat:"),
        Claim(ClaimKind.BEFORE, QUOTE.quote, (1,)),
        Claim(ClaimKind.AFTER, TERM.quote, (2,)),
    ),
)


def test_markdown_tells_the_old_wording_from_the_new_under_its_heading() -> None:
    assert to_markdown(CHANGED) == (
        "Det här är ändrat:\n\nÄndrat:\n\n- Äldre lydelse: Exempel på stöd är: ”Resa till Påhittade Dalen” [1]\n"
        "- Ny lydelse: ”Avtal ska finnas.” [2]"
    )
    assert "- Earlier wording: " in to_markdown(replace(CHANGED, language="en"))


def test_the_terminal_shows_changes_the_same_way() -> None:
    shown = to_terminal(CHANGED, Links())
    assert shown.startswith(to_markdown(CHANGED))


def test_a_claim_of_a_change_in_the_stream() -> None:
    assert claim_json(CHANGED.claims[2]) == {"kind": "before", "text": QUOTE.quote, "citations": [1]}
