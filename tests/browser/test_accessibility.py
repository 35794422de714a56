"""axe-core finds nothing, in any state of page and widget; and what it cannot see: language, names, focus, zoom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import QUESTION, ask_chat, ask_widget, chat_ready, open_widget

if TYPE_CHECKING:
    from tests.browser.conftest import Held, Host
    from tests.conftest import Server

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
Violations = Callable[[Page], list[str]]
WINDOWS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"dark": True},
    "390 px": {"width": 390, "height": 844},
    "320 px, dark": {"width": 320, "height": 640, "dark": True},
}
PAGES = ["/guidelines", "/guidelines/stod-asf/versions/odaterad", "/guidelines/stod-asf/versions/2013-11-28",
         "/accessibility", "/privacy", "/widget", "/nej"]  # fmt: skip


def fits(page: Page) -> bool:
    """Nothing has to be scrolled sideways."""
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return bool(wide <= shown)


@pytest.mark.parametrize(  # both languages at the two ends: words of one length or another change no colour
    ("path", "window"), [*(("/", window) for window in WINDOWS), ("/en/", "light"), ("/en/", "320 px, dark")]
)
def test_the_chat_page_before_and_after_an_answer(
    opened: Opened, violations: Violations, path: str, window: str
) -> None:
    page = chat_ready(opened(path, **WINDOWS[window]))
    assert violations(page) == []
    ask_chat(page)
    ask_chat(page, "Hur mycket pengar kan vi få?")
    page.get_by_role("button", name="Nej" if path == "/" else "No", exact=True).last.click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # elsewhere the field at the bottom covers what is behind
    assert violations(page) == []
    assert fits(page)


@pytest.mark.parametrize("window", ["light", "dark"])
def test_page_and_widget_while_one_waits(browser: Any, held: Held, violations: Violations, window: str) -> None:
    dark = "dark" if window == "dark" else "light"
    page = browser.new_page(color_scheme=dark)
    page.goto(held.url)
    chat_ready(page).locator("#asf-question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".asf-working")).to_be_visible()
    expect(page.locator("#asf-status")).to_have_text("Söker i riktlinjerna …")
    assert violations(page) == []
    held.release()
    expect(page.locator(".asf-answer")).to_be_visible()

    held.hold()
    page.goto(f"{held.url}/widget")
    open_widget(page).locator("asf-assistant textarea").first.fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("asf-assistant .working")).to_be_visible()
    assert violations(page) == []
    held.release()
    expect(page.locator("asf-assistant .asf-answer")).to_be_visible()
    page.close()


@pytest.mark.parametrize(  # a theme is a matter of colours, a width is not
    ("theme", "window"),
    [*(("", window) for window in WINDOWS), *((f'data-theme="{theme}"', window) for theme in ("dark", "auto")
      for window in ("light", "dark"))],
)  # fmt: skip
def test_the_widget_on_another_site_closed_and_open(
    opened: Opened, violations: Violations, site: Server, host: Host, window: str, theme: str
) -> None:
    page = opened(host.page("/a", site.url, attributes=theme), **WINDOWS[window])
    expect(page.get_by_role("button", name="Fråga om riktlinjerna")).to_be_visible()
    assert violations(page) == []
    open_widget(page)
    assert violations(page) == []
    ask_widget(page)
    page.locator("asf-assistant summary").click()
    page.locator("asf-assistant").get_by_role("button", name="Ja", exact=True).click()
    assert violations(page) == []
    assert fits(page)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_widget_within_a_page(
    opened: Opened, violations: Violations, site: Server, host: Host, language: str
) -> None:
    body = "<asf-assistant><a href='/'>Fråga</a></asf-assistant>"
    page = opened(host.page("/b", site.url, body=body, language=language))
    expect(page.locator("asf-assistant section")).to_be_visible()
    expect(page.locator("asf-assistant section")).to_have_attribute("lang", language)
    ask_widget(page)
    assert violations(page) == []
    assert page.locator("asf-assistant a", has_text="Fråga").first.is_hidden()


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_beside(browser: Any, site: Server, violations: Violations, path: str) -> None:
    """Each in both languages, both colour schemes and both widths, in two pages."""
    for query, width, scheme in (("", 1280, "light"), ("?lang=en", 320, "dark")):
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 700})
        page.goto(f"{site.url}{path}{query}")
        assert violations(page) == []
        assert page.locator("html").get_attribute("lang") == ("en" if query else "sv")
        assert fits(page)
        page.close()


@pytest.mark.parametrize("surface", ["page", "widget"])
def test_quotes_are_swedish_and_answers_find_their_own_direction(
    opened: Opened, site: Server, host: Host, surface: str
) -> None:
    question = "Can we get funding for a supervisor?"
    if surface == "page":
        answer = ask_chat(chat_ready(opened("/")), question)
    else:
        answer = ask_widget(open_widget(opened(host.page("/c", site.url))), question)
    expect(answer).to_have_attribute("lang", "en")
    expect(answer).to_have_attribute("dir", "auto")
    quotes = answer.locator("blockquote")
    assert quotes.count() > 1
    assert {quote.get_attribute("lang") for quote in quotes.all()} == {"sv"}
    expect(answer.locator(".asf-tools")).to_have_attribute("lang", "sv")
    expect(answer.locator(".asf-badge").first).to_have_text("in force")


@pytest.mark.parametrize("surface", ["page", "widget"])
def test_an_answer_is_announced_once(opened: Opened, site: Server, host: Host, surface: str) -> None:
    page = chat_ready(opened("/")) if surface == "page" else open_widget(opened(host.page("/d", site.url)))
    status = page.locator("[role=status]").first
    status.evaluate("node => { globalThis.said = []; new MutationObserver(() => said.push(node.textContent))"
                    ".observe(node, { childList: true, characterData: true, subtree: true }); }")  # fmt: skip
    if surface == "page":
        ask_chat(page)
    else:
        ask_widget(page)
    page.wait_for_timeout(500)
    assert page.evaluate("said") == ["Söker i riktlinjerna …", "Svaret är klart. Kan finansieras, på villkor"]
    live = page.locator("[role=log]")
    expect(live).to_have_attribute("aria-live", "off")


def test_the_question_stays_in_sight_when_a_long_answer_comes(opened: Opened, site: Server, host: Host) -> None:
    for surface in ("page", "widget"):
        if surface == "page":
            page = chat_ready(opened("/", width=390, height=700))
            ask = ask_chat
            asked = page.locator("#asf-conversation .message.user")
        else:
            page = open_widget(opened(host.page("/e", site.url), width=390, height=700))
            ask = ask_widget
            asked = page.locator("asf-assistant .asked")
        for _ in range(3):
            ask(page)
        page.wait_for_timeout(300)
        expect(asked.last).to_be_in_viewport()
        focused = page.evaluate("(document.activeElement.shadowRoot ?? document).activeElement.tagName")
        assert focused == "TEXTAREA"
        field = page.locator("#asf-question textarea, asf-assistant textarea").first
        expect(field).to_be_in_viewport()


def test_print_leaves_answers_and_sources(opened: Opened) -> None:
    page = chat_ready(opened("/"))
    ask_chat(page)
    page.emulate_media(media="print")
    for hidden in ("#asf-composer", "#asf-options", "#asf-suggestions", ".asf-tools", ".asf-switch"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".asf-origin").first).to_be_visible()
    shown = page.locator(".asf-source a").first.evaluate("node => getComputedStyle(node, '::after').content")
    assert "/guidelines/stod-asf/versions/odaterad#handledare" in shown
