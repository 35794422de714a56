"""A version's roles, questions, corrections, and its end: each done as the command line does it, and noted."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from assistant.staff.roles import StaffRole
from corpus import messages
from corpus.importing.change.writing import sole_writer
from corpus.model import Passage, Role
from corpus.reading.catalogue import load_catalogue
from tests.assistant.web.staff.conftest import Desk, Office
from tests.assistant.web.staff.guidelines.conftest import hidden
from tests.assistant.web.staff.guidelines.test_review import BANK
from tests.federation import GUIDELINE

CYKEL, ODLING, ANSOKAN = "forbundet-kan-ge-stod-till", "medlemmar-far-soka-bidrag-for", "ansokan-gors-av-kommunen-dalby"


def passage(office: Office, anchor: str, version: str = "2026-12-01") -> Passage:
    held = load_catalogue(office.settings.corpus_dir).version(f"{GUIDELINE}/{version}")
    assert held is not None
    found = held.passage(anchor)
    assert found is not None
    return found


def test_roles_are_confirmed_or_changed_one_by_one_and_then_all(
    office: Office, version_page: str, editor: Desk
) -> None:
    page = editor.get(version_page)
    assert "förslag: stöd" in page.text and "inte publicerad" in page.text
    assert page.text.count('class="passage waits"') == len(re.findall("förslag: ", page.text)) >= 2
    chosen: dict[str, Any] = {"anchor": ANSOKAN, "role": "condition", "state": hidden(page, "state")}
    set_one = editor.post(f"{version_page}/roles", chosen)
    assert f"Rollen för {ANSOKAN} är sparad" in set_one.text and set_one.url.fragment in (CYKEL, ODLING)
    assert passage(office, ANSOKAN).role is Role.CONDITION
    chosen = {"anchor": ODLING, "role": "support", "conditions": [ANSOKAN], "state": hidden(set_one, "state")}
    set_other = editor.post(f"{version_page}/roles", chosen)
    assert passage(office, ODLING).conditions == (ANSOKAN,)
    assert f'href="#{ANSOKAN}"' in set_other.text
    chosen = {"anchor": ODLING, "role": "definition", "conditions": [ANSOKAN], "state": hidden(set_other, "state")}
    again = editor.post(f"{version_page}/roles", chosen)  # conditions of what is no support are not kept
    assert (passage(office, ODLING).role, passage(office, ODLING).conditions) == (Role.DEFINITION, ())
    assert "De här stöden har inga villkor" in again.text
    approved = editor.post(f"{version_page}/approve", {"state": hidden(again, "state")})
    assert "Godkända roller: 1." in approved.text and "förslag:" not in approved.text
    assert passage(office, CYKEL).role is Role.SUPPORT
    assert office.deeds[-4:] == ["role_set", "role_set", "role_set", "roles_approved"]
    refused = editor.post(f"{version_page}/approve", {"state": hidden(approved, "state")})
    told = messages.APPROVE_NOTHING.format(version="2026-12-01", guideline=GUIDELINE)
    assert refused.status_code == 422 and told in refused.text


def test_two_editors_do_not_overwrite_each_other(office: Office, version_page: str, editor: Desk) -> None:
    state = hidden(editor.get(version_page), "state")
    other = office.desk(StaffRole.EDITOR)
    other.post(f"{version_page}/roles", {"anchor": CYKEL, "role": "exclusion", "state": state})
    late = editor.post(f"{version_page}/roles", {"anchor": CYKEL, "role": "procedure", "state": state})
    assert late.status_code == 422 and "Någon annan har ändrat" in late.text
    assert "Det här hade du valt. Nu står: undantag." in late.text
    assert '<option value="procedure" selected>' in late.text
    assert passage(office, CYKEL).role is Role.EXCLUSION
    corrected = {"old": "Dalby", "new": "Dalarna", "reason": "x", "confirmed": "yes"}
    for place, fields in (("approve", {}), ("withdraw", {"reason": "x"}), ("correct", corrected)):
        refused = editor.post(f"{version_page}/{place}", {**fields, "state": state})
        assert refused.status_code == 422 and "Någon annan har ändrat" in refused.text, place
    assert passage(office, ANSOKAN).text == "Ansökan görs av kommunen Dalby."
    with sole_writer(office.settings.corpus_dir):
        busy = editor.post(f"{version_page}/approve", {"state": hidden(late, "state")})
    assert busy.status_code == 422 and messages.ADD_BUSY in busy.text


def test_wrong_choices_change_nothing(office: Office, version_page: str, editor: Desk) -> None:
    state = hidden(editor.get(version_page), "state")
    before = (office.settings.corpus_dir / GUIDELINE / "2026-12-01.passages.yaml").read_bytes()
    for fields, status in (
        ({"anchor": CYKEL, "role": "kung"}, 404),
        ({"anchor": "<script>", "role": "support"}, 422),
        ({"anchor": CYKEL, "role": "support", "conditions": ["nej"]}, 422),
        ({"anchor": CYKEL, "role": "support", "conditions": ["a]\n- anchor: b"]}, 422),
    ):
        refused = editor.post(f"{version_page}/roles", {**fields, "state": state})
        assert refused.status_code == status and "<script>" not in refused.text, fields
    assert (office.settings.corpus_dir / GUIDELINE / "2026-12-01.passages.yaml").read_bytes() == before


def test_questions_that_wait_are_read_and_accepted(office: Office, version_page: str, editor: Desk) -> None:
    bank = office.settings.corpus_dir / GUIDELINE / "bank.yaml"
    bank.write_text(BANK, encoding="utf-8")
    assert "den de skrevs för: 2." in editor.get(version_page).text
    page = editor.get(f"{version_page}/questions")
    assert "Ger ni stöd till cyklar?" in page.text and "<ins>cykelverkstäder i högst två år.</ins>" in page.text
    late = editor.post(f"{version_page}/questions", {"anchors": [CYKEL], "state": "gammalt"})
    assert late.status_code == 422 and bank.read_text(encoding="utf-8") == BANK
    accepted = editor.post(f"{version_page}/questions", {"anchors": [CYKEL], "state": hidden(page, "state")})
    assert "Godkända exempelfrågor: 2." in accepted.text and "Inga exempelfrågor väntar" in accepted.text
    assert "i högst två år" in bank.read_text(encoding="utf-8") and office.deeds[-1] == "questions_accepted"
    refused = editor.post(f"{version_page}/questions", {"anchors": ["nej"], "state": hidden_state(office)})
    assert refused.status_code == 422 and messages.ACCEPT_NOTHING.format(version="2026-12-01") in refused.text


def hidden_state(office: Office) -> str:
    from corpus.reading.fingerprints import guideline_fingerprint

    return guideline_fingerprint(office.settings.corpus_dir, GUIDELINE)


def test_a_typo_is_shown_before_it_is_corrected_and_stands_in_the_history(
    office: Office, version_page: str, editor: Desk
) -> None:
    typo = {"old": "Dalby", "new": "Dalarö", "reason": "fel <b>ort</b>"}
    for lacking in ("old", "new", "reason"):
        assert editor.post(f"{version_page}/correct", {**typo, lacking: " "}).status_code == 422
    nowhere = editor.post(f"{version_page}/correct", {**typo, "old": "Malmö"})
    assert messages.CORRECT_NOT_ONCE.format(old="Malmö", count=0) in unescape(nowhere.text)
    shown = editor.post(f"{version_page}/correct", typo)
    assert "<del>Dalby.</del>" in shown.text and "<ins>Dalarö.</ins>" in shown.text
    assert passage(office, ANSOKAN).text.endswith("Dalby.")
    sure = {**typo, "confirmed": "yes", "state": hidden(shown, "state")}
    corrected = editor.post(f"{version_page}/correct", sure)
    assert passage(office, ANSOKAN).text == "Ansökan görs av kommunen Dalarö."
    assert passage(office, ANSOKAN).was == ("Ansökan görs av kommunen Dalby.",)
    assert "Rättad:" in corrected.text and "<del>Dalby</del> → <ins>Dalarö</ins>" in corrected.text
    assert "Skäl: fel &lt;b&gt;ort&lt;/b&gt;" in corrected.text and "editor" in corrected.text
    line = (office.settings.corpus_dir / ".changes.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(line)["by"] == "editor" and office.deeds[-1] == "version_corrected"


def test_a_version_is_withdrawn_with_a_reason_once_its_cost_is_seen(
    office: Office, version_page: str, editor: Desk
) -> None:
    shown = editor.get(f"{version_page}/withdraw")
    assert "Den 1 januari 2099 gäller då i stället versionen 2020." in shown.text
    assert "besökare märker inget" in shown.text
    assert editor.post(f"{version_page}/withdraw", {"state": hidden(shown, "state")}).status_code == 422
    gone = editor.post(f"{version_page}/withdraw", {"state": hidden(shown, "state"), "reason": "fel fil"})
    assert gone.url.path == f"/staff/guidelines/{GUIDELINE}" and "Tillbakadragen:" in gone.text
    assert editor.get(version_page).status_code == 404 and office.deeds[-1] == "version_withdrawn"
    assert list((office.settings.corpus_dir / ".withdrawn").glob("*/2026-12-01.md"))
    last = f"/guidelines/{GUIDELINE}/versions/2020"
    shown = editor.get(f"{last}/withdraw")
    assert "riktlinjens enda version" in shown.text and "Versionen är publicerad" in shown.text
    gone = editor.post(f"{last}/withdraw", {"state": hidden(shown, "state"), "reason": "fel"})
    assert gone.url.path == "/staff/guidelines" and "Det finns ingen riktlinje än" in gone.text


def test_a_guideline_is_closed_once_its_cost_is_seen(office: Office, editor: Desk) -> None:
    place = f"/guidelines/{GUIDELINE}/close"
    assert editor.post(place, {"last_day": "i morgon"}).status_code == 422
    refused = editor.post(place, {"last_day": "2019-01-01"})
    assert refused.status_code == 422 and "börjar gälla senare" in refused.text
    shown = editor.post(place, {"last_day": "2098-06-30"})
    assert "Från och med 1 juli 2098 gäller ingen version" in shown.text
    late = editor.post(place, {"last_day": "2098-06-30", "confirmed": "yes", "state": "gammalt"})
    assert late.status_code == 422 and "Någon annan har ändrat" in late.text
    closed = editor.post(place, {"last_day": "2098-06-30", "confirmed": "yes", "state": hidden(shown, "state")})
    assert "gäller till och med 2098-06-30" in closed.text and "30 juni 2098" in closed.text
    assert office.deeds[-1] == "guideline_closed" and "ändrad efter publiceringen" in closed.text


def test_a_reader_sees_a_version_and_changes_nothing(office: Office, version_page: str, reader: Desk) -> None:
    page = reader.get(version_page)
    assert "Ansökan görs av kommunen Dalby." in page.text and "<form" not in page.text.split("<main")[1]
    assert reader.get(f"{version_page}/original").headers["content-disposition"].startswith("attachment")
    assert reader.get(f"{version_page}/questions").status_code == 200
    for place in ("/correct", "/withdraw"):
        assert reader.get(version_page + place).status_code == 403
    for place in ("/correct", "/withdraw", "/roles", "/approve", "/questions"):
        assert reader.post(version_page + place, {"anchor": CYKEL}).status_code == 403
    assert reader.post(f"/guidelines/{GUIDELINE}/close", {"last_day": "2098-06-30"}).status_code == 403


def test_the_timeline_and_the_table_say_the_same_in_both_languages(
    office: Office, version_page: str, reader: Desk
) -> None:
    page = reader.get("/guidelines").text
    picture = page.split("<svg")[1].split("</svg>")[0]
    assert 'role="img"' in picture and "style=" not in picture and "i dag 20" in picture
    for line in ("2020", "2026-12-01", "ingen version"):
        assert f'class="name">{line}<' in picture
    assert "2099-01-01 –</" not in picture and "2099-01-01 – (kommer)" in picture
    assert '<span class="badge upcoming">kommer</span>' in page and "31 december 2098" in page
    reader.get("/language/en")
    page = reader.get("/guidelines").text
    assert "(coming)" in page and "not published" in page and "roles: " in page


def test_a_corpus_with_errors_is_shown_with_what_is_wrong(office: Office, editor: Desk) -> None:
    file = office.settings.corpus_dir / GUIDELINE / "2020.md"
    file.write_text(file.read_text(encoding="utf-8").replace("valid_to: null", "valid_to: snart"), encoding="utf-8")
    page = editor.get("/guidelines")
    assert page.status_code == 200 and "2020.md:" in page.text
