"""What Gradio is given to read: only what the page sends, so that it has nothing to print of what somebody wrote."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.conftest import Server

SECRET = "HemligtOrd"
SAID = {"role": "user", "content": [{"type": "text", "text": SECRET}], "metadata": None, "options": None}
BODIES: dict[str, Any] = {
    "text where the conversation stands": {"fn_index": 0, "data": [SECRET, "", SECRET]},
    "a conversation of texts": {"fn_index": 0, "data": [SECRET, "", [SECRET]]},
    "a message that is a text": {"fn_index": 0, "data": [SECRET, "", [{**SAID, "content": SECRET}]]},
    "an unknown role": {"fn_index": 0, "data": [SECRET, "", [{**SAID, "role": SECRET}]]},
    "a file": {"fn_index": 0, "data": [SECRET, "", [{**SAID, "content": [{"type": "file", "text": SECRET}]}]]},
    "a list where the question stands": {"fn_index": 0, "data": [[SAID], "", []]},
    "too few": {"fn_index": 0, "data": [SECRET]},
    "too many": {"fn_index": 0, "data": [SECRET] * 9},
    "nothing but a text": {"fn_index": 0, "data": SECRET},
    "something that does not happen": {"fn_index": 999, "data": [SECRET]},
    "no number": {"fn_index": SECRET, "data": []},
    "half a sign": '{"fn_index": 0, "data": ["HemligtOrd\\ud800", "", []]}',
    "half a message": '{"fn_index": 0, "data": ["HemligtOrd',
}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("sort", BODIES)
def test_what_the_page_does_not_send_is_refused_and_not_printed(
    client: httpx.Client, server: Server, prefix: str, sort: str
) -> None:
    body = BODIES[sort]
    content = body if isinstance(body, str) else json.dumps({"session_hash": "a", "trigger_id": 1, **body})
    headers = {"Content-Type": "application/json"}
    refused = client.post(f"{prefix}/gradio_api/queue/join", content=content, headers=headers)
    assert 400 <= refused.status_code < 500
    assert SECRET not in refused.text
    assert SECRET not in server.printed()


def test_what_the_page_sends_is_answered(client: httpx.Client, server: Server) -> None:
    body = {"session_hash": "b", "fn_index": 0, "data": ["Vem upphandlar?", "", [SAID]]}
    assert client.post("/gradio_api/queue/join", json=body).status_code == 200
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "b"}) as events:
        told = next(line for line in events.iter_lines() if '"process_completed"' in line)
    [part] = json.loads(told.removeprefix("data: "))["output"]["data"][1][-1]["content"]
    assert "Medlemmarna står för insatsen" in part["text"]
    assert SECRET not in server.printed()


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(
    "content", ['{"question": ["HemligtOrd"]}', '{"question": "HemligtOrd\\ud800"}', '{"question": "HemligtOrd']
)
def test_nor_does_the_api_print_what_it_cannot_read(
    client: httpx.Client, server: Server, path: str, content: str
) -> None:
    answer = client.post(path, content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code < 500
    assert SECRET not in server.printed()
