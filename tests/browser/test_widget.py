"""The widget on another site: what it keeps, how it looks, what it loads, and what it does when things go wrong."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import OPEN, QUESTION, QUOTE, ask_widget, open_widget

if TYPE_CHECKING:
    from tests.browser.conftest import Host
    from tests.conftest import Server

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
KILOBYTE = 1000
BEFORE, IN_ALL = 6 * KILOBYTE, 14 * KILOBYTE


def test_an_answer_has_everything_that_the_page_s_has(opened: Opened, site: Server, host: Host) -> None:
    page = opened(host.page("/a", site.url))
    page.get_by_role("button", name=OPEN).click()
    log = page.locator("asf-assistant .log")
    for said in ("automatisk assistent", "Skriv inga personuppgifter", "text avgör", "info@forbundet.example"):
        expect(log.locator(".notice")).to_contain_text(said)
    answer = ask_widget(page)
    expect(answer.locator(".asf-verdict")).to_have_text("Kan finansieras, på villkor")
    expect(answer.locator("blockquote").first).to_contain_text(QUOTE)
    expect(answer.locator(".asf-heading")).to_have_text(["Villkor som hör till"])
    expect(answer.locator(".asf-badge")).to_have_text(["gällande"] * 3)
    expect(answer.locator("li")).to_have_count(3)
    assert [item.get_attribute("value") for item in answer.locator("li").all()] == ["1", "2", "3"]
    expect(log.locator(".next button")).to_have_count(3)
    with page.context.expect_page() as new_tab:
        answer.get_by_role("link").first.click()
    new_tab.value.wait_for_load_state()
    assert new_tab.value.url == f"{site.url}/guidelines/stod-asf/versions/odaterad#handledare"


def test_the_conversation_lasts_as_long_as_the_tab(opened: Opened, site: Server, host: Host) -> None:
    page = open_widget(opened(host.page("/a", site.url)))
    ask_widget(page)
    follow_up = ask_widget(page, "Måste hen vara anställd hos oss?")
    expect(follow_up.locator("blockquote").first).to_contain_text(QUOTE)
    page.goto(host.page("/b", site.url))
    open_widget(page)
    expect(page.locator("asf-assistant .asked")).to_have_count(2)
    expect(page.locator("asf-assistant .asf-answer .asf-source a").first).to_be_visible()
    page.locator("asf-assistant").get_by_role("button", name="Börja om").click()
    expect(page.locator("asf-assistant .asked")).to_have_count(0)
    page.reload()
    open_widget(page)
    expect(page.locator("asf-assistant .asked")).to_have_count(0)
    other = page.context.new_page()
    other.goto(host.page("/a", site.url))
    expect(open_widget(other).locator("asf-assistant .asked")).to_have_count(0)


def test_another_date_is_answered_for(opened: Opened, site: Server, host: Host) -> None:
    page = open_widget(opened(host.page("/a", site.url)))
    page.locator("asf-assistant summary").click()
    page.locator("asf-assistant input[type=date]").fill("2099-01-02")
    answer = ask_widget(page)
    expect(answer).to_contain_text("Svaret gäller den 2 januari 2099")
    expect(answer.locator(".asf-badge").first).to_have_text("gällande den 2 januari 2099")


def test_attributes_and_custom_properties_set_its_looks(opened: Opened, site: Server, host: Host) -> None:
    attributes = 'data-language="en" data-position="left" data-label="Ask here" data-accent="#7a1f1f" data-theme="dark"'
    page = opened(host.page("/a", site.url, attributes=attributes))
    button = page.get_by_role("button", name="Ask here")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] < 100
    assert button.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(122, 31, 31)"
    open_widget(page, "Ask here")
    dialog = page.locator("asf-assistant dialog")
    expect(dialog).to_have_attribute("lang", "en")
    expect(dialog.locator("h2")).to_have_text("Ask about the guidelines")
    assert dialog.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(20, 25, 31)"
    page.locator("asf-assistant").evaluate("node => node.style.setProperty('--asf-paper', 'rgb(1, 2, 3)')")
    assert dialog.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(1, 2, 3)"


def test_a_page_of_light_colours_alone_gets_a_light_panel(opened: Opened, site: Server, host: Host) -> None:
    page = open_widget(opened(host.page("/a", site.url), dark=True))
    paper = page.locator("asf-assistant dialog").evaluate("node => getComputedStyle(node).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


def test_without_scripts_there_is_a_plain_link(browser: Browser, site: Server, host: Host) -> None:
    link = f'<a href="{site.url}/">Fråga</a>'
    page = browser.new_page(java_script_enabled=False)
    page.goto(host.page("/a", site.url, body=f"<asf-assistant>{link}</asf-assistant><noscript>{link}</noscript>"))
    expect(page.get_by_role("link", name="Fråga")).to_have_count(2)
    expect(page.get_by_role("link", name="Fråga").first).to_be_visible()
    page.close()


def sizes(page: Page, server: str) -> dict[str, int]:
    """Bytes of each file from the server, compressed as sent, without headers."""
    entries = page.evaluate("performance.getEntriesByType('resource').map(each => [each.name, each.encodedBodySize])")
    seen = {name: size for name, size in entries if name.startswith(server)}
    missing = [name for name, size in seen.items() if not size]  # the timing of another origin is not told
    for name in missing:
        body = httpx.get(name, headers={"Accept-Encoding": "gzip"}, trust_env=False)
        assert body.headers.get("Content-Encoding") == "gzip"
        seen[name] = int(body.headers.get("Content-Length") or len(gzip.compress(body.content)))
    return seen


def test_it_weighs_little_before_the_click_and_in_all(opened: Opened, site: Server, host: Host) -> None:
    page = opened(host.page("/a", site.url))
    expect(page.get_by_role("button", name=OPEN)).to_be_visible()
    before = sizes(page, site.url)
    assert list(before) == [f"{site.url}/widget.js"]
    assert sum(before.values()) <= BEFORE
    open_widget(page)
    in_all = sizes(page, site.url)
    assert len(in_all) > 5
    assert sum(in_all.values()) <= IN_ALL, in_all


def test_a_server_that_is_down_is_told_with_a_way_to_try_again(browser: Browser, site: Server, host: Host) -> None:
    page = browser.new_page()
    page.goto(host.page("/a", site.url))
    open_widget(page)
    page.context.route(re.compile("/api/ask"), lambda route: route.abort())
    field = page.locator("asf-assistant textarea").first
    field.fill(QUESTION)
    field.press("Enter")
    fault = page.locator("asf-assistant .asf-fault")
    expect(fault).to_contain_text("Assistenten går inte att nå just nu.")
    page.context.unroute(re.compile("/api/ask"))
    fault.get_by_role("button", name="Försök igen").click()
    expect(page.locator("asf-assistant .asf-answer .asf-tools")).to_be_visible()
    expect(fault).to_have_count(0)
    expect(page.locator("asf-assistant .asked")).to_have_count(1)
    page.close()


def test_a_panel_that_cannot_be_loaded_gives_a_link(browser: Browser, site: Server, host: Host) -> None:
    page = browser.new_page()
    page.route(re.compile("/site/widget/"), lambda route: route.abort())
    page.goto(host.page("/a", site.url))
    page.get_by_role("button", name=OPEN).click()
    failed = page.locator("asf-assistant .failed")
    expect(failed).to_contain_text("Assistenten går inte att nå just nu.")
    expect(failed.get_by_role("link")).to_have_attribute("href", f"{site.url}/")
    page.unroute(re.compile("/site/widget/"))
    page.close()


def test_a_rate_limit_is_told_in_the_panel_and_on_the_page(
    browser: Browser, serve: Callable[..., AbstractContextManager[Server]]
) -> None:
    slow_down = "Du har ställt många frågor på kort tid."
    with serve(ASF_RATE_LIMIT="1/hour") as limited:
        page = browser.new_page(locale="en-GB")
        page.goto(f"{limited.url}/widget")
        open_widget(page)
        ask_widget(page)
        page.locator("asf-assistant textarea").first.fill("Vem upphandlar?")
        page.keyboard.press("Enter")
        expect(page.locator("asf-assistant .asf-fault")).to_contain_text(slow_down)
        expect(page.locator("asf-assistant .asf-fault button")).to_have_text("Försök igen")
        page.goto(limited.url)
        page.locator("#asf-suggestions button:visible").first.click()
        expect(page.locator("#asf-conversation .asf-fault")).to_contain_text(slow_down)
        expect(page.locator("#asf-status")).to_contain_text(slow_down)
        page.close()


def test_a_site_that_is_not_allowed_is_refused(browser: Browser, site: Server, stranger: Host) -> None:
    page = browser.new_page()
    page.goto(stranger.page("/a", site.url, body=f'<iframe src="{site.url}/"></iframe>'))
    page.get_by_role("button", name=OPEN).click()
    expect(page.locator("asf-assistant .failed")).to_be_visible()
    asked = page.evaluate(
        f"""fetch("{site.url}/api/ask", {{ method: "POST", body: '{{"question": "Vem upphandlar?"}}',
            headers: {{ "Content-Type": "text/plain" }} }}).then(() => "answered", () => "refused")"""
    )
    assert asked == "refused"
    frame = page.frames[-1]
    assert frame.url.startswith("chrome-error://")
    page.close()


def test_the_page_for_webmasters_shows_the_widget_and_its_snippets(opened: Opened, site: Server) -> None:
    page = opened("/widget")
    code = page.locator("pre code")
    expect(code.first).to_have_text(
        f'<script src="{site.url}/widget.js" data-language="sv" defer></script>\n'
        f'<noscript><a href="{site.url}/">Fråga om riktlinjerna</a></noscript>'
    )
    page.get_by_role("button", name="Kopiera", exact=True).first.click()
    assert page.evaluate("navigator.clipboard.readText()") == code.first.text_content()
    open_widget(page)
    ask_widget(page)
