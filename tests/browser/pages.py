"""What a member does on the pages, in words that tests share."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

QUESTION = "Kan vi få pengar till en handledare?"
QUOTE = "Finansiering av handledare, anställd hos någon av medlemmarna"
OPEN = "Fråga om riktlinjerna"


def chat_ready(page: Page) -> Page:
    """The chat page, when it can be asked."""
    expect(page.locator("#asf-suggestions button:visible").first).to_be_visible()
    return page


def ask_chat(page: Page, question: str = QUESTION) -> Locator:
    """Ask on the chat page and give the answer when it has come, with its tools."""
    answers = page.locator("#asf-conversation .asf-answer")
    before = answers.count()
    page.locator("#asf-question textarea").fill(question)
    page.locator("#asf-question textarea").press("Enter")
    expect(answers).to_have_count(before + 1)
    expect(answers.last.locator(".asf-tools")).to_be_visible()
    return answers.last


def open_widget(page: Page, name: str = OPEN) -> Page:
    """Open the floating panel, ready for a question."""
    page.get_by_role("button", name=name).click()
    expect(page.locator("asf-assistant dialog")).to_be_visible()
    return page


def ask_widget(page: Page, question: str = QUESTION) -> Locator:
    """Ask in the widget and give the answer when it has come."""
    answers = page.locator("asf-assistant .asf-answer:has(.asf-tools)")
    before = answers.count()
    page.locator("asf-assistant textarea").first.fill(question)
    page.locator("asf-assistant form .ask").click()
    expect(answers).to_have_count(before + 1)
    return answers.last


def announced(page: Page) -> str:
    """What screen readers were told last."""
    return page.locator("[role=status]").last.inner_text()
