"""A model's server on the loopback that speaks OpenAI's language and behaves as badly as it is told to."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

PIECE = 40
"""Characters of the answer in each piece of the stream."""
PATIENCE = 60.0
"""Seconds after which a test is stuck, however busy the machine."""
Reply: TypeAlias = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class BadModel:
    """The server: what it replies next, and what it was sent."""

    url: str
    reply: Reply
    choice: Reply | None = None
    """What it replies when it is to choose passages; None for the same."""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    replied: list[Reply] = field(default_factory=list)
    """The replies that are over: as long as one hangs, it is not among them."""

    @property
    def sent(self) -> str:
        """All that it was sent, as text."""
        return json.dumps(self.bodies, ensure_ascii=False)


def told_to(handler: BaseHTTPRequestHandler) -> str:
    """The data that a request sent, after the instructions."""
    body: dict[str, Any] = getattr(handler, "body")  # noqa: B009  the server's own handlers have it
    return str(body["messages"][-1]["content"])


def is_choice(handler: BaseHTTPRequestHandler) -> bool:
    """Whether it is to choose among passages."""
    told = told_to(handler)
    return "<samtal>" in told and "<passager>" in told


def shown_to(handler: BaseHTTPRequestHandler) -> list[dict[str, Any]]:
    """The passages that a request sent."""
    found = re.search(r"<passager>\n(.*)\n</passager>", told_to(handler), re.DOTALL)
    assert found is not None
    passages: list[dict[str, Any]] = json.loads(found[1])
    return passages


def writes(text: str, *, cut: bool = False) -> Reply:
    """The text, piece by piece; `cut` ends the connection before the end is told."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        _begin(handler)
        for start in range(0, len(text), PIECE):
            _piece(handler, text[start : start + PIECE])
        if not cut:
            _piece(handler, "", "stop")
            _send(handler, "data: [DONE]\n\n")

    return reply


def says(*sentences: dict[str, Any]) -> Reply:
    """The sentences in the form that was asked for."""
    return writes(json.dumps({"meningar": sentences}, ensure_ascii=False))


def chooses(*names: str, **labels: Any) -> Reply:
    """These passages, in the form that was asked for; `labels` stand in place of those of a whole answer."""
    whole = {"svarar": list(names), "villkor": [], "besvarat": "helt" if names else "inte", "saknas": [], "nej": False}
    return writes(json.dumps({**whole, **labels}, ensure_ascii=False))


def chooses_what_says(words: str, **labels: Any) -> Reply:
    """The passages with these words, or none."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        chooses(*(each["id"] for each in shown_to(handler) if words in each["text"]), **labels)(handler)

    return reply


def chooses_all(handler: BaseHTTPRequestHandler) -> None:
    """Every passage that it is shown."""
    chooses(*(each["id"] for each in shown_to(handler)))(handler)


def calls_a_tool(handler: BaseHTTPRequestHandler) -> None:
    """A call of a tool that nobody offered, in place of JSON."""
    _begin(handler)
    call = {
        "index": 0,
        "id": "c1",
        "type": "function",
        "function": {"name": "svara", "arguments": '{"svarar": ["P1"]}'},
    }
    _piece(handler, None, tool_calls=[call])
    _piece(handler, None, "tool_calls")
    _send(handler, "data: [DONE]\n\n")


def fails(status: int) -> Reply:
    """Nothing but a status."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps({"error": {"message": "nej", "type": "error"}}).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def in_turn(*replies: Reply) -> Reply:
    """One reply after the other, and the last for ever."""
    left = list(replies)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def hangs(seconds: float) -> Reply:
    """Nothing for so long."""
    return lambda _: time.sleep(seconds)


def waits_for(event: threading.Event) -> Reply:
    """Nothing before the event, and then nothing either."""

    def reply(_: BaseHTTPRequestHandler) -> None:
        event.wait(PATIENCE)

    return reply


def never_ends(handler: BaseHTTPRequestHandler) -> None:
    """One sentence without an end."""
    _begin(handler)
    _piece(handler, '{"meningar": [{"text": "')
    while True:
        _piece(handler, "och så vidare ")


def obeys(handler: BaseHTTPRequestHandler) -> None:
    """Does as it is told, for once: chooses the nearest passage, makes each passage a sentence, and finds that good."""
    told = told_to(handler)
    if is_choice(handler):
        chooses("P1")(handler)
    elif "<passager>" in told:
        says(*(_sentence(passage) for passage in shown_to(handler)))(handler)
    else:
        writes('{"svarar": true, "fraga": ""}')(handler)


def _sentence(passage: dict[str, Any]) -> dict[str, Any]:
    text, giving = passage["text"], "Finansiering av "
    if not passage["kan_stodjas"]:
        said = f"{passage['inledning']} {text}".strip()
    elif text.startswith(giving):
        said = f"Förbundet kan finansiera {text.removeprefix(giving)}"
    else:
        said = f"Förbundet kan ge stöd till {text[0].lower()}{text[1:]}"
    return {"text": said, "passager": [passage["id"]], "ord": [text]}


def _begin(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()


def _piece(handler: BaseHTTPRequestHandler, text: str | None, finish: str | None = None, **more: Any) -> None:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text, **more}, "finish_reason": finish}
    piece = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "dålig", "choices": [choice]}
    _send(handler, f"data: {json.dumps(piece)}\n\n")


def _send(handler: BaseHTTPRequestHandler, text: str) -> None:
    handler.wfile.write(text.encode())
    handler.wfile.flush()


@contextmanager
def bad_model(port: int = 0) -> Iterator[BadModel]:
    """The server, until the context ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            choice = model.choice if is_choice(self) else None
            if choice is None:
                model.bodies.append(self.body)
            reply = choice or model.reply
            with suppress(ConnectionError):  # the caller may have given up
                reply(self)
            if choice is None:
                model.replied.append(reply)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    model = BadModel(f"http://127.0.0.1:{server.server_port}/v1", fails(500))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield model
    server.shutdown()
    server.server_close()
