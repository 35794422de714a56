"""The widget where things are unusual: odd hosts, small windows, damaged storage, answers that are cut or unwanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.pages import OPEN, QUESTION, ask_widget, open_widget

if TYPE_CHECKING:
    from tests.browser.conftest import Host
    from tests.conftest import Server

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
STREAM = "**/api/ask/stream"
READABLE_PIXELS = 16


def css(page: Page, selector: str, name: str) -> str:
    found: str = page.locator(f"asf-assistant {selector}").first.evaluate(
        "(node, name) => getComputedStyle(node)[name]", name
    )
    return found


@pytest.mark.parametrize("kept", ["{}", '"abc"', "[1]", '{"turns": [{"question": "x", "claims": [], "answer": {}}]}',
                                  '{"turns": 1, "day": 2}', "{"])  # fmt: skip
def test_damaged_storage_begins_anew(opened: Opened, site: Server, host: Host, kept: str) -> None:
    page = opened(host.page("/a", site.url))
    page.evaluate("([key, value]) => sessionStorage.setItem(key, value)", [f"asf-assistant:{site.url}/", kept])
    ask_widget(open_widget(page))
    expect(page.locator("asf-assistant .asked")).to_have_count(1)


def test_starting_over_ends_the_answer_that_is_coming(opened: Opened, site: Server, host: Host) -> None:
    page = open_widget(opened(host.page("/a", site.url)))
    waiting: list[Route] = []
    page.route(STREAM, lambda route: waiting.append(route))
    page.locator("asf-assistant summary").click()
    page.locator("asf-assistant input[type=date]").fill("2099-01-02")
    page.locator("asf-assistant textarea").first.fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("asf-assistant .working")).to_be_visible()
    page.locator("asf-assistant").get_by_role("button", name="Börja om").click()
    page.unroute(STREAM)
    answer = ask_widget(page, "Vem upphandlar?")
    expect(page.locator("asf-assistant .asked")).to_have_count(1)
    expect(answer).not_to_contain_text("2099")


def test_an_answer_that_is_cut_off_is_told_even_if_it_was_had_before(opened: Opened, site: Server, host: Host) -> None:
    page = open_widget(opened(host.page("/a", site.url)))
    ask_widget(page)
    cut = ': ping\n\nevent: claim\ndata: {"kind": "lead", "text": "Halva svaret", "citations": []}\n\n'
    headers = {"Access-Control-Allow-Origin": host.origin, "Content-Type": "text/event-stream"}
    page.route(STREAM, lambda route: route.fulfill(body=cut, headers=headers))
    page.locator("asf-assistant textarea").first.fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("asf-assistant .asf-fault button")).to_have_text("Försök igen")
    expect(page.locator("asf-assistant .log")).not_to_contain_text("Halva svaret")
    page.unroute(STREAM)
    page.locator("asf-assistant .asf-fault button").click()
    expect(page.locator("asf-assistant .asf-answer")).to_have_count(2)


@pytest.mark.parametrize(("width", "height"), [(1280, 500), (320, 256), (1280, 900)])
def test_the_question_is_in_sight_when_its_answer_has_come(
    opened: Opened, site: Server, host: Host, width: int, height: int
) -> None:
    page = open_widget(opened(host.page("/a", site.url), width=width, height=height))
    ask_widget(page)
    ask_widget(page, "Vem upphandlar?")
    expect(page.locator("asf-assistant .asked").last).to_be_in_viewport()
    page.reload()
    open_widget(page)
    expect(page.locator("asf-assistant .asked").last).to_be_in_viewport()


def test_the_button_is_not_reached_behind_the_panel(opened: Opened, site: Server, host: Host) -> None:
    page = open_widget(opened(host.page("/a", site.url)))
    expect(page.locator("asf-assistant button.open")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=OPEN)).to_be_focused()


def test_a_colour_of_the_host_keeps_text_readable_in_the_dark(opened: Opened, site: Server, host: Host) -> None:
    page = opened(host.page("/a", site.url, attributes='data-accent="#14506e" data-theme="auto"'), dark=True)
    open_widget(page)
    assert css(page, ".ask", "backgroundColor") == "rgb(20, 80, 110)"
    assert css(page, ".ask", "color") == "rgb(255, 255, 255)"


def test_the_host_s_type_does_not_leak_in(opened: Opened, site: Server, host: Host) -> None:
    page = opened(host.page("/a", site.url))
    page.evaluate("""() => { document.documentElement.style.fontSize = "62.5%";
        Object.assign(document.body.style, { textTransform: "uppercase", whiteSpace: "nowrap", letterSpacing: "1em" });
        document.body.dir = "rtl"; }""")
    ask_widget(open_widget(page))
    assert float(css(page, "blockquote", "fontSize").removesuffix("px")) >= READABLE_PIXELS
    for name, value in (
        ("textTransform", "none"), ("whiteSpace", "normal"), ("letterSpacing", "normal"), ("direction", "ltr"),
    ):  # fmt: skip
        assert css(page, "blockquote", name) == value, name


@pytest.mark.parametrize("kind", ["", 'type="module"'])
def test_it_comes_up_however_the_script_is_loaded_and_only_once(
    opened: Opened, site: Server, host: Host, kind: str
) -> None:
    address = host.page("/a", site.url)
    script = f'<script src="{site.url}/widget.js" data-language="sv" {kind}></script>'
    host.pages["/a"] = host.pages["/a"].replace("</title>", f"</title>{script}")
    page = opened(address)
    expect(page.get_by_role("button", name=OPEN)).to_have_count(1)
    ask_widget(open_widget(page))


def test_an_element_in_the_page_is_printed_without_its_controls(opened: Opened, site: Server, host: Host) -> None:
    page = opened(host.page("/a", site.url, body="<asf-assistant></asf-assistant>"))
    ask_widget(page)
    page.emulate_media(media="print")
    expect(page.locator("asf-assistant blockquote").first).to_be_visible()
    expect(page.locator("asf-assistant form").first).to_be_hidden()
    expect(page.locator("asf-assistant .asf-tools").first).to_be_hidden()


def test_a_comment_is_sent_once_and_not_lost_when_it_fails(browser: Browser, site: Server, host: Host) -> None:
    page = browser.new_page()
    page.goto(host.page("/a", site.url))
    open_widget(page)
    answer = ask_widget(page)
    answer.get_by_role("button", name="Nej").click()
    answer.locator("textarea").fill("Jag ville veta beloppet.")
    refused = '{"detail": "Du har ställt många frågor på kort tid."}'
    headers = {"Access-Control-Allow-Origin": host.origin, "Content-Type": "application/json"}
    page.route("**/api/feedback", lambda route: route.fulfill(status=200 if route.request.method == "OPTIONS" else 503,
                                                              body=refused, headers=headers))  # fmt: skip
    answer.get_by_role("button", name="Skicka").click()
    expect(answer.locator(".asf-fault")).to_have_text("Du har ställt många frågor på kort tid.")
    expect(answer.locator("textarea")).to_have_value("Jag ville veta beloppet.")
    page.unroute("**/api/feedback")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if "/api/feedback" in request.url else None)
    answer.locator("form").evaluate("(form) => [1, 2, 3].forEach(() => form.requestSubmit())")
    expect(answer.locator(".asf-helpful")).to_have_text("Tack! Det du tyckte är sparat.")
    assert sent.count("POST") == 1
    page.close()


def test_what_is_in_another_language_is_marked_as_such(opened: Opened, site: Server, host: Host) -> None:
    page = open_widget(opened(host.page("/a", site.url)))
    ask_widget(page, "Who is responsible for the procurement of the activity?")
    expect(page.locator("asf-assistant .next button").first).to_have_attribute("lang", "en")
    expect(page.locator("asf-assistant [role=status]")).to_have_text("Svaret är klart.")
