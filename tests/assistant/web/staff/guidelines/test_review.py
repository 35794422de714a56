"""A document between upload and corpus: what is shown, resumed, added, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import httpx
from fastapi.testclient import TestClient

from assistant.engine import Engine
from assistant.staff.roles import StaffRole
from assistant.web.server import create_app
from assistant.web.staff.access import COOKIE
from corpus.reading.catalogue import load_catalogue
from evals.workbench import EvaluationWorkbench
from index.model import ReadingModel
from tests.assistant.web.staff.conftest import Desk, Office
from tests.assistant.web.staff.guidelines.conftest import FIELDS, NEW, draft_of, hidden, two_columns
from tests.federation import GUIDELINE

Upload = Callable[..., httpx.Response]
CASES = """\
guideline: stod-dalen
cases:
- id: cykel
  split: dev
  kind: answerable
  language: sv
  turns: ["Kan vi få pengar till en cykelverkstad?"]
  evidence: [[forbundet-kan-ge-stod-till]]
"""
BANK = """\
passages:
  forbundet-kan-ge-stod-till: "Förbundet kan ge stöd till cykelverkstäder."
gaps:
  amount:
    missing: {sv: "något belopp", en: "any amount"}
    say: {sv: "Beloppet anges inte.", en: "No amount is given."}
groups:
- passages: [forbundet-kan-ge-stod-till]
  questions: ["Ger ni stöd till cyklar?", "Cykelverkstad?"]
- gaps: [amount]
  questions: ["Hur mycket?"]
"""


def test_what_was_read_stands_beside_the_original_with_what_changed_and_what_it_costs(
    office: Office, upload: Upload, editor: Desk
) -> None:
    cases = office.settings.cases_dir
    assert cases is not None
    (office.federation.documents / GUIDELINE / "bank.yaml").write_text(BANK, encoding="utf-8")
    (cases / "suites" / "egna.yaml").write_text(CASES, encoding="utf-8")
    (cases / "passages.yaml").write_text(
        f'{GUIDELINE}:\n  forbundet-kan-ge-stod-till: "Förbundet kan ge stöd till cykelverkstäder."\n', encoding="utf-8"
    )
    (cases / "gates.yaml").write_text((Path("evals") / "gates.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    text = unescape(upload().text)
    assert "<ins>cykelverkstäder i högst två år.</ins>" in text and "<del>cykelverkstäder.</del>" in text
    assert "Medlemmar får söka bidrag för odlingslotter." in text and "Tillkommit (1)" in text
    assert "texten de skrevs för är en annan: 2." in text and "<code>forbundet-kan-ge-stod-till</code>: 2" in text
    assert "för att texten är en annan: 1." in text and "Kan vi få pengar till en cykelverkstad?" in text
    assert "Versionen 2020 gäller då till och med 31 december 2098." in text
    (cases / "suites" / "egna.yaml").write_text("cases: nej", encoding="utf-8")
    assert "går inte att säga vilka testfall" in editor.get("/drafts/" + drafts_id(office)).text


def drafts_id(office: Office) -> str:
    return next(p.name for p in (office.settings.data_dir / "drafts").iterdir() if not p.name.startswith("."))


def test_a_draft_is_left_and_resumed_after_a_restart(
    office: Office, upload: Upload, editor: Desk, model: ReadingModel
) -> None:
    place = draft_of(upload(two_columns(), "beslut.pdf"))
    assert "beslut.pdf" in editor.get("/guidelines").text
    engine = Engine(office.settings.data_dir, lambda: model)
    engine.load()
    app = create_app(engine, office.settings, database=office.database, workbench=EvaluationWorkbench(office.settings))
    later = Desk(TestClient(app, base_url="http://testserver", follow_redirects=True))
    later.sign_in("publisher")
    assert "beslut.pdf" in later.get("/guidelines").text
    review = later.get(place)
    picture = later.get(f"{place}/pages/1.png")
    assert picture.content.startswith(b"\x89PNG") and picture.headers["content-type"] == "image/png"
    assert later.get(f"{place}/pages/1.png").content == picture.content
    for page in ("0", "2", "-1", "x", "1" * 9, "../draft"):
        assert later.get(f"{place}/pages/{page}.png").status_code == 404, page
    added = later.post(f"{place}/add", {"state": hidden(review, "state")})
    assert "Versionen är tillagd" in added.text and later.get(place).status_code == 404
    assert "beslut.pdf" not in later.get("/guidelines").text
    assert office.deeds[-3:] == ["draft_added", "signed_in", "version_added"]
    source = office.settings.corpus_dir / GUIDELINE / "sources" / "2026-12-01.pdf"
    assert source.read_bytes() == two_columns() or source.read_bytes().startswith(b"%PDF")


def test_two_editors_do_not_overwrite_each_other(office: Office, upload: Upload, editor: Desk) -> None:
    first = upload()
    place, other = draft_of(first), office.desk(StaffRole.EDITOR)
    state, shown = hidden(first, "state"), hidden(first, "draft_state")
    assert "sparade" in other.post(place, {**FIELDS, "adopted_by": "Annan", "draft_state": shown}).text
    late = editor.post(place, {**FIELDS, "adopted_by": "Min nämnd", "draft_state": shown})
    assert late.status_code == 422 and "Någon annan har ändrat" in late.text
    assert 'value="Min nämnd"' in late.text and ">Annan</dd>" in late.text
    assert editor.post(f"{place}/add", {"state": state}).status_code == 422
    assert editor.post(f"{place}/delete", {"draft_state": shown}).status_code == 422
    now = editor.get(place)
    office.federation.write("2030", "Förbundet kan ge stöd till bagerier.")
    late = editor.post(f"{place}/add", {"state": hidden(now, "state")})
    assert late.status_code == 422 and "Jämfört med versionen 2030" in late.text
    assert len(load_catalogue(office.settings.corpus_dir).guidelines[0].versions) == 2
    gone = other.post(f"{place}/delete", {"draft_state": hidden(late, "draft_state")})
    assert "borttaget" in gone.text and not (office.settings.data_dir / place[1:]).exists()
    assert editor.post(f"{place}/add", {"state": hidden(late, "state")}).status_code == 404


def test_a_reader_sees_a_draft_and_changes_nothing_and_nobody_else_sees_it(
    office: Office, upload: Upload, reader: Desk
) -> None:
    place = draft_of(upload())
    seen = reader.get(place)
    assert seen.status_code == 200 and "<form" not in seen.text.split("<main")[1]
    assert reader.get(f"{place}/original").content == NEW.encode()
    assert reader.get("/guidelines/new").status_code == 403
    for deed in ("", "/add", "/delete"):
        assert reader.post(f"{place}{deed}", FIELDS).status_code == 403
    assert "Lägg till en version" not in reader.get("/guidelines").text
    reader.client.cookies.delete(COOKIE)
    for page in ("", "/original", "/pages/1.png"):
        assert reader.get(f"{place}{page}").url.path == "/staff/sign-in"


def test_a_new_guideline_is_begun_with_its_first_version(office: Office, upload: Upload, editor: Desk) -> None:
    text = NEW.replace("Påhittade Dalen", "lokaler").replace("cykelverkstäder", "lokaler")
    review = upload(text, guideline_id="", new_guideline="lokaler", title="Riktlinje för lokaler")
    assert "Riktlinjen lokaler är ny" in review.text
    added = editor.post(f"{draft_of(review)}/add", {"state": hidden(review, "state")})
    assert added.url.path == "/staff/guidelines/lokaler/versions/2026-12-01"
    overview = editor.get("/guidelines").text
    assert "Riktlinje för lokaler" in overview and "inte publicerad" in overview


def test_places_that_do_not_exist_are_told_so(editor: Desk) -> None:
    drafts = ("/drafts/x", "/drafts/0123456789abcdef", "/drafts/..%2f..")
    version = (f"/guidelines/{GUIDELINE}/versions/nej", "/guidelines/.withdrawn/versions/x")
    for place in (*drafts, *version, "/guidelines/nej", "/guidelines/nej/close"):
        assert editor.get(place).status_code == 404, place
