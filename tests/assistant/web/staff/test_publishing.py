"""`/staff/publishing`: from a change to its publication, and back."""

from __future__ import annotations

import time
from typing import Any

from assistant.staff.roles import StaffRole
from corpus.timeline import today
from tests.assistant.web.staff.conftest import Desk, Office
from tests.federation import GUIDELINE

NEW = "Förbundet kan ge stöd till bagerier."
OLD = "Förbundet kan ge stöd till cykelverkstäder."


def finished(desk: Desk, response: Any) -> Any:
    """The page of a job once it has ended."""
    deadline = time.monotonic() + 120
    while 'data-runs="yes"' in response.text and time.monotonic() < deadline:
        time.sleep(0.3)
        response = desk.client.get(response.url.path)
    assert 'data-runs="no"' in response.text, response.text
    return response


def write_cases(office: Office, evidence: str = "forbundet-kan-ge-stod") -> None:
    cases = office.settings.cases_dir
    assert cases is not None
    catalogue = office.federation.open().catalogue
    anchor = next(p.anchor for g in catalogue.guidelines for p in g.versions[0].passages if p.text == OLD)
    suite = (
        f"guideline: {GUIDELINE}\ncases:\n- id: fall-1\n  kind: answerable\n"
        f"  turns: ['Kan cykelverkstäder få stöd?']\n  evidence: [[{anchor}]]\n"
    )
    (cases / "suites" / "dalen.yaml").write_text(suite, encoding="utf-8")
    (cases / "passages.yaml").write_text(f"{GUIDELINE}: {{}}\n", encoding="utf-8")
    (cases / "gates.yaml").write_text("floors: [{metric: verbatim, at_least: 1.0}]\n", encoding="utf-8")


def test_from_a_change_to_its_publication_and_back(office: Office, editor: Desk, publisher: Desk) -> None:
    before = office.federation.publications.current().publication
    write_cases(office)
    page = editor.get("/publishing").text
    assert "inget nytt att publicera" in page and "Pröva kandidaten</button>" not in page
    office.federation.write("2020", NEW, "Ansökan görs av kommunen Dalby.")
    assert "korpusen har ändrats" in editor.get("/publishing").text

    built = finished(editor, editor.post("/publishing/build"))
    assert "Klart." in built.text and "är byggd men visas inte än" in built.text
    page = editor.get("/publishing").text
    assert f"versionen {GUIDELINE}/2020 är ändrad" in page and "Pröva kandidaten</button>" in page

    tried = finished(editor, editor.post("/publishing/trial"))
    assert "Alla golv hålls" in tried.text, tried.text
    page = editor.get("/publishing").text
    assert "1 av 1 frågor om Riktlinje för Påhittade Dalen besvaras sämre" in page
    assert "Kan cykelverkstäder få stöd?" in page and OLD in page
    assert "Publicera kandidaten</button>" not in page  # an editor does not decide that
    assert editor.post("/publishing/publish").status_code == 403

    candidate = office.federation.publications.candidate()
    assert candidate is not None
    other = publisher.post("/publishing/publish", {"publication": before})
    assert other.status_code == 422 and "Pröva den först" in other.text
    response = publisher.post("/publishing/publish", {"publication": candidate.publication})
    assert "Kandidaten är publicerad" in response.text and "publicerade" in response.text
    assert office.federation.publications.current() == candidate
    entry = office.federation.publications.record()[-1]
    assert (entry.grounds.by, entry.grounds.forced) == ("publisher", False)
    assert entry.grounds.figures[today().isoformat()]["cases"] is not None

    without = publisher.post("/publishing/rollback", {"publication": candidate.publication})
    assert without.status_code == 422 and "Skriv varför" in without.text
    stale = publisher.post("/publishing/rollback", {"publication": before, "back_reason": "Fel bilaga"})
    assert stale.status_code == 422 and "under tiden" in stale.text and 'value="Fel bilaga"' in stale.text
    back = publisher.post("/publishing/rollback", {"publication": candidate.publication, "back_reason": "Fel bilaga"})
    assert "visas igen" in back.text and "Fel bilaga" in back.text
    assert office.federation.publications.current().publication == before
    assert office.deeds[-4:] == ["job_started", "job_started", "published", "rolled_back"]


def test_a_broken_floor_needs_a_reason_and_a_stale_trial_does_not_count(
    office: Office, editor: Desk, publisher: Desk
) -> None:
    write_cases(office)
    cases = office.settings.cases_dir
    assert cases is not None
    (cases / "gates.yaml").write_text("floors: [{metric: pass, at_least: 1.0}]\n", encoding="utf-8")
    office.federation.write("2020", NEW, "Ansökan görs av kommunen Dalby.")
    office.federation.build_candidate()
    tried = finished(editor, editor.post("/publishing/trial"))
    assert "Läs vad programmet skrev" in tried.text and "Under golvet" in tried.text
    page = publisher.get("/publishing").text
    assert "1 golv hålls inte" in page and "Publicera ändå</button>" in page
    assert "Läs svaren som blev fel" in page and "?show=failed" in page and "skriv ett skäl längre ner" in page
    assert "asf evals" not in page and "--force" not in page
    assert "får den som publicerar avgöra" in editor.get("/publishing").text
    candidate = office.federation.publications.candidate()
    assert candidate is not None
    publication = {"publication": candidate.publication}
    refused = publisher.post("/publishing/publish", publication)
    assert refused.status_code == 422 and "Skriv varför" in refused.text
    gates = (cases / "gates.yaml").read_text(encoding="utf-8")
    (cases / "gates.yaml").write_text(gates + "\n# ändrat\n", encoding="utf-8")
    assert "Något har ändrats sedan prövningen" in publisher.get("/publishing").text
    assert publisher.post("/publishing/publish", publication | {"reason": "Brådskar"}).status_code == 422
    (cases / "gates.yaml").write_text(gates, encoding="utf-8")
    response = publisher.post("/publishing/publish", publication | {"reason": "Styrelsen väntar"})
    assert "trots att inte alla golv hålls" in response.text
    grounds = office.federation.publications.record()[-1].grounds
    assert (grounds.forced, grounds.reason, grounds.by, len(grounds.broken)) == (
        True, "Styrelsen väntar", "publisher", 1,
    )  # fmt: skip


def test_a_question_is_asked_of_both_side_by_side(office: Office, editor: Desk) -> None:
    place = "/publishing/try?question=Vad%20kan%20f%C3%B6rbundet%20ge%20st%C3%B6d%20till%3F"
    page = editor.get(place).text
    assert "ingen kandidat just nu" in page and OLD in page and "<ins>" not in page
    office.federation.write("2020", NEW, "Ansökan görs av kommunen Dalby.")
    office.federation.build_candidate()
    page = editor.get(place).text
    assert "<del>cykelverkstäder.</del>" in page and "<ins>bagerier.</ins>" in page and "Svaren skiljer sig" in page
    assert "Läsaren avgjorde" in page and "/staff/evaluation/cases/new?question=Vad" in page
    reader = office.desk(StaffRole.READER).get(place).text
    assert "<ins>bagerier.</ins>" in reader and "Läsaren avgjorde" not in reader
    assert "Svaren är lika" in editor.get("/publishing/try?question=Vem%20g%C3%B6r%20ans%C3%B6kan%3F").text
    earlier = editor.get(place + "&day=2010-01-01")
    assert "Ingen version med text" in earlier.text
    assert editor.get(place + "&day=i+morgon").status_code == 422
    assert editor.get("/publishing/try?question=%3F%3F").status_code == 422
