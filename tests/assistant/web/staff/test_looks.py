"""Name, looks, texts and pauses, as staff set them on their pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.pause import Pauses
from assistant.shared import shared_state
from assistant.staff.roles import StaffRole
from assistant.web.appearance import Appearances
from assistant.web.staff.appearance.looks import FIELDS
from tests.assistant.web.staff.conftest import Desk, Office
from tests.federation import Federation

PLACE = "/appearance"
SITE, OTHER = "https://www.kommunen.example", "https://www.forbundet.example"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


def form_of(desk: Desk, place: str = PLACE) -> dict[str, Any]:
    """What the page's form is filled in with."""
    page = desk.get(place).text
    found = dict(re.findall(r'<input type="hidden" name="(seen)" value="([^"]*)"', page))
    for name in FIELDS:
        value = re.search(rf'name="{name}"[^>]*?value="([^"]*)"|name="{name}"[^>]*>([^<]*)</textarea>', page)
        if value is not None:
            found[name] = value[1] or value[2] or ""
    return found


def test_what_is_saved_is_seen_at_once_and_can_be_reset(office: Office, publisher: Desk) -> None:
    public = office.desk().client
    form = {
        **form_of(publisher),
        "federation": "Förbundet Nya",
        "contact": "Ring 1",
        "colour": "#7A1F1F",
        "intro_en": "Greetings <there>",
    }
    saved = publisher.post(PLACE, form)
    assert "Det syns redan för besökarna" in saved.text and "Senast ändrat av publisher" in saved.text
    assert "Förbundet Nya" in public.get("/").text and "#7a1f1f" in public.get("/site/theme.css").text
    assert "Greetings &lt;there&gt;" in public.get("/en/config").text
    assert office.deeds[-1] == "appearance_changed"
    assert "federation, contact, colour, intro_en" in publisher.get("/log").text
    back = publisher.post(f"{PLACE}/reset", {"seen": form_of(publisher)["seen"], "field": "intro_en"})
    assert "Återställt" in back.text and "Greetings" not in public.get("/en/config").text
    assert "Förbundet Nya" in public.get("/").text, "the other fields stay"
    assert office.deeds[-1] == "appearance_reset"


def test_what_cannot_be_is_refused_with_what_was_filled_in(office: Office, publisher: Desk) -> None:
    for field, value, told in (
        ("colour", "#ffcc00", "Färgen är för ljus"),
        ("colour", "röd", "ska skrivas som #"),
        ("federation", " ", "får inte vara tomt"),
        ("contact", "x" * 301, "skriv högst 300 tecken"),
    ):
        refused = publisher.post(PLACE, {**form_of(publisher), "notice_sv": "Jag är en maskin.", field: value})
        assert refused.status_code == 422 and told in refused.text, field
        assert "Jag är en maskin." in refused.text
    assert Appearances(shared_state(office.database, office.federation.data)).mark == ""


def test_a_second_editor_sees_what_the_first_has_changed(office: Office, publisher: Desk) -> None:
    form = form_of(publisher)
    publisher.post(PLACE, {**form, "contact": "Ring 1"})
    refused = publisher.post(PLACE, {**form, "contact": "Ring 2"})
    assert refused.status_code == 422 and "publisher har ändrat något" in refused.text
    assert "<dd>Ring 1</dd>" in refused.text and 'value="Ring 2"' in refused.text
    again = publisher.post(
        PLACE, {**form, "seen": re.findall(r'name="seen" value="(\w*)"', refused.text)[-1], "contact": "Ring 2"}
    )
    assert "Det syns redan" in again.text
    assert "Ring 2" in office.desk().client.get("/api/widget").text


def test_the_preview_shows_and_saves_nothing(office: Office, publisher: Desk) -> None:
    form = {**form_of(publisher), "federation": "Förbundet Prov", "colour": "#7a1f1f"}
    preview = publisher.post(f"{PLACE}/preview", form)
    assert "Förbundet Prov" in preview.text and "preview.css?colour=%237a1f1f" in preview.text
    assert "Inget är sparat än" in preview.text and 'name="federation" value="Förbundet Prov"' in preview.text
    style = publisher.get(f"{PLACE}/preview.css?colour=%237a1f1f")
    assert "--accent: #7a1f1f" in style.text and style.headers["content-type"].startswith("text/css")
    assert publisher.get(f"{PLACE}/preview.css?colour=red}}body{{").status_code == 422
    edit = publisher.post(PLACE, {**form, "do": "edit"})
    assert 'value="Förbundet Prov"' in edit.text
    pale = publisher.post(f"{PLACE}/preview", {**form, "colour": "#ffcc00"})
    assert pale.status_code == 422 and "för ljus" in pale.text
    assert Appearances(shared_state(office.database, office.federation.data)).mark == ""


def test_a_logo_is_taken_by_what_it_holds(office: Office, publisher: Desk) -> None:
    place = f"{PLACE}/logo"
    for name, content, told in (
        ("logga.png", b"<html>", "ingen bild"),
        ("logga.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "kan köras eller hämtas"),
        ("logga.png", PNG + b"x" * 210_000, "för stor"),
        ("logga.png", b"", "Välj en bild"),
    ):
        refused = publisher.post(place, {"seen": ""}, files={"picture": (name, content)})
        assert refused.status_code == 422 and told in refused.text, told
    saved = publisher.post(place, {"seen": ""}, files={"picture": ("logga.exe", PNG)})
    assert "Det syns redan" in saved.text
    public = office.desk().client
    assert public.get("/site/logo").headers["content-type"] == "image/png"
    seen = form_of(publisher)["seen"]
    assert "Återställt" in publisher.post(place, {"seen": seen, "reset": "logo"}).text
    assert public.get("/site/logo").status_code == 404


def test_first_questions_must_get_an_answer(office: Office, publisher: Desk) -> None:
    place = f"{PLACE}/examples"
    good, bad = "Kan vi få stöd till en cykelverkstad?", "Hur mycket pengar kan vi få till en hund?"
    refused = publisher.post(place, {"seen": "", "example_sv": [good, bad]})
    assert refused.status_code == 422 and f"”{bad}” får inget svar. Utfallet är: framgår inte" in refused.text
    assert f"”{good}” får inget" not in refused.text and f'value="{good}"' in refused.text
    assert "Det syns redan" in publisher.post(place, {"seen": "", "example_sv": [good, "", good]}).text
    public = office.desk().client
    assert public.get("/api/widget").json()["suggestions"] == [good]
    assert public.get("/api/widget?language=en").json()["suggestions"] == []
    seen = form_of(publisher)["seen"]
    assert "Återställt" in publisher.post(place, {"seen": seen, "reset": "sv"}).text
    assert public.get("/api/widget").json()["suggestions"] == []


def test_a_statement_is_previewed_saved_and_reset(office: Office, publisher: Desk) -> None:
    place, public = f"{PLACE}/statements/privacy/sv", office.desk().client
    text = "# Så gör vi\r\n\r\n**Fet** {{ site }} <b>x</b>"
    preview = publisher.post(place, {"seen": "", "text": text, "do": "preview"})
    assert "<strong>Fet</strong>" in preview.text and "Så gör vi" not in public.get("/privacy").text
    assert publisher.post(place, {"seen": "", "text": "utan rubrik", "do": "save"}).status_code == 422
    assert "Det syns redan" in publisher.post(place, {"seen": "", "text": text, "do": "save"}).text
    shown = public.get("/privacy").text
    assert "<h1>Så gör vi</h1>" in shown and "{{ site }}" in shown and "&lt;b&gt;x" in shown
    seen = form_of(publisher, place)["seen"]
    assert "Återställt" in publisher.post(place, {"seen": seen, "do": "reset"}).text
    assert "Så gör vi" not in public.get("/privacy").text
    assert publisher.get(f"{PLACE}/statements/other/sv").status_code == 422


def test_a_pause_holds_where_it_is_wanted(
    open_office: Callable[..., Office], federation: Federation, tmp_path: Path
) -> None:
    office = open_office(federation, tmp_path, allowed_origins=f"{SITE} {OTHER}")
    desk, public = office.desk(StaffRole.PUBLISHER), office.desk().client
    place, why = f"{PLACE}/pause", "Vi rättar ett fel <nu>."

    def status(origin: str | None) -> int:
        headers = {"Origin": origin} if origin else {}
        return int(public.post("/api/ask", json={"question": "Vem ansöker?"}, headers=headers).status_code)

    assert [status(origin) for origin in (None, SITE, OTHER)] == [200, 200, 200]
    refused = desk.post(place, {"seen": "", "where": "origins", "message": why})
    assert refused.status_code == 422 and "minst en webbplats" in refused.text and "&lt;nu&gt;" in refused.text
    told = desk.post(place, {"seen": "", "where": "origins", "origin": [SITE, "https://annan.example"], "message": why})
    assert "Rutan är pausad på https://www.kommunen.example." in told.text and "annan.example" not in told.text
    assert [status(origin) for origin in (None, SITE, OTHER)] == [200, 503, 200]
    assert "Pausad av publisher" in desk.get("").text and "Vi rättar ett fel &lt;nu&gt;." in desk.get("").text
    assert desk.post(place, {"seen": "", "where": "all"}).status_code == 422, "somebody has paused meanwhile"
    for where, expected in (("widget", [200, 503, 503]), ("all", [503, 503, 503])):
        seen = re.findall(r'name="seen" value="([^"]*)"', desk.get(place).text)[-1]
        desk.post(place, {"seen": seen.replace("&#43;", "+"), "where": where})
        assert [status(origin) for origin in (None, SITE, OTHER)] == expected
    assert "Assistenten svarar igen" in desk.post(f"{place}/end").text
    assert [status(origin) for origin in (None, SITE, OTHER)] == [200, 200, 200]
    assert office.deeds[-4:] == ["paused", "paused", "paused", "resumed"]
    assert "pausad" not in desk.get("").text


def test_a_pause_by_a_setting_is_told_and_cannot_be_ended_here(
    open_office: Callable[..., Office], federation: Federation, tmp_path: Path
) -> None:
    desk = open_office(federation, tmp_path, paused="Stängt").desk(StaffRole.PUBLISHER)
    page = desk.get(f"{PLACE}/pause").text
    assert "ASF_PAUSED" in page and 'id="resume"' not in page and 'id="begin"' not in page


@pytest.mark.parametrize(
    "place", ["", "/logo", "/examples", "/statements/privacy/sv", "/pause", "/preview.css?colour=%23000000"]
)
def test_only_who_publishes_sees_or_changes_it(office: Office, editor: Desk, place: str) -> None:
    assert editor.get(f"{PLACE}{place}").status_code == 403
    if "css" not in place:
        assert editor.post(f"{PLACE}{place}", {"seen": ""}).status_code == 403
    assert Pauses(shared_state(office.database, office.federation.data)).current() is None
