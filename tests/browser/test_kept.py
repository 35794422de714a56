"""What lasts: conversation and day over a reload and the other language, a pressed "no", and a copied answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import QUESTION, QUOTE, ask_chat, ask_widget, chat_ready, open_widget

if TYPE_CHECKING:
    from tests.browser.conftest import Host
    from tests.conftest import Server

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
DAY = "2099-01-02"


@pytest.fixture
def talked(opened: Opened) -> Page:
    """The chat page after two answers for a chosen day."""
    page = chat_ready(opened("/"))
    page.locator("#asf-day input").fill(DAY)
    ask_chat(page)
    ask_chat(page, "Vem upphandlar?")
    return page


def again(page: Page, how: str) -> None:
    if how == "reload":
        page.reload()
    else:
        page.get_by_role("link", name="English").click()
        expect(page.get_by_label("Your question")).to_be_visible()


@pytest.mark.parametrize("how", ["reload", "other language"])
def test_the_page_keeps_conversation_and_day(talked: Page, how: str) -> None:
    shown = talked.locator(".asf-answer blockquote").all_inner_texts()
    again(talked, how)
    expect(talked.locator(".asf-answer .asf-tools")).to_have_count(2)
    assert talked.locator(".asf-answer blockquote").all_inner_texts() == shown
    expect(talked.locator(".message.user").first).to_have_text(QUESTION)
    expect(talked.locator("#asf-day input")).to_have_value(DAY)
    expect(talked.locator("#asf-status")).to_have_text("")  # nothing new has been answered
    follow_up = ask_chat(talked, "Måste hen vara anställd hos oss?")
    expect(talked.locator(".asf-answer")).to_have_count(3)
    expect(follow_up.locator("blockquote").first).to_be_visible()
    expect(follow_up).to_contain_text("2099")


def test_what_was_kept_is_gone_when_one_starts_over(talked: Page) -> None:
    talked.get_by_role("button", name="Börja om", exact=True).click()
    expect(talked.locator(".asf-answer")).to_have_count(0)
    talked.reload()
    chat_ready(talked)
    talked.wait_for_timeout(500)
    expect(talked.locator(".asf-answer")).to_have_count(0)
    expect(talked.locator("#asf-day input")).to_have_value("")
    other = talked.context.new_page()
    other.goto("/")
    chat_ready(other)
    expect(other.locator(".asf-answer")).to_have_count(0)


@pytest.mark.parametrize("kept", ["{", "[1]", '[["a"]]', '{"a": 1}', '[["a", 1]]'])
def test_damaged_storage_of_the_page_begins_anew(opened: Opened, kept: str) -> None:
    page = chat_ready(opened("/"))
    page.evaluate("kept => sessionStorage.setItem('asf-conversation', kept)", kept)
    page.reload()
    ask_chat(chat_ready(page))
    expect(page.locator(".asf-answer")).to_have_count(1)


def test_what_is_kept_cannot_run(browser: Browser, site: Server) -> None:
    page = browser.new_page()
    page.goto(site.url)
    chat_ready(page)
    harm = '<div class="asf-answer">x<img src=x onerror="window.harmed=1"><script>window.harmed=1</script></div>'
    page.evaluate("kept => sessionStorage.setItem('asf-conversation', kept)", json.dumps([["a", harm]]))
    page.reload()
    expect(page.locator(".asf-answer")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("window.harmed") is None
    page.close()


def test_the_widget_keeps_conversation_and_day_in_the_other_language(opened: Opened, site: Server, host: Host) -> None:
    page = open_widget(opened(host.page("/a", site.url)))
    page.locator("asf-assistant summary").click()
    page.locator("asf-assistant input[type=date]").fill(DAY)
    ask_widget(page)
    page.goto(host.page("/b", site.url, attributes='data-language="en"'))
    open_widget(page, "Ask about the guidelines")
    expect(page.locator("asf-assistant .asf-answer .asf-tools")).to_have_count(1)
    expect(page.locator("asf-assistant input[type=date]")).to_have_value(DAY)
    expect(page.locator("asf-assistant input[type=date]")).to_be_visible()
    expect(ask_widget(page, "Who procures?")).to_contain_text("2099")


@pytest.mark.parametrize("where", ["page", "widget"])
def test_a_copied_answer_says_of_which_day_and_by_whom_it_is(
    opened: Opened, site: Server, host: Host, where: str
) -> None:
    page = chat_ready(opened("/")) if where == "page" else open_widget(opened(host.page("/a", site.url)))
    answer = ask_chat(page) if where == "page" else ask_widget(page)
    page.bring_to_front()
    answer.get_by_role("button", name="Kopiera svaret med källor").click()
    expect(answer.get_by_role("button", name="Svaret är kopierat.")).to_be_visible()
    plain, rich = page.evaluate(
        """async () => { const [item] = await navigator.clipboard.read();
        return Promise.all(["text/plain", "text/html"].map(async (kind) => (await item.getType(kind)).text())); }"""
    )
    for text in (plain, re.sub("<[^>]+>", "", rich)):
        assert QUESTION in text
        assert f"[1] ”Exempel på insatser är: {QUOTE}" in text
        assert f"{site.url}/guidelines/stod-asf/versions/odaterad#handledare" in text
        assert re.search(r"Svaret kommer från en automatisk assistent och gäller för den \d+ \w+ 20\d\d\.", text)
    assert f'<a href="{site.url}/guidelines/stod-asf/versions/odaterad#handledare"' in rich
    assert "<button" not in rich


def test_a_no_is_kept_when_it_is_pressed(browser: Browser, site: Server) -> None:
    page = browser.new_page()
    page.goto(site.url)
    answer = ask_chat(chat_ready(page))
    expect(answer.locator(".asf-helpful")).to_contain_text("Svarar du sparas frågan och svaret i 90 dagar")
    with page.expect_response("**/api/feedback") as pressed:
        answer.get_by_role("button", name="Nej").click()
    assert pressed.value.status == httpx.codes.NO_CONTENT
    first: Any = pressed.value.request.post_data_json
    expect(answer.get_by_label("Vad var fel?")).to_be_focused()
    answer.get_by_label("Vad var fel?").select_option("Något saknas i svaret")
    answer.locator(".asf-comment textarea").fill("Beloppet saknas.")
    with page.expect_response("**/api/feedback") as sent:
        answer.get_by_role("button", name="Skicka").click()
    second: Any = sent.value.request.post_data_json
    assert (first["id"], first["helpful"]) == (second["id"], False)
    assert ("comment" in first, second["comment"]) == (False, "Beloppet saknas.")
    page.close()


def test_the_field_is_one_key_away(opened: Opened) -> None:
    page = chat_ready(opened("/"))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Till frågefältet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#asf-question textarea")).to_be_focused()


def consoled(page: Page) -> list[str]:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.text.startswith("ASF assistant") else None)
    return told


def test_a_site_that_is_not_let_in_is_told_so(browser: Browser, site: Server, stranger: Host) -> None:
    page = browser.new_page()
    told = consoled(page)
    page.goto(stranger.page("/a", site.url))
    page.get_by_role("button", name="Fråga om riktlinjerna").click()
    expect(page.locator("asf-assistant .failed")).to_be_visible()
    page.wait_for_timeout(500)
    [message] = told
    assert f"does not let {stranger.origin} in" in message
    assert "ASF_ALLOWED_ORIGINS" in message
    page.close()


@pytest.mark.parametrize("accent", ["#ffee88", "no colour", "rgb(200 200 200)"])
def test_a_colour_that_cannot_be_read_is_told_and_not_used(
    browser: Browser, site: Server, host: Host, accent: str
) -> None:
    page = browser.new_page()
    told = consoled(page)
    page.goto(host.page("/a", site.url, attributes=f'data-accent="{accent}"'))
    button = page.get_by_role("button", name="Fråga om riktlinjerna")
    assert button.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(20, 80, 110)"
    [message] = told
    assert f'data-accent="{accent}" is not used' in message
    page.close()
