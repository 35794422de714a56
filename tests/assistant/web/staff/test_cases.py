"""`/staff/evaluation`: suites, what they cover, and cases written in a form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.staff.roles import StaffRole
from evals.score.benchmark import BUNDLED
from tests.assistant.web.staff.conftest import Desk, Office
from tests.federation import GUIDELINE, Federation

SUPPORT, APPLYING = "Förbundet kan ge stöd till cykelverkstäder.", "Ansökan görs av kommunen Dalby."


def anchor(office: Office, text: str) -> str:
    passages = office.federation.open().catalogue.passages
    return next(f"{GUIDELINE}#{each.anchor}" for each in passages if each.text == text)


def suite_text(office: Office) -> str:
    assert office.settings.cases_dir is not None
    return (office.settings.cases_dir / "suites" / f"{GUIDELINE}.yaml").read_text(encoding="utf-8")


def fingerprint(page: str) -> str:
    return page.split('name="fingerprint" value="')[1].split('"')[0]


def test_own_cases_are_set_up_and_a_case_is_written_and_changed(office: Office, editor: Desk) -> None:
    page = editor.get("/evaluation").text
    assert "Inget fall gäller Riktlinje för Påhittade Dalen" in page and "utan fall" in page
    assert "Nu kan du skriva egna fall" in editor.post("/evaluation/start").text
    cases = office.settings.cases_dir
    assert cases is not None and (cases / "gates.yaml").exists() and (cases / "passages.yaml").exists()

    form = editor.get("/evaluation/cases/new?question=Vem+ans%C3%B6ker%3F&earlier=Hej&day=2026-01-01").text
    assert "Hej\nVem ansöker?</textarea>" in form and SUPPORT in form and f'value="{GUIDELINE}-1"' in form
    support, applying = anchor(office, SUPPORT), anchor(office, APPLYING)
    fields: dict[str, Any] = {
        "suite": GUIDELINE,
        "case_id": "vem-ansoker",
        "kind": "answerable",
        "split": "dev",
        "language": "sv",
        "turns": "Vem ansöker?",
        "evidence": [f"0 {applying}", f"1 {support}"],
        "also": support,
        "tags": "vardag, kort",
    }
    for wrong, told in (
        ({"turns": " "}, "Skriv en fråga."),
        ({"case_id": "två ord"}, "i ett ord"),
        ({"as_of": "i morgon"}, "as_of"),
        ({"evidence": []}, "evidence"),
        ({"suite": "ingen"}, "Välj en svit"),
    ):
        refused = editor.post("/evaluation/cases/new", fields | wrong)
        assert refused.status_code == 422 and told in refused.text, wrong
        assert 'value="vardag, kort"' in refused.text
    saved = editor.post("/evaluation/cases/new", fields)
    assert "Fallet vem-ansoker är sparat" in saved.text and "Vem ansöker?" in saved.text
    written = yaml.safe_load(suite_text(office))["cases"]
    short = [name.removeprefix(f"{GUIDELINE}#") for name in (applying, support)]
    assert written == [
        {
            "id": "vem-ansoker", "kind": "answerable", "split": "dev", "turns": ["Vem ansöker?"],
            "evidence": [[short[0]], [short[1]]], "also": [short[1]], "tags": ["vardag", "kort"],
        }
    ]  # fmt: skip
    twice = editor.post("/evaluation/cases/new", fields)
    assert twice.status_code == 422 and "id används två gånger" in twice.text

    place = f"/evaluation/cases/{GUIDELINE}/vem-ansoker"
    seen = fingerprint(editor.get(place).text)
    changed = editor.post(place, fields | {"fingerprint": seen, "note": "Läst av två.", "evidence": f"0 {applying}"})
    assert "är sparat" in changed.text and yaml.safe_load(suite_text(office))["cases"][0]["note"] == "Läst av två."
    late = editor.post(place, fields | {"fingerprint": seen, "note": "Min anteckning."})
    assert late.status_code == 422 and "under tiden" in late.text
    assert "Läst av två." in late.text and "Min anteckning.</textarea>" in late.text
    over = editor.post(place, fields | {"fingerprint": fingerprint(late.text), "note": "Min anteckning."})
    assert "är sparat" in over.text and "Min anteckning." in suite_text(office)
    assert editor.post(f"/evaluation/cases/{GUIDELINE}/ingen", fields).status_code == 422
    assert office.deeds[-4:] == ["cases_started", "case_added", "case_changed", "case_changed"]


def test_what_the_program_says_in_swedish_alone_is_marked_on_english_pages(office: Office, editor: Desk) -> None:
    editor.post("/evaluation/start")
    editor.get("/language/en")
    case = {"suite": GUIDELINE, "case_id": "x", "kind": "offtopic", "split": "dev", "language": "sv", "turns": "Hej?"}
    wrong = editor.post("/evaluation/cases/new", case | {"forbidden": "(("}).text
    assert "says why in Swedish only:" in wrong and '<p class="lines" lang="sv">Sviterna har 1 fel:' in wrong
    own = editor.post("/evaluation/cases/new", case | {"turns": ""}).text
    assert "in Swedish only" not in own and 'id="fault">Write a question.</div>' in own
    editor.get("/language/sv")
    swedish = editor.post("/evaluation/cases/new", case | {"forbidden": "(("}).text
    assert "på svenska:" not in swedish and "Sviterna har 1 fel:" in swedish


def test_cases_are_listed_searched_and_counted_by_passage(office: Office, editor: Desk, reader: Desk) -> None:
    editor.post("/evaluation/start")
    applying = anchor(office, APPLYING)
    case = {"suite": GUIDELINE, "kind": "answerable", "split": "test", "language": "sv", "evidence": f"0 {applying}"}
    editor.post("/evaluation/cases/new", case | {"case_id": "ett", "turns": "Vem söker?"})
    editor.post("/evaluation/cases/new", case | {"case_id": "två", "turns": "Hej\nSöker kommunen?", "split": "dev"})
    page = reader.get(f"/evaluation/suites/{GUIDELINE}?q=hej+s%C3%B6ker").text
    assert "1 fall" in page and "Söker kommunen?" in page and "Vem söker?" not in page
    assert "Nytt fall" not in page and "Nytt fall" in editor.get(f"/evaluation/suites/{GUIDELINE}").text
    covered = reader.get(f"/evaluation/coverage/{GUIDELINE}").text
    assert APPLYING in covered and "<td>1</td><td>1</td>" in covered and "inget fall" in covered
    only = reader.get(f"/evaluation/coverage/{GUIDELINE}?only=cases").text
    assert APPLYING not in only and SUPPORT in only and "ingen exempelfråga" in only
    for missing in ("/evaluation/suites/ingen", f"/evaluation/cases/{GUIDELINE}/ingen", "/evaluation/coverage/ingen"):
        assert reader.get(missing).status_code == 404
    assert "går inte att ändra här" in reader.get(f"/evaluation/cases/{GUIDELINE}/ett").text


def test_the_bundled_cases_are_shown_and_not_changed(
    federation: Federation, tmp_path: Path, open_office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office(federation, tmp_path, cases_dir=None)
    editor = office.desk(StaffRole.EDITOR)
    page = editor.get("/evaluation").text
    assert "följer med programmet" in page and "ASF_CASES_DIR" in page and "fragor" in page
    before = {file: file.read_bytes() for file in BUNDLED.glob("suites/*.yaml")}
    assert editor.post("/evaluation/start").status_code == 422
    case = {"suite": "fragor", "case_id": "x", "kind": "offtopic", "split": "dev", "language": "sv", "turns": "Hej?"}
    refused = editor.post("/evaluation/cases/new", case)
    assert refused.status_code == 422 and "ändras inte här" in refused.text
    assert {file: file.read_bytes() for file in BUNDLED.glob("suites/*.yaml")} == before


def test_a_case_and_a_sample_question_can_be_about_a_version_to_come(office: Office, editor: Desk) -> None:
    office.federation.write("2031", "Förbundet kan ge stöd till kaféer.", "Ansökan görs av kommunen Dalby.")
    editor.post("/evaluation/start")
    assert "stöd till kaféer" not in editor.get("/evaluation/cases/new").text
    coming = editor.get("/evaluation/cases/new?as_of=2031-01-01").text
    assert "stöd till kaféer" in coming and 'name="as_of" type="date" value="2031-01-01"' in coming
    assert "stöd till kaféer" not in editor.get("/evaluation/cases/new?as_of=2030-01-01").text
    place = f"/questions/sample?guideline={GUIDELINE}"
    assert "stöd till kaféer" not in editor.get(place).text
    assert "stöd till kaféer" in editor.get(f"{place}&version=2031").text
    assert "stöd till kaféer" not in editor.get(f"{place}&version=../2031").text


def test_a_case_that_quotes_needs_a_passage_to_quote(office: Office, editor: Desk) -> None:
    editor.post("/evaluation/start")
    fields = {"suite": GUIDELINE, "case_id": "ett-fall", "turns": "Vad får stöd?", "split": "dev", "language": "sv"}
    refused = editor.post("/evaluation/cases/new", {**fields, "kind": "answerable"})
    assert refused.status_code == 422 and "Kryssa i minst en passage" in refused.text
    assert fields["turns"] in refused.text
