"""What Prometheus reads, and what goes with every request."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.conftest import Server

QUESTION = "Kan vi få pengar till en handledare?"


@pytest.fixture(scope="module")
def observed(serve: Callable[..., AbstractContextManager[Server]]) -> Iterator[tuple[httpx.Client, Server]]:
    """Of a server that counts and logs all it can."""
    settings = {"ASF_METRICS": "true", "ASF_LOG_LEVEL": "debug", "ASF_LOG_FORMAT": "json", "ASF_FEEDBACK": "true"}
    with serve(**settings) as running, httpx.Client(base_url=running.url, trust_env=False, timeout=60) as client:
        yield client, running


def counted(client: httpx.Client, name: str) -> float:
    lines = client.get("/metrics").text.splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))


def test_answers_are_counted_and_timed_step_by_step(observed: tuple[httpx.Client, Server]) -> None:
    client, _ = observed
    before = counted(client, "asf_answers_total")
    for question in (QUESTION, QUESTION, "Hej!"):
        assert client.post("/api/ask", json={"question": question}).status_code == 200
    assert client.post("/api/ask", json={"question": "?!"}).status_code == 422
    assert counted(client, "asf_answers_total") == before + 2
    assert counted(client, 'asf_answers_total{by="extractive",language="sv",status="answered"}') >= 1
    assert counted(client, "asf_shared_total") == 1
    assert counted(client, "asf_faults_total") == 0
    for step in ("check", "date", "retrieve", "decide", "compose", "verify"):
        assert counted(client, f'asf_step_seconds_count{{step="{step}"}}') == counted(
            client, "asf_answer_seconds_count"
        )
    assert 0 < counted(client, "asf_step_seconds_sum") <= counted(client, "asf_answer_seconds_sum")
    assert counted(client, "asf_waiting") == 0
    ready = client.get("/ready").json()
    assert f'asf_publication{{publication="{ready["publication"]}"}} 1.0' in client.get("/metrics").text
    assert "handledare" not in client.get("/metrics").text


def test_feedback_is_counted(observed: tuple[httpx.Client, Server]) -> None:
    client, _ = observed
    client.post("/api/feedback", json={"helpful": False, "question": "a", "answer": "b"})
    assert counted(client, 'asf_feedback_total{helpful="false"}') == 1


def test_without_the_setting_there_are_no_metrics(client: httpx.Client) -> None:
    assert client.get("/metrics").status_code == 404


def test_a_request_s_id_is_the_caller_s_or_a_new_one(client: httpx.Client) -> None:
    assert client.get("/health", headers={"X-Request-Id": "abc-1"}).headers["x-request-id"] == "abc-1"
    drawn = [
        client.get("/health", headers={"X-Request-Id": given}).headers["x-request-id"]
        for given in ("", "a b", "x" * 65)
    ]
    assert len({*drawn}) == 3
    assert all(len(each) == 32 for each in drawn)
    assert client.get("/inte-har").headers["x-request-id"]


def test_each_request_is_a_line_without_what_was_asked(observed: tuple[httpx.Client, Server]) -> None:
    client, server = observed
    sent = {"X-Request-Id": "min-fraga"}
    client.post("/api/ask?hemligt=1", json={"question": "Vem upphandlar insatsen?"}, headers=sent)
    lines = [json.loads(line) for line in server.printed().splitlines() if line.startswith("{")]
    (told,) = [line for line in lines if line.get("request") == "min-fraga" and line["logger"].endswith("request_id")]
    assert told["message"].startswith("POST /api/ask 200 ")
    assert "hemligt" not in server.printed()
    assert "upphandlar insatsen" not in server.printed()
