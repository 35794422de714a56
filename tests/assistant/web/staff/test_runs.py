"""`/staff/evaluation/runs`: suites are run, read, compared, and judged by hand."""

from __future__ import annotations

from dataclasses import replace

from assistant.staff.accounts import Accounts
from assistant.staff.jobs import Jobs
from assistant.staff.roles import StaffRole
from corpus.model import text_hash
from evals.cases.documents import FOLDER, SUITE, add_document, as_markdown, cases_of
from evals.model import Kind
from evals.run.runs import load_run, save_run
from index.training.document import Split, load_documents
from tests.assistant.web.staff.conftest import PASSWORD, Desk, Office
from tests.assistant.web.staff.test_publishing import NEW, OLD, finished, write_cases
from tests.federation import GUIDELINE


def hand_in(desk: Desk, place: str, sentence: str, citation: str) -> str:
    page = desk.get(place).text
    case = page.split('name="case_id" value="')[1].split('"')[0]
    text: str = desk.post(place, {"case_id": case, "sentence": sentence, "citation": citation, "note": "Sett."}).text
    return text


def test_a_run_is_read_compared_and_judged_by_two(office: Office, editor: Desk, reader: Desk) -> None:
    write_cases(office)
    cases = office.settings.cases_dir
    assert cases is not None
    suite = cases / "suites" / "dalen.yaml"
    silent = "- id: fall-2\n  kind: unanswerable\n  turns: ['Hur många kronor får man per månad?']\n"
    suite.write_text(suite.read_text(encoding="utf-8") + silent, encoding="utf-8")
    assert "Inget har körts än" in reader.get("/evaluation/runs").text
    done = finished(editor, editor.post("/evaluation/runs", {"suite": "dalen", "split": "dev"}))
    assert "Klart." in done.text, done.text
    grid = reader.get("/evaluation/runs").text
    assert "2 av 2" in grid and "mellan 1 och 2" in grid and 'scope="col">dalen</th>' in grid

    office.federation.write("2020", NEW, "Ansökan görs av kommunen Dalby.")
    office.federation.build_candidate()
    finished(editor, editor.post("/evaluation/runs", {"of": "candidate", "split": "dev"}))
    second, first = sorted((p.parent.name for p in (office.federation.data / "evals").glob("*/run.json")), reverse=True)
    page = reader.get(f"/evaluation/runs/{second}").text
    assert "1 av 2" in page and "Fel (1)" in page and "Kan cykelverkstäder få stöd?" in page and "passage" in page
    assert "Rätt (1)" in page and "Hur många kronor" not in page.split("Svaren</h2>")[1]
    assert "Hur många kronor" in reader.get(f"/evaluation/runs/{second}?show=passed").text
    beside = reader.get(f"/evaluation/compare?first={first}&second={second}").text
    assert "är 2 rätt i den första och 1 i den andra" in beside and "Blev fel (1)" in beside and OLD in beside
    assert "kan vara en slump" in beside
    assert reader.get(f"/evaluation/compare?first={first}&second=ingen").status_code == 404
    assert reader.get("/evaluation/runs/ingen").status_code == 404

    place = f"/evaluation/runs/{first}/review"
    assert reader.get(place).status_code == 403
    Accounts(office.database).add("Robin", StaffRole.EDITOR, PASSWORD)
    robin = office.desk()
    robin.sign_in("Robin")
    half = editor.post(place, {"case_id": "fall-1", "sentence": "right", "note": "Nästan."})
    assert half.status_code == 422 and "Nästan.</textarea>" in half.text
    assert editor.post(place, {"case_id": "ingen", "sentence": "right", "citation": "right"}).status_code == 422
    assert "Du har bedömt 1 av 2" in hand_in(editor, place, "right", "right")
    assert "Du har bedömt alla svar" in hand_in(editor, place, "wrong", "right")
    hand_in(robin, place, "right", "right")
    hand_in(robin, place, "right", "right")
    read = reader.get(f"/evaluation/runs/{first}").text
    assert "Robin har bedömt 2 svar: meningen rätt i 2, citatet rätt i 2" in read
    assert "editor har bedömt 2 svar: meningen rätt i 1" in read or "Robin och editor" in read
    assert "överens om meningen i 50 % och om citatet i 100 %" in read and "Kappa för meningen: 0.00" in read
    assert "Kappa för citatet" not in read
    assert office.deeds.count("answer_judged") == 4
    assert GUIDELINE in reader.get("/evaluation").text


def test_the_suite_about_other_guidelines_is_run_when_it_is_chosen_and_read(
    office: Office, editor: Desk, reader: Desk
) -> None:
    write_cases(office)
    form = editor.get("/evaluation/runs").text
    assert f'value="{SUITE}"' in form and "18 för utveckling och 25 för rapportering" in form
    asked = {"none": {"split": "dev"}, "it": {"split": "dev", "suite": SUITE}}
    for name, fields in asked.items():
        job = editor.post("/evaluation/runs", fields)
        latest = Jobs(office.settings.data_dir, {}).latest("run")
        assert latest is not None and (SUITE in latest.arguments) == (name == "it"), latest
        if name == "it":
            editor.post(f"/jobs/{latest.job_id}/cancel")
        finished(editor, editor.get(job.url.path.removeprefix("/staff")))

    runs = office.federation.data / "evals"
    (file,) = runs.glob("*/run.json")
    info, (outcome,) = load_run(file.parent)
    document = load_documents(splits=[Split.DEV])[0]
    own = office.federation.data / FOLDER / f"{document.name}-{text_hash(as_markdown(document))[:8]}"
    case = next(each for each in cases_of(document, add_document(document, own)) if each.kind is Kind.ANSWERABLE)
    save_run(runs, replace(info, run_id="29991231T000000-dev"), [replace(outcome, case_id=case.case_id)])
    page = reader.get("/evaluation/runs/29991231T000000-dev").text
    assert f">{SUITE}</a>: 0 av 1" in page and case.turns[-1] in page
    assert next(iter(case.evidence[0])) in page and "Öppna fallet" not in page
    assert f'scope="col">{SUITE}</th>' in reader.get("/evaluation/runs").text
