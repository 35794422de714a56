"""A guideline's whole life as an administrator lives it, by mouse and by keyboard: from the board's decision to cited
answers, back again, and from a member's complaint to a case that the next run asks."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.staff.accounts import Accounts
from assistant.staff.audit import AuditLog
from assistant.staff.roles import StaffRole
from assistant.texts.staff_wording import staff_wording
from corpus.database.engine import Database
from tests.browser.pages import ask_chat

if TYPE_CHECKING:
    from tests.conftest import Server

pytestmark = pytest.mark.browser
DECISION = Path(__file__).parents[2] / "docs" / "exempel" / "beslut-2026-12-01.pdf"
TITLE = "Riktlinjer för stöd till medlemmarna i arbetet med arbetsintegrerande sociala företag"
NAME, PASSWORD = "Kim Exempel", "en lång mening som går att minnas"
QUESTION = "Kan vi få pengar till en handledare?"
NEW_WORDS = "i högst arton månader"
JOB_MILLISECONDS = 240_000
MOST_TABS = 400
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PICTURES = os.environ.get("STAFF_PICTURES")
"""Folder for pictures of every page; see docs/screenshots/staff/README.md."""
say = staff_wording("sv").say


@dataclass
class Office:
    """A server with the staff's pages over a corpus of its own."""

    server: Server
    data: Path

    @property
    def deeds(self) -> list[str]:
        """What the log says was done, oldest first."""
        return [entry.deed for entry in AuditLog(Database("", self.data)).entries(1000)][::-1]


@pytest.fixture(params=["mouse", "keyboard"])
def office(
    request: pytest.FixtureRequest,
    serve: Callable[..., AbstractContextManager[Server]],
    data_dir: Path,
    small_corpus: Path,
    tmp_path: Path,
) -> Iterator[Office]:
    data = tmp_path / "data"
    shutil.copytree(data_dir, data, ignore=shutil.ignore_patterns("*.lock", "asf.db*"))
    shutil.copytree(small_corpus, tmp_path / "documents")
    Accounts(Database("", data)).add(NAME, StaffRole.PUBLISHER, PASSWORD)
    with serve(
        ASF_STAFF="true",
        ASF_FEEDBACK="true",
        ASF_DATA_DIR=data,
        ASF_CORPUS_DIR=tmp_path / "documents",
        ASF_CASES_DIR=tmp_path / "cases",
    ) as server:
        yield Office(server, data)


@pytest.fixture
def hand(request: pytest.FixtureRequest) -> Hand:
    return Hand(by_keyboard="keyboard" in request.node.callspec.params.values())


class Hand:
    """Does what a person does with a mouse, or with the keyboard alone."""

    def __init__(self, *, by_keyboard: bool) -> None:
        self.by_keyboard = by_keyboard

    def press(self, target: Locator) -> None:
        """Press a button or follow a link."""
        if self.by_keyboard:
            self._reach(target)
            target.page.keyboard.press("Enter")
        else:
            target.click()

    def tick(self, target: Locator) -> None:
        """Choose a box or one of several."""
        if self.by_keyboard:
            self._reach(target)
            target.page.keyboard.press("Space")
        else:
            target.click()
        expect(target).to_be_checked()

    def write(self, target: Locator, text: str) -> None:
        """Write into a field, over what is there."""
        if self.by_keyboard:
            self._reach(target)
            target.page.keyboard.press("Control+a")
            target.page.keyboard.type(text)
        else:
            target.fill(text)

    def open(self, target: Locator) -> None:
        """Unfold what a summary hides."""
        self.press(target)

    def _reach(self, target: Locator) -> None:
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if target.evaluate("node => node === document.activeElement"):
                return
            target.page.keyboard.press("Tab")
        pytest.fail(f"not reached with the keyboard: {target}")


def button(page: Page, room: str, key: str, **values: object) -> Locator:
    return page.get_by_role("button", name=say(room, key, **values), exact=True)


def link(page: Page, room: str, key: str) -> Locator:
    return page.get_by_role("link", name=say(room, key), exact=True)


def to_room(page: Page, hand: Hand, room: str) -> None:
    hand.press(page.get_by_role("navigation", name=say("common", "menu")).get_by_role("link", name=say("common", room)))


def wait_for_job(page: Page, hand: Hand, onward: str) -> None:
    """Until the job has ended, then on by its link; a trial ends so, too, where a floor is not held."""
    forward = link(page, "jobs", f"onward_{onward}")
    expect(forward).to_be_visible(timeout=JOB_MILLISECONDS)
    hand.press(forward)


def looks_sound(page: Page) -> None:
    """No axe violation, nothing beside the page, in light and dark, wide and narrow."""
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [each["id"] for each in found] == [], (page.url, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, width)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")


def sign_in(page: Page, hand: Hand) -> None:
    hand.write(page.get_by_label(say("sign_in", "name")), NAME)
    hand.write(page.get_by_label(say("sign_in", "password")), PASSWORD)
    hand.press(button(page, "sign_in", "button"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def add_version(page: Page, hand: Hand) -> None:
    """From the board's PDF to a version with reviewed roles."""
    to_room(page, hand, "guidelines")
    hand.press(link(page, "guidelines", "add"))
    page.get_by_label(say("guidelines", "field_file")).set_input_files(DECISION)  # the system's own dialog does this
    page.locator("#guideline_id").select_option("stod-asf")
    for field, text in (("title", TITLE), ("adopted", "2026-12-01"), ("valid_from", "2027-01-01")):
        page.locator(f"#{field}").fill(text)
    hand.press(button(page, "guidelines", "upload"))
    expect(page.get_by_role("heading", name=say("guidelines", "differences"))).to_be_visible()
    expect(page.locator("main")).to_contain_text(NEW_WORDS)
    hand.press(button(page, "guidelines", "add_version"))
    expect(page.locator(".told")).to_have_text(say("done", "version_added"))
    hand.press(page.get_by_role("button", name=re.compile(r"Godkänn alla som de är föreslagna")))
    expect(page.locator(".told")).to_contain_text(say("done", "roles_approved", count=5))


def write_case(page: Page, hand: Hand, name: str, question: str = "") -> None:
    """A case whose right answer is the passage on supervisors."""
    hand.write(page.get_by_label(say("cases", "case_id")), name)
    if question:
        hand.write(page.get_by_label(say("cases", "turns"), exact=True), question)
    hand.tick(page.locator("#kind-answerable"))
    hand.tick(page.locator("input[name=evidence][value^='0 '][value*='handledare']"))
    hand.press(button(page, "cases", "save"))
    expect(page.locator(".told")).to_have_text(say("done", "case_saved", case=name))


def try_and_publish(page: Page, hand: Hand) -> None:
    to_room(page, hand, "publishing")
    hand.press(button(page, "publishing", "build"))
    wait_for_job(page, hand, "build")
    hand.press(button(page, "publishing", "trial"))
    wait_for_job(page, hand, "trial")
    expect(page.locator("form[action$='/publishing/publish'] button")).to_be_visible()
    reason = page.get_by_label(say("publishing", "reason_needed"))
    if reason.count():  # so few cases do not reach every floor
        hand.write(reason, "Få fall än så länge")
        hand.press(button(page, "publishing", "publish_anyway"))
    else:
        hand.press(button(page, "publishing", "publish"))
    expect(page.locator(".told")).to_be_visible()


def as_member(browser: Browser, server: Server, day: str = "") -> Locator:
    """What a member is answered, on a page that knows nothing of the staff."""
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    page.goto(server.url)
    expect(page.locator("#asf-suggestions button:visible").first).to_be_visible()
    if day:
        page.locator("#asf-day input").fill(day)
    answer = ask_chat(page, QUESTION)
    assert context.cookies() == []
    return answer


def test_from_the_boards_decision_to_cited_answers_and_back(office: Office, hand: Hand, browser: Browser) -> None:
    page = browser.new_context(locale="sv-SE").new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{office.server.url}/staff")
    sign_in(page, hand)
    add_version(page, hand)
    to_room(page, hand, "evaluation")
    hand.press(button(page, "cases", "start"))
    hand.press(link(page, "cases", "new").first)
    write_case(page, hand, "handledare-hur-lange", QUESTION)
    try_and_publish(page, hand)
    expect(as_member(browser, office.server, "2027-02-01")).to_contain_text(NEW_WORDS)
    expect(as_member(browser, office.server)).to_contain_text("Det här ändras: från och med den 1 januari 2027")

    hand.write(page.get_by_label(say("publishing", "back_reason")), "Fel bilaga")
    hand.press(button(page, "publishing", "back_button"))
    expect(page.locator(".told")).to_have_text(say("done", "rolled_back"))
    expect(as_member(browser, office.server, "2027-02-01")).not_to_contain_text(NEW_WORDS)

    bad = as_member(browser, office.server)
    bad.get_by_role("button", name="Nej", exact=True).click()
    expect(bad).to_contain_text("Tack")
    to_room(page, hand, "questions")
    hand.press(page.get_by_role("link", name=QUESTION).first)
    hand.press(link(page, "questions", "make_case"))
    write_case(page, hand, "fran-en-besokare")
    to_room(page, hand, "evaluation")
    hand.press(link(page, "cases", "runs_link"))
    hand.press(button(page, "runs", "start"))
    wait_for_job(page, hand, "run")
    hand.press(page.locator("main table a[href*='/evaluation/runs/']").first)
    hand.press(page.get_by_role("link", name="Rätt (2)"))
    expect(page.locator("main")).to_contain_text("fran-en-besokare")

    done = office.deeds
    for deed in (
        "draft_added",
        "version_added",
        "roles_approved",
        "cases_started",
        "case_added",
        "published",
        "rolled_back",
    ):
        assert deed in done, deed
    to_room(page, hand, "log")
    expect(page.locator("main table")).to_contain_text(NAME)
    if not hand.by_keyboard:
        every_page_looks_sound_and_leads_somewhere(page, office)
    page.context.close()


def take_pictures(page: Page, folder: Path, kind: str) -> None:
    """The page as it is, wide and narrow, for the documentation; statements in Swedish alone."""
    if kind.endswith("/en"):
        return
    name = kind.removeprefix("/staff").strip("/").replace("/", "-").replace("*", "one").replace("stod-asf", "guideline")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        picture = Image.open(BytesIO(page.screenshot(full_page=True, animations="disabled")))
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(
            folder / f"{width}-{name or 'home'}.png", optimize=True
        )
    page.set_viewport_size({"width": 1280, "height": 900})


def every_page_looks_sound_and_leads_somewhere(page: Page, office: Office) -> None:
    """Walk every link below /staff once; a place that stands for many of its kind is looked at once."""
    waiting, seen, kinds = [f"{office.server.url}/staff"], set(), set()
    while waiting:
        address = waiting.pop()
        parts = urlsplit(address)
        if address in seen or "/language/" in address or parts.path.endswith((".csv", ".png", "/original")):
            continue
        seen.add(address)
        kind = re.sub(r"/(versions|runs|jobs|suites|cases/[^/]+|one|drafts)/[^/?]+", r"/\1/*", parts.path)
        if kind in kinds:
            continue
        kinds.add(kind)
        response = page.goto(address)
        assert response is not None and response.status == 200, address
        looks_sound(page)
        if PICTURES:
            take_pictures(page, Path(PICTURES), kind)
        hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
        found = (urljoin(address, href).partition("#")[0] for href in hrefs)
        waiting += [each for each in found if urlsplit(each).path.startswith("/staff")]
    assert len(kinds) > 20, sorted(kinds)


@pytest.mark.parametrize("office", ["mouse"], indirect=True)
def test_an_ended_session_loses_nothing_and_two_editors_see_each_other(office: Office, browser: Browser) -> None:
    hand = Hand(by_keyboard=False)
    version = f"{office.server.url}/staff/guidelines/stod-asf/versions/odaterad"
    one, other = (browser.new_context(locale="sv-SE").new_page() for _ in range(2))
    for page in (one, other):
        page.set_default_timeout(30_000)
        page.goto(version)
        sign_in(page, hand)
        expect(page).to_have_url(version)
        page.locator(".passage summary").first.click()
    one.context.clear_cookies()
    one.locator(".passage select").first.select_option("condition")
    one.locator(".passage form button").first.click()
    expect(one.locator("main")).to_contain_text(say("sign_in", "kept"))
    sign_in(one, hand)
    one.get_by_role("button", name=say("sign_in", "go_on_button")).click()
    expect(one.locator(".told")).to_be_visible()

    other.locator(".passage select").first.select_option("procedure")
    other.locator(".passage form button").first.click()
    expect(other.locator(".fault")).to_have_text(say("guidelines", "version_changed"))
    assert office.deeds.count("role_set") == 1
    expect(other.locator(".passage .banner")).to_contain_text(say("guidelines", "role_condition"))
    expect(other.locator(".passage select").first).to_have_value("procedure")
    for page in (one, other):
        page.context.close()
