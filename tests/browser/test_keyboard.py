"""Page and widget with the keyboard alone: everything can be reached, the focus is seen, and it stays put."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import OPEN, QUESTION, QUOTE, chat_ready, open_widget

if TYPE_CHECKING:
    from tests.browser.conftest import Host
    from tests.conftest import Server

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
HOST_LINK = "En annan sida"
FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  const label = node.labels?.[0]?.innerText ?? node.innerText ?? "";
  const box = node.getBoundingClientRect(), style = getComputedStyle(node);
  const top = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)[0];
  const related = (one, other) => one === other || one.contains(other) || other.contains(one);
  return {
    tag: node.tagName, label: label.split("\\n")[0].trim(),
    outline: parseFloat(style.outlineWidth) || 0, styled: style.outlineStyle !== "none",
    shown: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    uncovered: !!top && (related(top, node) || !!top.shadowRoot || !!node.closest("label")),
  };
}"""


def focused(page: Page) -> dict[str, object]:
    found: dict[str, object] = page.evaluate(FOCUSED)
    return found


def tab_to(page: Page, label: str, key: str = "Tab") -> list[str]:
    """Press until the control with that label has the focus; every stop on the way must be seen."""
    passed = []
    for _ in range(40):
        page.keyboard.press(key)
        here = focused(page)
        if here["tag"] == "BODY" or here["label"] == HOST_LINK:
            continue
        assert here["shown"], here
        assert here["uncovered"], here
        assert here["styled"], here
        assert float(str(here["outline"])) >= 2, here
        passed.append(str(here["label"]))
        if here["label"] == label:
            return passed
    pytest.fail(f"{label} was not reached: {passed}")


def test_the_chat_page_from_the_first_key_to_the_source(opened: Opened) -> None:
    page = chat_ready(opened("/"))
    way = tab_to(page, "Din fråga")
    assert way[:3] == ["Till frågefältet", "Läs hela riktlinjen", "English"]
    assert "Kan vi få pengar till en handledare?" in way
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".asf-answer .asf-tools")).to_be_visible()
    assert focused(page)["label"] == "Din fråga"
    expect(page.locator("#asf-question textarea")).to_have_value("")

    tab_to(page, "Kopiera svaret med källor", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#asf-status")).to_have_text("Svaret är kopierat.")
    expect(page.locator("#asf-conversation .asf-tools button").first).to_have_text("Svaret är kopierat.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{QUESTION}\nKan finansieras, på villkor\n")
    assert f"[1] ”Exempel på insatser är: {QUOTE}" in copied
    assert "(gällande) http://127.0.0.1" in copied
    assert "/guidelines/stod-asf/versions/odaterad#handledare" in copied

    tab_to(page, "Läs i sitt sammanhang", "Shift+Tab")
    with page.context.expect_page() as new_tab:
        page.keyboard.press("Enter")
    new_tab.value.wait_for_load_state()
    assert "#" in new_tab.value.url


def test_another_date_and_starting_over_on_the_chat_page(opened: Opened) -> None:
    page = chat_ready(opened("/"))
    tab_to(page, "Din fråga")
    page.keyboard.type("Vad kan finansieras?")
    tab_to(page, "Svara för ett annat datum")
    page.locator("#asf-day input").fill("2013-12-01")
    tab_to(page, "Fråga", "Shift+Tab")
    page.keyboard.press("Space")
    answer = page.locator(".asf-answer")
    expect(answer).to_contain_text("den 1 december 2013")
    expect(answer.locator(".asf-verdict")).to_have_text("Framgår inte av riktlinjerna")
    tab_to(page, "Börja om")
    page.keyboard.press("Enter")
    expect(answer).to_have_count(0)
    expect(page.locator("#asf-day input")).to_have_value("")


def test_a_suggestion_keeps_the_focus_on_the_page(opened: Opened) -> None:
    page = chat_ready(opened("/"))
    tab_to(page, "Vem står för upphandlingen?")
    page.keyboard.press("Enter")
    expect(page.locator(".asf-answer .asf-tools")).to_be_visible()
    here = focused(page)
    assert (here["label"], here["shown"]) == ("Din fråga", True)


def test_feedback_with_the_keyboard(opened: Opened, site: Server) -> None:
    page = chat_ready(opened("/"))
    page.locator("#asf-question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".asf-tools")).to_be_visible()
    tab_to(page, "Nej", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".asf-comment select")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Jag ville veta beloppet.")
    tab_to(page, "Skicka")
    page.keyboard.press("Enter")
    expect(page.locator("#asf-status")).to_have_text("Tack! Det du tyckte är sparat.")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_widget_opens_answers_closes_and_gives_the_focus_back(
    opened: Opened, site: Server, host: Host, width: int
) -> None:
    page = opened(host.page("/a", site.url), width=width, height=844)
    expect(page.get_by_role("button", name=OPEN)).to_be_visible()
    tab_to(page, OPEN)
    page.keyboard.press("Enter")
    dialog = page.locator("asf-assistant dialog")
    expect(dialog).to_be_visible()
    expect(page.locator("asf-assistant textarea").first).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("asf-assistant .asf-tools")).to_be_visible()
    assert focused(page)["label"] == "Din fråga"
    tab_to(page, "Kopiera svaret med källor", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("asf-assistant .asf-tools button").first).to_have_text("Svaret är kopierat.")
    assert QUOTE in page.evaluate("navigator.clipboard.readText()")
    tab_to(page, "Stäng", "Shift+Tab")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name=OPEN)).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    tab_to(page, "Stäng", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name=OPEN)).to_be_focused()


def test_the_widget_fills_a_phone_and_nothing_behind_it_is_reached(opened: Opened, site: Server, host: Host) -> None:
    page = opened(host.page("/b", site.url), width=390, height=844)
    page.get_by_role("button", name=OPEN).click()
    box = page.locator("asf-assistant dialog").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    labels = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        labels.add(focused(page)["label"])
    assert HOST_LINK not in labels


def test_enter_that_ends_a_composition_sends_nothing(opened: Opened, site: Server, host: Host) -> None:
    ends = "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"
    page = chat_ready(opened("/"))
    page.locator("#asf-question textarea").fill(QUESTION)
    page.locator("#asf-question textarea").evaluate(ends)
    widget = open_widget(opened(host.page("/a", site.url)))
    widget.locator("asf-assistant textarea").first.fill(QUESTION)
    widget.locator("asf-assistant textarea").first.evaluate(ends)
    for each, field in ((page, "#asf-question textarea"), (widget, "asf-assistant textarea")):
        each.wait_for_timeout(500)
        expect(each.locator(".asf-answer")).to_have_count(0)
        expect(each.locator(field).first).to_have_value(QUESTION)
