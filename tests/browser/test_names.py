"""What screen readers get: on a Swedish page nothing but Swedish, and no markup. Read off the accessibility tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page

from assistant.texts.wording import Wording, wording
from tests.browser.conftest import CONTACT
from tests.browser.pages import QUESTION, ask_chat, ask_widget, chat_ready, open_widget

if TYPE_CHECKING:
    from corpus.model import Catalogue
    from index.publishing.published_index import PublishedIndex
    from tests.browser.conftest import Host
    from tests.conftest import Server

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
BROWSER_S_OWN = {"Date", "DateTime", "InputTime"}
"""Fields that the browser draws, and names in the language of the browser."""
PARTS = re.compile(r"(?<=[.?!:…]) |[\[\]()]| framgår inte ")
HOST_WORDS = "Förbundets webbplats En annan sida"
FILLED_IN = {"federation": "Samordningsförbundet", "contact": CONTACT, "days": "90"}


def nodes(page: Page) -> Iterator[dict[str, Any]]:
    """The accessibility tree without what is ignored, and without the insides of fields that the browser draws."""
    found = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in found}

    def in_browser_s_own(node: dict[str, Any]) -> bool:
        parent = by_id.get(node.get("parentId", ""))
        return parent is not None and (parent["role"]["value"] in BROWSER_S_OWN or in_browser_s_own(parent))

    for node in found:  # a line of text is a node, too, beside the text as a whole
        if not node.get("ignored") and node["role"]["value"] != "InlineTextBox" and not in_browser_s_own(node):
            yield node


def names(page: Page) -> set[str]:
    texts = (str(node.get(key, {}).get("value", "")) for node in nodes(page) for key in ("name", "description"))
    return {" ".join(text.split()) for text in texts if text.strip()}


def swedish(texts: Wording, catalogue: Catalogue) -> str:
    """All that may be read aloud: the program's own texts, the guideline's, its suggestions and the question."""
    rooms = (
        texts.page,
        texts.answer,
        texts.abstention,
        texts.change,
        texts.verdict,
        texts.status,
        texts.version_status,
        texts.error,
        texts.widget,
    )
    own = [text for room in rooms for text in room.values()]
    guidelines = [
        [passage.text, passage.lead_in or "", *passage.section, version.title]
        for guideline in catalogue.guidelines
        for version in guideline.versions
        for passage in version.passages
    ]
    banks = [guideline.bank for guideline in catalogue.guidelines if guideline.bank]
    asked = [each["sv"] for bank in banks for each in bank.suggestions.values()]
    gaps = [text for bank in banks for gap in bank.gaps.values() for text in (gap.missing["sv"], gap.say["sv"])]
    return " ".join([*own, *(text for texts in guidelines for text in texts), *gaps, *asked, QUESTION, HOST_WORDS])


def unknown(names: set[str], known: str) -> set[str]:
    """Names of which some sentence, bracket or the like is not in the known text with its places filled in."""
    for place, filling in FILLED_IN.items():
        known = known.replace(f"{{{place}}}", filling)
    pieces = " ".join(" ".join(re.split(r"\{\w+\}", known)).split())
    return {name for name in names if not all(_is_known(part, pieces) for part in re.split(PARTS, name))}


def _is_known(part: str, known: str) -> bool:
    bare = part.strip(' .:–•◦…"”')
    return not bare or bare.isdigit() or bare in known


@pytest.fixture(scope="module")
def known(published: PublishedIndex) -> str:
    return swedish(wording("sv"), published.catalogue)


def test_the_check_itself_finds_english_and_markup(known: str) -> None:
    assert unknown({"Fråga", "1", QUESTION}, known) == set()
    assert unknown({"Clear", "bot's message: <p>"}, known) == {"Clear", "bot's message: <p>"}


def test_the_chat_page_speaks_swedish(opened: Opened, known: str) -> None:
    page = chat_ready(opened("/"))
    before = names(page)
    ask_chat(page)
    ask_chat(page, "Hur mycket pengar kan vi få?")
    found = (before | names(page)) - {"Hur mycket pengar kan vi få?"}
    assert len(found) > 20
    assert {name for name in found if re.search(r"[<>*]|message", name)} == set()
    assert unknown(found, known) == set()


def test_the_widget_speaks_swedish(opened: Opened, site: Server, host: Host, known: str) -> None:
    page = open_widget(opened(host.page("/a", site.url)))
    before = names(page)
    ask_widget(page)
    page.locator("asf-assistant").get_by_role("button", name="Ja", exact=True).click()
    found = before | names(page)
    assert len(found) > 20
    assert {name for name in found if re.search(r"[<>*]", name)} == set()
    assert unknown(found, known) == set()


def test_every_control_has_a_name(opened: Opened, site: Server, host: Host) -> None:
    for page in (chat_ready(opened("/")), open_widget(opened(host.page("/b", site.url)))):
        controls = {"button", "textbox", "link", "dialog", "log", "Date"}
        nameless = [node for node in nodes(page) if node["role"]["value"] in controls and not node["name"]["value"]]
        assert nameless == []
