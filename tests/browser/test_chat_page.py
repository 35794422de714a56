"""The chat page as a member meets it, in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.pages import QUOTE, ask_chat, chat_ready

if TYPE_CHECKING:
    from tests.conftest import Server

pytestmark = pytest.mark.browser
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
WORDS = {
    "sv": {
        "path": "/",
        "field": "Din fråga",
        "ask": "Fråga",
        "clear": "Börja om",
        "link": "Läs i sitt sammanhang",
        "verdict": "Kan finansieras, på villkor",
        "announced": "Svaret är klart.",
        "question": "Kan vi få pengar till en handledare?",
    },
    "en": {
        "path": "/en",
        "field": "Your question",
        "ask": "Ask",
        "clear": "Start over",
        "link": "Read in context",
        "verdict": "Can be funded, on conditions",
        "announced": "The answer is ready.",
        "question": "Can we get funding for a supervisor?",
    },
}


@pytest.fixture(params=SIZES)
def start(opened: Callable[..., Page], request: pytest.FixtureRequest) -> Callable[[str], Page]:
    """start(language): the chat page in a window of each size, ready for questions."""
    width, height = SIZES[request.param]

    def start(language: str) -> Page:
        return chat_ready(opened(WORDS[language]["path"], width=width, height=height))

    return start


def suggestions(page: Page) -> Locator:
    return page.locator("#asf-suggestions button:visible")


def ask(page: Page, language: str, question: str = "") -> Locator:
    """As one does with a mouse."""
    words = WORDS[language]
    answers = page.locator(".asf-answer")
    before = answers.count()
    page.get_by_label(words["field"]).fill(question or words["question"])
    page.get_by_role("button", name=words["ask"], exact=True).click()
    expect(answers).to_have_count(before + 1)
    return answers.last


@pytest.mark.parametrize("language", WORDS)
def test_a_typed_question_is_answered_with_the_quote_and_the_way_to_it(
    start: Callable[[str], Page], language: str
) -> None:
    words, page = WORDS[language], start(language)
    answer = ask(page, language)
    expect(answer.locator(".asf-verdict")).to_have_text(words["verdict"])
    expect(answer.locator("blockquote").first).to_contain_text(QUOTE)
    expect(answer).to_have_attribute("lang", language)
    expect(page.locator("#asf-status")).to_have_text(f"{words['announced']} {words['verdict']}")
    assert page.evaluate("document.documentElement.lang") == language
    gradios_own = page.locator("#asf-conversation button:not(.asf-tools *)")  # they speak the browser's language
    assert [button.is_visible() for button in gradios_own.all()] == [False] * gradios_own.count()

    with page.context.expect_page() as new_tab:
        answer.get_by_role("link", name=words["link"]).first.click()
    guideline = new_tab.value
    guideline.wait_for_load_state()
    assert urlsplit(guideline.url).fragment == "handledare"
    passage = guideline.locator("#handledare")
    expect(passage).to_contain_text(QUOTE)
    expect(passage).to_be_in_viewport()
    backgrounds = guideline.evaluate(
        "[':target', '#utbildning-om-asf'].map(s => getComputedStyle(document.querySelector(s)).backgroundColor)"
    )
    assert guideline.evaluate("document.querySelector(':target').id") == "handledare"
    assert backgrounds[0] != backgrounds[1]


@pytest.mark.parametrize("language", WORDS)
def test_suggestions_are_asked_by_a_click_and_the_conversation_starts_over(
    start: Callable[[str], Page], language: str
) -> None:
    words, page = WORDS[language], start(language)
    expect(suggestions(page)).to_have_count(3)
    first = suggestions(page).first.inner_text()
    suggestions(page).first.click()
    expect(page.locator(".message.user").first).to_contain_text(first)
    expect(page.locator(".asf-answer")).to_have_count(1)
    suggestions(page).first.click()
    expect(page.locator(".asf-answer")).to_have_count(2)
    page.get_by_role("button", name=words["clear"], exact=True).click()
    expect(page.locator(".asf-answer")).to_have_count(0)
    expect(suggestions(page).first).to_have_text(first)


CLICKED_WHEN_SEEN = """() => new Promise(resolve => new MutationObserver((_, observer) => {
  if (!document.querySelector(".asf-answer")) return;
  observer.disconnect();
  document.querySelector("#asf-suggestions button").click();
  resolve();
}).observe(document.body, {childList: true, subtree: true}))"""


def test_a_click_in_the_moment_when_the_answer_is_seen_is_not_lost(start: Callable[[str], Page]) -> None:
    page = start("sv")
    page.get_by_label(WORDS["sv"]["field"]).fill(WORDS["sv"]["question"])
    page.evaluate(f"window.clicked = ({CLICKED_WHEN_SEEN})(), true")
    suggestions(page).first.click()
    expect(page.locator(".asf-answer")).to_have_count(2)
    suggestions(page).first.dblclick()  # asks once
    expect(page.locator(".asf-answer")).to_have_count(3)
    page.wait_for_timeout(500)
    expect(page.locator(".asf-answer")).to_have_count(3)


def test_the_keyboard_is_enough_and_a_mistake_is_told(start: Callable[[str], Page]) -> None:
    page = start("sv")
    field = page.get_by_label(WORDS["sv"]["field"])
    field.fill("🙂")
    field.press("Tab")
    expect(page.get_by_role("button", name=WORDS["sv"]["ask"], exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".message.bot").last).to_have_text("Frågan innehåller inga ord. Skriv den med bokstäver.")
    expect(field).to_have_value("")


def test_a_follow_up_is_understood(start: Callable[[str], Page]) -> None:
    page = start("sv")
    ask(page, "sv")
    ask(page, "sv", "Måste hen vara anställd hos oss?")
    expect(page.locator(".asf-answer").nth(1).locator("blockquote").first).to_contain_text(QUOTE)


def test_the_other_language_is_one_click_away(start: Callable[[str], Page]) -> None:
    page = start("sv")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_label(WORDS["en"]["field"])).to_be_visible()
    assert urlsplit(page.url).path == "/en/"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Ask about the guidelines"


def test_the_interface_is_described_with_nothing_from_elsewhere(opened: Callable[..., Page]) -> None:
    page = opened("/docs")
    for path in ("/api/ask", "/api/ask/stream", "/api/feedback", "/api/guidelines"):
        expect(page.locator(".opblock-summary-path", has_text=path).first).to_be_visible()


def test_a_server_that_is_down_is_told_beside_the_question_which_is_kept(browser: Browser, site: Server) -> None:
    page = browser.new_page()
    page.goto(site.url)
    field = chat_ready(page).locator("#asf-question textarea")
    page.route(re.compile("/gradio_api/"), lambda route: route.abort())
    field.fill(WORDS["sv"]["question"])
    field.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Assistenten går inte att nå just nu. Försök igen om en stund.")
    expect(page.get_by_text("Connection")).to_be_hidden()
    expect(field).to_have_value(WORDS["sv"]["question"])
    page.unroute(re.compile("/gradio_api/"))
    page.reload()
    ask(chat_ready(page), "sv")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("language", WORDS)
def test_without_scripts_the_page_leads_to_the_guideline(browser: Browser, site: Server, language: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site.url}{WORDS[language]['path']}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link").click()
    expect(page.get_by_role("link", name="stöd till medlemmarna")).to_be_visible()
    page.close()


def test_the_conversation_goes_on_after_a_lost_connection(browser: Browser, site: Server) -> None:
    page = browser.new_page(base_url=site.url)
    page.goto("/")
    ask_chat(chat_ready(page))
    page.context.set_offline(True)
    field = page.locator("#asf-question textarea")
    field.fill("Vem upphandlar?")
    field.press("Enter")
    expect(page.locator("#asf-offline")).to_contain_text("Assistenten går inte att nå just nu.")
    page.context.set_offline(False)
    page.wait_for_timeout(5000)  # Gradio would reload after two
    expect(field).to_have_value("Vem upphandlar?")
    ask_chat(page, "Vem upphandlar?")
    expect(page.locator("#asf-conversation .asf-answer")).to_have_count(2)
    expect(page.locator("#asf-offline")).to_have_count(0)
    page.close()


def test_a_question_whose_answer_was_cut_off_comes_back(browser: Browser, site: Server) -> None:
    page = browser.new_page(base_url=site.url)
    page.goto("/")
    chat_ready(page)
    page.route("**/queue/data*", lambda route: route.abort())
    page.locator("#asf-question textarea").fill("Vem upphandlar?")
    page.locator("#asf-question textarea").press("Enter")
    expect(page.locator("#asf-offline")).to_be_visible()
    page.unroute("**/queue/data*")
    page.wait_for_event("load")
    expect(page.locator("#asf-question textarea")).to_have_value("Vem upphandlar?")
    chat_ready(page)
    page.locator("#asf-ask").click()
    expect(page.locator("#asf-conversation .asf-answer")).to_have_count(1)
    page.close()


def test_a_server_that_fails_says_nothing_in_english(browser: Browser, site: Server) -> None:
    page = browser.new_page(base_url=site.url)
    page.goto("/")
    chat_ready(page)
    page.route("**/queue/join*", lambda route: route.fulfill(status=502, body="Bad gateway"))
    page.locator("#asf-question textarea").fill("Vem upphandlar?")
    page.locator("#asf-question textarea").press("Enter")
    expect(page.locator("#asf-offline")).to_be_visible()
    shown = page.locator("body").inner_text()
    assert "Error" not in shown
    assert page.get_by_role("button", name="Clear").count() == 0
    page.close()


def test_enter_twice_asks_once(opened: Callable[..., Page]) -> None:
    page = chat_ready(opened("/"))
    page.locator("#asf-question textarea").fill("Vem upphandlar?")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#asf-conversation .asf-tools")).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.locator("#asf-conversation .message.user")).to_have_count(1)
    expect(page.locator("#asf-suggestions button:visible").first).to_be_visible()


def test_nothing_written_is_told(opened: Callable[..., Page]) -> None:
    page = chat_ready(opened("/"))
    page.locator("#asf-ask").click()
    expect(page.locator("#asf-status")).to_have_text("Skriv en fråga.")
    expect(page.locator("#asf-question textarea")).to_be_focused()
