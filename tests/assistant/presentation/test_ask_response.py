from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.model import Answer
from assistant.presentation.ask_response import AskResponse, ClaimOut
from assistant.presentation.links import Links
from tests.assistant.presentation.conftest import ANSWER, CHANGED, MARKDOWN, QUOTE


def to_json(answer: Answer, links: Links) -> dict[str, Any]:
    return AskResponse.of(answer, links).model_dump(mode="json")


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
        "read_by": None,
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


def test_a_claim_in_the_stream() -> None:
    claim = ClaimOut.of(ANSWER.claims[-1]).model_dump(mode="json")
    assert claim == {"kind": "note", "text": "En anmärkning.", "citations": [1, 2]}


def test_a_claim_of_a_change_in_the_stream() -> None:
    assert ClaimOut.of(CHANGED.claims[2]).model_dump(mode="json") == {
        "kind": "before",
        "text": QUOTE.quote,
        "citations": [1],
    }
