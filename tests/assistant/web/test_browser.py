"""The chat page as a member meets it, in a real Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

if TYPE_CHECKING:
    from tests.conftest import Server

pytestmark = pytest.mark.browser
MILLISECONDS = 30_000
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip
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
QUOTE = "Finansiering av handledare, anställd hos någon av medlemmarna"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        reason = "NO CHROMIUM: the chat page is NOT tested in a browser; install chromium or google-chrome"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=SIZES)
def context(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A window of each size; fails when a page complains or calls another host."""
    width, height = SIZES[request.param]
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": height}, locale="de-DE")
    context.set_default_timeout(MILLISECONDS)
    called: set[str] = set()
    complaints: list[str] = []
    context.on("request", lambda sent: called.add(sent.url))
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    cookies = context.cookies()
    context.close()
    assert complaints == []
    assert {url for url in called if not url.startswith((server.url, "data:", "blob:"))} == set()
    assert cookies == []


@pytest.fixture
def opened(context: BrowserContext) -> Callable[[str], Page]:
    """opened(language): the chat page, ready for questions."""

    def opened(language: str) -> Page:
        page = context.new_page()
        page.goto(WORDS[language]["path"])
        expect(suggestions(page).first).to_be_visible()
        return page

    return opened


def suggestions(page: Page) -> Locator:
    return page.locator("#asf-suggestions button:visible")


def answers(page: Page) -> Locator:
    return page.locator(".asf-answer")


def ask(page: Page, language: str, question: str = "") -> None:
    words, before = WORDS[language], answers(page).count()
    page.get_by_label(words["field"]).fill(question or words["question"])
    page.get_by_role("button", name=words["ask"], exact=True).click()
    expect(answers(page)).to_have_count(before + 1)


def assert_fits(page: Page) -> None:
    """Nothing has to be scrolled sideways."""
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= shown


@pytest.mark.parametrize("language", WORDS)
def test_a_typed_question_is_answered_with_the_quote_and_the_way_to_it(
    opened: Callable[[str], Page], context: BrowserContext, language: str
) -> None:
    words, page = WORDS[language], opened(language)
    ask(page, language)
    answer = answers(page)
    expect(answer.locator(".asf-verdict")).to_have_text(words["verdict"])
    expect(answer.locator("blockquote").first).to_contain_text(QUOTE)
    expect(answer).to_have_attribute("lang", language)
    expect(page.locator("#asf-status")).to_have_text(words["announced"])
    assert page.evaluate("document.documentElement.lang") == language
    gradios_own = page.locator("#asf-conversation").get_by_role("button")  # they speak the browser's language
    expect(gradios_own).to_have_count(0)
    assert_fits(page)

    with context.expect_page() as new_tab:
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
    assert_fits(guideline)


@pytest.mark.parametrize("language", WORDS)
def test_suggestions_are_asked_by_a_click_and_the_conversation_starts_over(
    opened: Callable[[str], Page], language: str
) -> None:
    words, page = WORDS[language], opened(language)
    expect(suggestions(page)).to_have_count(3)
    first = suggestions(page).first.inner_text()
    suggestions(page).first.click()
    expect(page.locator(".message.user").first).to_contain_text(first)
    expect(answers(page)).to_have_count(1)
    suggestions(page).first.click()
    expect(answers(page)).to_have_count(2)
    assert_fits(page)
    page.get_by_role("button", name=words["clear"], exact=True).click()
    expect(answers(page)).to_have_count(0)
    expect(suggestions(page).first).to_have_text(first)


def test_the_keyboard_is_enough_and_a_mistake_is_told(opened: Callable[[str], Page]) -> None:
    page = opened("sv")
    field = page.get_by_label(WORDS["sv"]["field"])
    field.fill("🙂")
    field.press("Tab")
    expect(page.get_by_role("button", name=WORDS["sv"]["ask"], exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".message.bot").last).to_have_text("Frågan innehåller inga ord. Skriv den med bokstäver.")
    expect(field).to_have_value("")


def test_markup_in_a_question_is_shown_as_it_was_typed(opened: Callable[[str], Page]) -> None:
    page = opened("sv")
    typed = 'Kan en **handledare** < 5 få stöd? <img src="/nej" onerror="hit = 1"> ![](/nej) <script>hit = 1</script>'
    ask(page, "sv", typed)
    expect(page.locator(".message.user")).to_have_text(typed)
    assert page.locator(".message.user img").count() == 0
    assert page.evaluate("typeof hit") == "undefined"


def test_a_follow_up_is_understood(opened: Callable[[str], Page]) -> None:
    page = opened("sv")
    ask(page, "sv")
    ask(page, "sv", "Måste hen vara anställd hos oss?")
    expect(answers(page).nth(1).locator("blockquote").first).to_contain_text(QUOTE)


def test_the_other_language_is_one_click_away(opened: Callable[[str], Page]) -> None:
    page = opened("sv")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_label(WORDS["en"]["field"])).to_be_visible()
    assert urlsplit(page.url).path == "/en/"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Ask about the ASF guideline"
