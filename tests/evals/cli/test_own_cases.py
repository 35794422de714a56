"""A federation's own cases: their first files, what is said when one is missing, and floors for each guideline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.cases.starting import with_floors
from evals.errors import EvaluationError
from evals.score.gates import load_gates
from tests.evals.cli.conftest import CommandLine

if TYPE_CHECKING:
    from tests.evals.conftest import Dalen

OLD = {"stod": "Förbundet ger stöd till verkstäder.", "ansokan": "Ansökan görs av kommunen Dalby."}
NEW = {**OLD, "stod": "Förbundet ger stöd till bagerier."}
HAMNEN = {"ko": "Hamnen ger stöd till båtar.", "avgift": "Avgiften är 100 kronor."}
COMING = date(2027, 1, 1)


@pytest.fixture
def empty(dalen: Dalen) -> Dalen:
    """A corpus of two guidelines, and no folder of cases."""
    dalen.version(2020, **OLD)
    dalen.version(2020, guideline="hamnen", **HAMNEN)
    for file in dalen.cases.rglob("*.yaml"):
        file.unlink()
    (dalen.cases / "suites").rmdir()
    dalen.cases.rmdir()
    return dalen


def with_cases(dalen: Dalen, guideline: str, *cases: str) -> None:
    """Write cases where the template has none."""
    file = dalen.cases / "suites" / f"{guideline}.yaml"
    text = file.read_text(encoding="utf-8")
    assert "cases: []" in text
    file.write_text(text.replace("cases: []", "\n".join(["cases:", *cases])), encoding="utf-8")


def case(name: str, turn: str, kind: str = "answerable", evidence: str = "") -> str:
    return f"- {{id: {name}, kind: {kind}, turns: [{turn}]{', evidence: [[' + evidence + ']]' if evidence else ''}}}"


def test_the_first_files_make_a_guideline_publishable_by_its_own_cases(run: CommandLine, empty: Dalen) -> None:
    candidate = empty.candidate()
    code, out, _ = run("new", "stod-dalen")
    assert code == 0
    assert all(str(empty.cases / name) in out for name in ("suites/stod-dalen.yaml", "gates.yaml", "passages.yaml"))
    assert "här finns inga fall" in run("check")[2]  # the template is read, and lacks nothing but cases
    right = case("a", "ansokan", evidence="ansokan")
    with_cases(empty, "stod-dalen", right, case("b", "belopp", "unanswerable"))
    assert run("check")[0] == 0
    code, out, err = run("publish")
    assert (code, err, empty.publications.current()) == (0, "", candidate)
    assert "inget fall gäller hamnen, så svaren om den prövas inte. Skriv fall: asf evals new hamnen" in out


def test_what_is_there_stays_as_it_is(run: CommandLine, empty: Dalen) -> None:
    run("new", "stod-dalen")
    with_cases(empty, "stod-dalen", case("a", "ansokan", evidence="ansokan"))
    before = {file: file.read_text(encoding="utf-8") for file in empty.cases.rglob("*.yaml")}
    code, out, _ = run("new", "stod-dalen")
    assert (code, "Inget skrevs" in out) == (0, True)
    assert {file: file.read_text(encoding="utf-8") for file in empty.cases.rglob("*.yaml")} == before
    run("new", "hamnen")
    after = {file: file.read_text(encoding="utf-8") for file in before}
    assert after[empty.cases / "suites/stod-dalen.yaml"] == before[empty.cases / "suites/stod-dalen.yaml"]
    assert all(text in after[empty.cases / "passages.yaml"] for text in (*OLD.values(), *HAMNEN.values()))
    assert run("check")[0] == 0


def test_missing_files_are_said_with_the_command_that_makes_them(run: CommandLine, empty: Dalen) -> None:
    code, _, err = run("check")
    assert code == 1
    assert "saknas suites, passages.yaml, gates.yaml" in err
    assert f"asf evals new RIKTLINJE --cases {empty.cases}" in err
    run("new", "hamnen")
    (empty.cases / "gates.yaml").unlink()
    assert "saknas gates.yaml." in run("check")[2]
    run("new", "hamnen")
    assert "hamnen:" in (empty.cases / "gates.yaml").read_text(encoding="utf-8")


def test_a_guideline_that_is_not_there_is_told_with_those_that_are(run: CommandLine, empty: Dalen) -> None:
    code, _, err = run("new", "hamn")
    assert (code, "hamnen" in err, empty.cases.exists()) == (1, True, False)


@pytest.mark.parametrize("floor", [0.6, 0.4])
def test_a_second_guideline_is_held_to_its_own_floors(run: CommandLine, empty: Dalen, floor: float) -> None:
    empty.candidate()
    for guideline in ("stod-dalen", "hamnen"):
        run("new", guideline)
    with_cases(empty, "stod-dalen", case("a", "ansokan", evidence="ansokan"))
    with_cases(empty, "hamnen", case("h1", "ko", evidence="ko"), case("h2", "kö", evidence="ko"))  # one goes wrong
    gates = empty.cases / "gates.yaml"
    gates.write_text(gates.read_text(encoding="utf-8").replace("pass, at_least: 0.6", f"pass, at_least: {floor}"))
    code, _, err = run("publish")
    assert code == (floor > 0.5)
    if code:
        assert "Rätt svar för Alla fall (hamnen) är 50 % (krav: minst 60 %)." in err
        assert f"utan exempelfrågor (hamnen): ändra det i {gates}" in err
        assert "(stod-dalen)" not in err


def test_a_new_text_waits_until_somebody_has_read_the_cases(run: CommandLine, empty: Dalen) -> None:
    run("new", "stod-dalen")
    with_cases(empty, "stod-dalen", case("a", "stod", evidence="stod"))
    empty.version(2027, **NEW)
    empty.candidate()
    code, _, err = run("publish")
    assert code == 1
    assert "2027-01-01: Under golvet: Andel fall kvar att bedöma för Alla fall (stod-dalen) är 0 %" in err
    assert "för att texten har ändrats (stod-dalen)" in err
    assert "asf evals accept RIKTLINJE VERSION" in err
    code, out, _ = run("accept", "stod-dalen", "2027")
    assert (code, "stod-dalen/2027 (1 passager): stod" in out) == (0, True)
    code, out, err = run("publish")  # today's text is still one that the cases are right for
    assert (code, err) == (0, "")
    assert out.count("1 rätt av 1 bedömda fall") == 2
    assert "Inget skrevs" in run("accept", "stod-dalen", "2027")[1]


def test_only_what_waits_is_accepted(run: CommandLine, empty: Dalen) -> None:
    run("new", "stod-dalen")
    empty.version(2027, **NEW, belopp="Stödet är 100 kronor.")
    before = (empty.cases / "passages.yaml").read_text(encoding="utf-8")
    code, _, err = run("accept", "stod-dalen", "2027", "ansokan")
    assert (code, "Det här väntar: stod, belopp." in err) == (1, True)
    assert (empty.cases / "passages.yaml").read_text(encoding="utf-8") == before
    run("accept", "stod-dalen", "2027", "belopp")
    assert "belopp" in (empty.cases / "passages.yaml").read_text(encoding="utf-8")
    assert "Det här väntar: stod." in run("accept", "stod-dalen", "2027", "belopp")[2]


def test_an_unanswerable_case_counts_without_more_ado(run: CommandLine, empty: Dalen) -> None:
    """A wrong answer to it, by text that was there, is a failure and nothing to review."""
    empty.candidate()
    run("new", "hamnen")
    with_cases(empty, "hamnen", case("h1", "ko", "unanswerable"), case("h2", "lån", "unanswerable"))
    code, out, err = run("publish")
    assert (code, "1 rätt av 2 bedömda fall" in out) == (1, True)
    assert "Rätt att inte svara för Alla fall (hamnen) är 50 %" in err


def test_the_folder_can_be_set_once(run: CommandLine, empty: Dalen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASF_CASES_DIR", str(empty.cases))
    assert run("new", "hamnen", cases=None)[0] == 0
    assert (empty.cases / "suites" / "hamnen.yaml").exists()


FLOORS = "floors:\n- {metric: pass, at_least: 0.9}\n"


@pytest.mark.parametrize(
    "text",
    [FLOORS, FLOORS + "guidelines:\n", FLOORS + "guidelines: # egna\n", FLOORS + "guidelines:\n  b:\n    floors: []\n",
     "guidelines:\n" + FLOORS],
)  # fmt: skip
def test_floors_are_added_to_what_stands_there(tmp_path: Path, text: str) -> None:
    file = tmp_path / "gates.yaml"
    file.write_text(with_floors(text, "hamnen"), encoding="utf-8")
    gates = load_gates(file)
    assert [gate.metric for gate in gates.floors] == ["pass"]
    assert "hamnen" in gates.guidelines
    assert ("b" in gates.guidelines) == ("b:" in text)
    assert all(line in file.read_text(encoding="utf-8") for line in text.splitlines())
    assert with_floors(file.read_text(encoding="utf-8"), "hamnen") == file.read_text(encoding="utf-8")


def test_floors_in_a_form_that_takes_none_are_left_alone() -> None:
    with pytest.raises(EvaluationError, match="för hand"):
        with_floors("floors: []\nguidelines: {b: {floors: []}}\n", "hamnen")
