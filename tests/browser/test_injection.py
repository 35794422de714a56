"""HTML, scripts and Markdown in question, answer, quote and guideline text are words, never markup."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Route, expect

from assistant.engine import Engine
from assistant.web.server import create_app
from corpus.settings import Settings
from index.build.publish_now import build
from tests.browser.pages import ask_chat, ask_widget, chat_ready, open_widget

if TYPE_CHECKING:
    from index.model import ReadingModel
    from tests.browser.conftest import Host
    from tests.conftest import Server

pytestmark = pytest.mark.browser
TYPED = (
    'Kan en **handledare** < 5 få stöd? <img src="/nej" onerror="hit = 1"> ![](/nej) <script>hit = 1</script> '
    "[länk](javascript:hit=1) <b>fet</b> &lt;i&gt;"
)
HOSTILE = (
    "Förbundet kan ersätta resor <img src=x onerror=hit=1> <script>hit=1</script> och [det](javascript:hit=1) **fett**."
)
MADE_UP = f"""---
guideline: stod-dalen
version: forsta
title: Riktlinje <b onmouseover=hit=1>för</b> Dalen
adopted: 2019-12-01
adopted_by: Påhittade Dalens styrelse
valid_from: 2020-01-01
valid_to: null
---

# Riktlinje för Dalen

## Resor <img src=x onerror=hit=1>

{HOSTILE}
"""
NAMES = 'Dalen "<script>hit=1</script>" & co'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, model: ReadingModel) -> Iterator[str]:
    """Address of a server over a guideline, a federation and a contact that are full of markup."""
    root = tmp_path_factory.mktemp("hostile")
    folder = root / "documents" / "stod-dalen"
    folder.mkdir(parents=True)
    (folder / "forsta.md").write_text(MADE_UP, encoding="utf-8")
    build(root / "documents", root / "data", "bundled", lambda _: model)
    engine = Engine(root / "data", lambda: model)
    engine.load()
    app = create_app(engine, Settings(federation=NAMES, contact="<img src=x onerror=hit=1> *a*"))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=30)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(30_000)
    yield page
    page.close()


def is_inert(page: Page) -> bool:
    page.wait_for_timeout(300)
    return bool(page.evaluate("typeof hit === 'undefined'"))


def test_markup_in_a_question_is_shown_as_it_was_typed(opened: Callable[..., Page], site: Server, host: Host) -> None:
    chat = chat_ready(opened("/"))
    ask_chat(chat, TYPED)
    expect(chat.locator(".message.user")).to_have_text(TYPED)
    assert chat.locator(".message.user :is(img, b, a, strong, i)").count() == 0
    assert is_inert(chat)
    widget = open_widget(opened(host.page("/a", site.url)))
    ask_widget(widget, TYPED)
    expect(widget.locator("asf-assistant .asked")).to_contain_text(TYPED)
    assert widget.locator("asf-assistant .asked :is(img, b, a, strong)").count() == 0
    assert is_inert(widget)


def test_markup_in_the_guideline_is_quoted_as_words(page: Page, hostile: str) -> None:
    question = "Kan förbundet ersätta resor?"
    page.goto(hostile)
    page.locator("#asf-question textarea").fill(question)
    page.keyboard.press("Enter")
    quote = page.locator(".asf-answer blockquote").first
    expect(quote).to_contain_text("<img src=x onerror=hit=1> <script>hit=1</script>")
    assert page.locator(".asf-answer :is(img, script, b)").count() == 0
    assert page.locator("#asf-header :is(img, script)").count() == 0
    assert is_inert(page)

    page.goto(f"{hostile}/widget")
    ask_widget(open_widget(page), question)
    expect(page.locator("asf-assistant blockquote").first).to_contain_text("<img src=x onerror=hit=1>")
    assert page.locator("asf-assistant :is(img, script, b)").count() == 0
    assert is_inert(page)


@pytest.mark.parametrize("path", ["/guidelines", "/guidelines/stod-dalen/versions/forsta", "/accessibility", "/privacy",
                                  "/widget", "/guidelines/%3Cscript%3Ehit=1%3C%2Fscript%3E"])  # fmt: skip
def test_no_page_beside_runs_what_stands_in_its_texts(page: Page, hostile: str, path: str) -> None:
    page.goto(f"{hostile}{path}")
    assert page.locator("main :is(img, script, b)").count() == 0
    assert page.locator('a[href^="javascript:"]').count() == 0
    assert is_inert(page)


def test_a_server_that_has_been_taken_over_cannot_run_anything_in_the_widget(
    page: Page, site: Server, host: Host
) -> None:
    evil = "<img src=x onerror=hit=1>"
    citation: dict[str, Any] = {
        "id": 1, "role": "answer", "quote": evil, "lead_in": evil, "passage": "x", "guideline_id": "x",
        "guideline_title": evil, "version": "x", "version_status": "current", "adopted": None, "valid_from": None,
        "valid_to": None, "section": evil, "url": "javascript:hit=1",
    }  # fmt: skip
    answer = {"status": "answered", "verdict": None, "answer": evil, "citations": [citation], "suggestions": [evil],
              "language": "sv", "standalone_question": evil, "as_of": "2026-11-23", "answered_by": "x",
              "publication": "x"}  # fmt: skip
    claims = [{"kind": "lead", "text": evil, "citations": []}, {"kind": "quote", "text": evil, "citations": [1]}]
    events = [("claim", claim) for claim in claims] + [("answer", answer)]
    body = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)

    def fulfil(route: Route) -> None:
        headers = {"Access-Control-Allow-Origin": host.origin, "Content-Type": "text/event-stream"}
        route.fulfill(status=200, headers=headers, body=body)

    page.route(re.compile("/api/ask/stream"), fulfil)
    page.goto(host.page("/a", site.url))
    ask_widget(open_widget(page))
    widget = page.locator("asf-assistant")
    expect(widget.locator("blockquote")).to_contain_text(evil)
    assert widget.locator("img").count() == 0
    assert widget.locator('a[href^="javascript:"]').count() == 0
    widget.locator(".next button").click()
    assert is_inert(page)
