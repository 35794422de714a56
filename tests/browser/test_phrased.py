"""Page and widget where a language model phrases: the answer first, then its sentences, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assistant.llm.bad_model import BadModel, bad_model, fails, hangs, in_turn, says
from tests.assistant.llm.test_bad_model import GOOD, sentence
from tests.browser.pages import QUESTION, QUOTE, ask_chat, ask_widget, chat_ready, open_widget

if TYPE_CHECKING:
    from tests.conftest import Server

pytestmark = pytest.mark.browser
HEADING = "Med andra ord, av en språkmodell:"


@pytest.fixture(scope="module")
def phrased(serve: Callable[..., AbstractContextManager[Server]]) -> Iterator[tuple[Server, BadModel]]:
    with (
        bad_model() as model,
        serve(
            ASF_LLM="openai:prov",
            ASF_LLM_PHRASE="true",
            ASF_LLM_BASE_URL=model.url,
            ASF_LLM_OUTSIDE="true",
            ASF_LLM_SECONDS="5",
        ) as server,
    ):
        yield server, model


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(locale="sv-SE")
    yield page
    page.close()


def test_the_page_shows_the_answer_and_then_what_was_verified(
    page: Page, phrased: tuple[Server, BadModel], violations: Callable[[Page], list[str]]
) -> None:
    server, model = phrased
    model.reply = says(sentence(GOOD), sentence(GOOD.replace("kan", "ska")))
    page.goto(server.url)
    chat_ready(page)
    expect(page.locator(".asf-notice")).to_contain_text("En språkmodell hjälper till")
    expect(page.locator(".asf-notice")).to_contain_text("utanför organisationen")
    answer = ask_chat(page)
    expect(answer).to_contain_text(QUOTE)
    expect(answer).to_contain_text(HEADING)
    expect(answer).to_contain_text(GOOD)
    expect(answer).not_to_contain_text("ska finansiera")
    assert violations(page) == []


def test_the_widget_shows_the_same(
    page: Page, phrased: tuple[Server, BadModel], violations: Callable[[Page], list[str]]
) -> None:
    server, model = phrased
    model.reply = says(sentence(GOOD), sentence(GOOD.replace("kan", "ska")))
    page.goto(f"{server.url}/widget")
    open_widget(page)
    expect(page.locator("asf-assistant .notice")).to_contain_text("utanför organisationen")
    answer = ask_widget(page)
    expect(answer).to_contain_text(HEADING)
    expect(answer).to_contain_text(GOOD)
    expect(answer).not_to_contain_text("ska finansiera")
    assert violations(page) == []


def test_a_member_reads_the_answer_while_the_model_is_waited_for(page: Page, phrased: tuple[Server, BadModel]) -> None:
    server, model = phrased
    model.reply = in_turn(fails(400), hangs(4))  # what chooses gives up at once, what phrases is slow
    page.goto(f"{server.url}/widget")
    open_widget(page)
    page.locator("asf-assistant textarea").first.fill(QUESTION)
    page.keyboard.press("Enter")
    link = page.locator("asf-assistant .asf-answer a").first
    expect(link).to_be_visible(timeout=2500)
    expect(page.locator("asf-assistant .asf-tools")).to_have_count(0)
    expect(page.locator("asf-assistant .asf-tools")).to_be_visible()
    expect(page.locator("asf-assistant .asf-answer")).not_to_contain_text(HEADING)


def test_a_stream_gives_the_draft_before_what_the_model_adds(phrased: tuple[Server, BadModel]) -> None:
    server, model = phrased
    model.reply = in_turn(fails(500), says(sentence(GOOD)))
    text = httpx.post(f"{server.url}/api/ask/stream", json={"question": QUESTION}, trust_env=False, timeout=30).text
    events = [dict(line.split(": ", 1) for line in event.splitlines()) for event in text.strip().split("\n\n")]
    names = [event["event"] for event in events]
    assert names[-3:] == ["draft", "claim", "answer"]
    draft, claim, answer = (json.loads(event["data"]) for event in events[-3:])
    assert claim == {"kind": "phrased", "text": GOOD, "citations": [1]}
    assert (draft["answered_by"], answer["answered_by"]) == ("extractive", "openai:prov")
    assert answer["answer"].startswith(draft["answer"])
    assert {key: draft[key] for key in ("status", "verdict", "citations")} == {
        key: answer[key] for key in ("status", "verdict", "citations")
    }
