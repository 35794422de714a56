"""What becomes of a file that is sent: read, refused as at the command line, or never looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.staff.drafts import FOLDER
from corpus import messages
from tests.assistant.web.staff.conftest import Desk, Office
from tests.assistant.web.staff.guidelines.conftest import FIELDS, NEW, draft_of, hidden, scanned, two_columns
from tests.federation import GUIDELINE, Federation

Upload = Callable[..., httpx.Response]


def drafts(office: Office) -> list[Path]:
    return [path for path in (office.settings.data_dir / FOLDER).glob("*") if not path.name.startswith(".")]


def test_what_cannot_be_read_is_refused_as_at_the_command_line_and_the_rest_is_kept(
    office: Office, upload: Upload, editor: Desk
) -> None:
    suffix = messages.IMPORT_UNSUPPORTED.format
    wrong = messages.IMPORT_WRONG_SUFFIX.format
    cases = [
        (b"", "tom.pdf", messages.IMPORT_EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "bild.pdf", messages.IMPORT_BINARY),
        (NEW, "beslut.exe", suffix(suffix=".exe")),
        (NEW, "beslut", messages.IMPORT_NO_SUFFIX),
        (NEW, "beslut.pdf", wrong(suffix=".pdf", found="text")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "gammal.doc", messages.IMPORT_OLD_WORD),
        (b"PK\x03\x04skadad", "beslut.docx", messages.IMPORT_DAMAGED),
        (scanned(), "inskannad.pdf", messages.IMPORT_NO_TEXT_LAYER),
    ]
    for content, name, told in cases:
        refused = upload(content, name, title="Titeln <b>kvar</b>")
        assert refused.status_code == 422 and told in unescape(refused.text), name
        assert "Titeln &lt;b&gt;kvar&lt;/b&gt;" in refused.text and 'value="2099-01-01"' in refused.text
    nothing = editor.post("/guidelines/new", FIELDS)
    assert nothing.status_code == 422 and messages.IMPORT_NO_FILE in nothing.text
    assert drafts(office) == [] and "draft_added" not in office.deeds


def test_a_file_above_the_limit_is_refused_and_nothing_else_takes_so_much(
    open_office: Callable[..., Office], federation: Federation, tmp_path: Path
) -> None:
    office = open_office(federation, tmp_path, max_import_mb=1)
    editor = office.desk()
    editor.sign_in("editor")

    def send(size: int, place: str = "/guidelines/new") -> httpx.Response:
        sent: httpx.Response = editor.post(place, FIELDS, files={"file": ("stor.md", b"x" * size)})
        return sent

    refused = send(1024 * 1024 + 1)
    assert refused.status_code == 422 and messages.IMPORT_TOO_LARGE.format(limit=1) in refused.text
    refused = send(3 * 1024 * 1024)
    assert refused.status_code == 413 and "högst 1 MB" in refused.text
    assert draft_of(send(700_000))  # more than any other form may carry
    assert send(700_000, f"/guidelines/{GUIDELINE}/close").status_code == 413
    as_form = editor.client.post("/staff/guidelines/new", data={"csrf": editor.csrf, "title": "x" * 700_000})
    assert as_form.status_code == 413
    assert len(drafts(office)) == 1


@pytest.mark.parametrize("role", [None, "reader"])
def test_nothing_is_read_of_what_somebody_sends_who_may_not(office: Office, role: str | None) -> None:
    headers = [(b"host", b"testserver"), (b"origin", b"http://testserver"), (b"accept", b"text/html")]
    headers.append((b"content-type", b"multipart/form-data; boundary=x"))
    if role:
        desk = office.desk()
        desk.sign_in(role)
        cookie = "; ".join(f"{each.name}={each.value}" for each in desk.client.cookies.jar)
        headers.append((b"cookie", cookie.encode()))
    asked, sent = 0, []

    async def receive() -> dict[str, Any]:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b"x" * 1024, "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/staff/guidelines/new", "raw_path": b"/staff/guidelines/new", "root_path": "", "query_string": b"",
        "headers": headers, "client": ("127.0.0.1", 1), "server": ("testserver", 80),
    }  # fmt: skip
    asyncio.run(office.app(scope, receive, send))
    assert sent[0]["status"] == (403 if role else 401)
    assert asked == 0


def test_columns_are_read_one_after_the_other_and_told(upload: Upload) -> None:
    review = upload(two_columns(), "spalter.pdf")
    assert messages.IMPORT_COLUMNS.format(page=1) in review.text
    assert "Bidraget söks hos nämnden senast den sista mars." in review.text


def test_what_the_corpus_holds_already_is_refused_and_can_be_mended(
    office: Office, upload: Upload, editor: Desk
) -> None:
    held = "# Riktlinje för Påhittade Dalen\n\n## Stöd\n\nFörbundet kan ge stöd till cykelverkstäder.\n\n"
    held += "Ansökan görs av kommunen Dalby.\n"
    same = upload(held, valid_from="2020-01-01", adopted="2019-12-01")
    told = messages.ADD_SAME_TEXT.format(version=f"{GUIDELINE}/2020", title="Riktlinje för Påhittade Dalen")
    assert told in unescape(same.text) and "Lägg till versionen" not in same.text
    place = draft_of(same)
    mended = editor.post(place, {**FIELDS, "valid_from": "2099-01-01", "draft_state": hidden(same, "draft_state")})
    assert told not in unescape(mended.text) and "Lägg till versionen" in mended.text
    other = editor.get(f"/guidelines/new?draft={place.rsplit('/')[-1]}")
    assert 'value="2099-01-01"' in other.text
    replaced = upload(NEW, draft=hidden(other, "draft"))
    assert draft_of(replaced) != place and editor.get(place).status_code == 404
    assert len(drafts(office)) == 1


def test_mistakes_about_the_decision_are_told_beside_their_fields_and_the_document_is_kept(
    office: Office, upload: Upload, editor: Desk
) -> None:
    review = upload(
        guideline_id="", new_guideline="Åre stöd", title="", adopted="2099-02-01", valid_to="2098-01-01", version_id="É"
    )
    for told in ("bara a–z, 0–9", "Skriv riktlinjens titel", "senast den dag", "ligger före den första"):
        assert told in review.text, told
    assert 'value="Åre stöd"' in review.text and "Lägg till versionen" not in review.text
    assert len(drafts(office)) == 1
    fields = {**FIELDS, "adopted": "i går", "valid_from": "", "version_id": "2020"}
    review = editor.post(draft_of(review), {**fields, "draft_state": hidden(review, "draft_state")})
    for told in ("Det är inget datum", "Ange en dag", "finns redan en version"):
        assert told in review.text, told


def test_an_empty_title_is_the_last_versions(upload: Upload) -> None:
    assert ">Riktlinje för Påhittade Dalen</dd>" in upload(title="").text


@pytest.mark.parametrize(
    "name",
    [
        '../../../etc/"><script>alert(1)</script>.md',
        "..\\..\\beslut';--.md",
        "a\r\nSet-Cookie: x=1.md",
        "x" * 400 + ".md",
    ],
)
def test_nothing_that_is_filled_in_or_named_does_anything(
    office: Office, upload: Upload, editor: Desk, name: str
) -> None:
    script = "\"><script>alert(1)</script>{{ 'qz' * 9 }}"
    review = upload(NEW.replace("odlingslotter", "<script>alert(2)</script>"), name, title=script, adopted_by=script,
                    registry_number=script)  # fmt: skip
    assert "<script>alert" not in review.text and "qzqz" not in review.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ &#39;qz&#39; * 9 }}" in review.text
    place = draft_of(review)
    original = editor.get(f"{place}/original")
    disposition = original.headers["content-disposition"]
    assert disposition.startswith("attachment; ") and "\r" not in disposition and "set-cookie" not in original.headers
    assert original.headers["x-content-type-options"] == "nosniff"
    assert original.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in original.headers["content-security-policy"]
    for page in (place, "/guidelines", "/log"):
        assert "<script>alert" not in editor.get(page).text
    added = editor.post(f"{place}/add", {"state": hidden(review, "state")})
    assert added.url.path.endswith("/versions/2026-12-01") and "<script>alert" not in added.text
    inside = {str(path.relative_to(office.settings.corpus_dir)) for path in office.settings.corpus_dir.rglob("*")}
    assert f"{GUIDELINE}/sources/2026-12-01.md" in inside
    assert not [path for path in inside if "script" in path or "etc" in path]
