from __future__ import annotations

import json
from collections.abc import Callable
from itertools import groupby
from typing import Any

import httpx
import pytest

Event = tuple[str, dict[str, Any]]


@pytest.fixture
def events(client: httpx.Client) -> Callable[..., list[Event]]:
    """events(question, …): names and data, in the order they came."""

    def events(question: str, **fields: Any) -> list[Event]:
        response = client.post("/api/ask/stream", json={"question": question, **fields})
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("text/event-stream")
        assert (response.headers["Cache-Control"], response.headers["X-Accel-Buffering"]) == ("no-store", "no")
        found = []
        for block in response.text.strip().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines())
            assert set(fields) == {"event", "data"}
            found.append((fields["event"], json.loads(fields["data"])))
        return found

    return events


def test_progress_then_claims_then_the_answer(events: Callable[..., list[Event]], question: str) -> None:
    received = events(question)
    assert [name for name, _ in groupby(name for name, _ in received)] == ["progress", "claim", "answer"]
    assert len([name for name, _ in received if name == "answer"]) == 1
    steps = [data["step"] for name, data in received if name == "progress"]
    assert (steps[0], steps[-1]) == ("check", "verify")


@pytest.mark.parametrize("question", ["Kan vi få pengar till en handledare?", "How much money can we get?", "Hej!"])
def test_the_answer_is_that_of_the_plain_call(
    events: Callable[..., list[Event]], asked: Callable[..., dict[str, Any]], question: str
) -> None:
    assert events(question)[-1] == ("answer", asked(question))


def test_claims_are_what_the_answer_says(events: Callable[..., list[Event]], question: str) -> None:
    received = events(question)
    answer = received[-1][1]
    quotes = {citation["id"]: citation["quote"] for citation in answer["citations"]}
    claims = [data for name, data in received if name == "claim"]
    assert {claim["kind"] for claim in claims} >= {"quote", "condition"}
    for claim in claims:
        assert claim["text"] in answer["answer"]
        assert claim["citations"]
        if claim["kind"] in ("quote", "condition"):
            assert [quotes[number] for number in claim["citations"]] == [claim["text"]]


def test_a_past_day_and_a_language_are_heeded(events: Callable[..., list[Event]], question: str) -> None:
    _, answer = events(question, as_of="2020-01-01", language="en")[-1]
    assert (answer["status"], answer["language"], answer["as_of"]) == ("not_in_guidelines", "en", "2020-01-01")


@pytest.mark.parametrize(("question", "status"), [("", 422), ("🙂", 422), ("a" * 4001, 413)])
def test_a_bad_question_is_refused_before_the_stream(client: httpx.Client, question: str, status: int) -> None:
    response = client.post("/api/ask/stream", json={"question": question})
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    assert response.json()["detail"]
