"""`asf evals publish` and what belongs to it, on made-up corpora with an assistant that is right or lies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from corpus.settings import Settings
from evals import messages
from index import messages as index_messages
from index.publishing.published_index import PublishedIndex
from index.publishing.record import Action
from tests.evals.cli.conftest import TODAY, Assistant, CommandLine

if TYPE_CHECKING:
    from tests.evals.conftest import Dalen

COMING = date(2027, 1, 1)
OLD = {"stod": "Förbundet ger stöd till verkstäder.", "ansokan": "Ansökan görs av kommunen Dalby."}
NEW = {**OLD, "stod": "Förbundet ger stöd till bagerier."}
ASKED = {"turns": ["stod"], "evidence": [["stod"]]}, {"turns": ["ansokan"], "evidence": [["ansokan"]]}
MISSING = {"turns": ["belopp"], "kind": "unanswerable"}


@pytest.fixture
def changed(dalen: Dalen) -> Dalen:
    """A version in force is published; a candidate adds one from 2027 that changes one of its two passages."""
    dalen.version(2020, **OLD)
    dalen.suite(*ASKED, MISSING, **OLD)
    dalen.published()
    dalen.version(2027, **NEW)
    dalen.candidate()
    return dalen


def reports(dalen: Dalen) -> list[str]:
    return sorted(path.parent.name.split("-", 1)[1] for path in (dalen.data / "evals").glob("*/report.html"))


def test_a_candidate_that_keeps_the_floors_on_every_day_is_published(run: CommandLine, changed: Dalen) -> None:
    candidate = changed.publications.candidate()
    code, out, err = run("publish")
    assert (code, err, changed.publications.current()) == (0, "", candidate)
    assert run.assistants[0].days == [TODAY, COMING]
    assert "Som om det vore 2027-01-01, när stod-dalen/2027 börjar gälla:" in out
    assert "Undantagna för att passagerna har ändrats (1):\n    stod-dalen#stod: fall-1\n" in out
    assert "2 rätt av 2 bedömda fall" in out
    assert out.endswith(f"Alla golv hålls. Publicerade {changed.publications.current().publication}.\n")
    assert reports(changed) == ["publish-2026-11-26", "publish-2027-01-01"]
    assert all(f"publish-{day}/report.html" in out for day in (TODAY, COMING))


def test_a_publication_is_recorded_with_its_figures(run: CommandLine, changed: Dalen) -> None:
    run("publish")
    first, second = changed.publications.record()
    assert first.grounds.reason == index_messages.WITHOUT_GATE
    assert (second.action, second.publication) == (Action.PUBLISHED, changed.publications.current().publication)
    grounds = second.grounds
    assert (grounds.forced, grounds.broken, grounds.reason) == (False, (), "")
    whole = {"pass": 1.0, "answerable": 1.0, "abstention_recall": 1.0, "verbatim": 1.0, "superseded_as_current": 0}
    assert grounds.figures == {
        "2026-11-26": {"cases": 3, "excluded": 0, **whole},
        "2027-01-01": {"cases": 2, "excluded": 1, **whole},
    }


def wrong_from_2027(citation: dict[str, Any]) -> dict[str, Any]:
    return citation | {"passage": "riktlinje"} if citation["version"] == "2027" else citation


def test_a_floor_that_breaks_on_a_coming_day_stops_it(run: CommandLine, changed: Dalen) -> None:
    before, record = changed.publications.current(), changed.publications.record()
    run.answers(wrong_from_2027)
    code, out, err = run("publish")
    assert (code, changed.publications.current(), changed.publications.record()) == (1, before, record)
    assert "2027-01-01: Under golvet: Rätt svar för Alla fall är 50 % (krav: minst 90 %)." in err
    assert "2026-11-26" not in err
    assert "Inget publicerades: 2 golv hålls inte.\nGör så här:\n" in err
    assert "Publicerade" not in out


def test_force_publishes_all_the_same_and_is_recorded(run: CommandLine, changed: Dalen) -> None:
    candidate = changed.publications.candidate()
    run.answers(wrong_from_2027)
    code, out, err = run("publish", "--force", "--reason", "Styrelsen väntar")
    assert (code, changed.publications.current()) == (0, candidate)
    assert "trots att 2 golv inte hålls" in out
    assert messages.PROMISE_BROKEN in err  # the quote is not the passage's text
    grounds = changed.publications.record()[-1].grounds
    assert (grounds.forced, grounds.reason, len(grounds.broken)) == (True, "Styrelsen väntar", 2)
    assert all(broken.startswith("2027-01-01: ") for broken in grounds.broken)


@pytest.mark.parametrize("reason", [(), ("--reason", ""), ("--reason", "  ")])
def test_force_needs_a_reason(run: CommandLine, changed: Dalen, reason: tuple[str, ...]) -> None:
    before = changed.publications.current()
    code, out, err = run("publish", "--force", *reason)
    assert (code, out, changed.publications.current()) == (2, "", before)
    assert "--force kräver ett skäl" in err


def test_too_few_cases_left_is_a_broken_floor(run: CommandLine, changed: Dalen) -> None:
    before = changed.publications.current()
    changed.gates("floors: []\nremaining: {all: 0.7}")
    code, _, err = run("publish")
    assert (code, changed.publications.current()) == (1, before)
    assert "2027-01-01: Under golvet: Andel fall kvar att bedöma för Alla fall är 66,7 % (krav: minst 70 %)." in err
    changed.gates("floors: []\nremaining: {all: 0.6}")
    assert run("publish")[0] == 0


def test_what_new_text_may_have_come_to_answer_is_no_failure(run: CommandLine, changed: Dalen) -> None:
    changed.version(2027, **NEW, belopp="Stödet är högst 100 kronor.")
    changed.candidate()
    code, out, _ = run("publish")
    assert code == 0
    assert "ny text kanske besvarar dem (1):\n    stod-dalen#belopp: fall-3\n" in out
    assert changed.publications.record()[-1].grounds.figures["2027-01-01"]["excluded"] == 2


def test_stale_sample_questions_are_counted_by_passage(run: CommandLine, changed: Dalen) -> None:
    group = "- passages: [{}]\n  questions: ['{}?', '{} eller?']\n"
    groups = "".join(group.format(anchor, word, word) for anchor, word in (("stod", "Får vi"), ("ansokan", "Vem")))
    bound = "".join(f"  {anchor}: '{text}'\n" for anchor, text in OLD.items())
    bank = f"passages:\n{bound}gaps: {{}}\ngroups:\n{groups}"
    (changed.documents / "stod-dalen" / "bank.yaml").write_text(bank, encoding="utf-8")
    changed.candidate()
    out = run("publish")[1]
    today, coming = out.split("2027-01-01, när")
    assert "Exempelfrågor" not in today
    assert "har ändrats: 1 grupper\n    stod-dalen#stod: 1\n" in coming


def test_there_must_be_a_candidate_made_from_the_corpus_as_it_is(run: CommandLine, dalen: Dalen) -> None:
    dalen.version(2020, **OLD)
    dalen.suite(*ASKED, **OLD)
    assert run("publish") == (1, "", messages.NO_CANDIDATE + "\n")
    published = dalen.published()
    up_to_date = messages.UP_TO_DATE.format(publication=published.publication) + "\n"
    assert run("publish") == (0, up_to_date, "")
    dalen.version(2027, **NEW)
    assert run("publish") == (1, "", messages.NO_CANDIDATE + "\n")
    candidate = dalen.candidate()
    dalen.version(2028, **NEW)
    code, out, err = run("publish")
    assert (code, out, dalen.publications.current()) == (1, "", published)
    assert err == f"Kandidaten {candidate.publication} är inaktuell: korpusen har ändrats. Bygg en ny: " \
                  "asf index build\n"  # fmt: skip
    for year in (2027, 2028):
        for file in (dalen.documents / "stod-dalen").glob(f"{year}.*"):
            file.unlink()
    assert run("publish") == (0, up_to_date, "")


def test_a_candidate_that_another_build_replaces_during_the_trial_is_not_published(
    run: CommandLine, changed: Dalen
) -> None:
    before = changed.publications.current()

    def build_meanwhile(index: PublishedIndex, settings: Settings) -> Assistant:
        changed.version(2028, **NEW)
        changed.candidate()
        return Assistant(index, settings)

    run.loads(build_meanwhile)
    code, _, err = run("publish")
    assert (code, changed.publications.current()) == (1, before)
    assert "är inte kandidat längre" in err


def test_a_corpus_without_cases_is_published_only_by_force(run: CommandLine, dalen: Dalen) -> None:
    dalen.version(2020, **OLD)
    dalen.suite(*ASKED, guideline="annan-riktlinje", **OLD)
    candidate = dalen.candidate()
    code, out, err = run("publish")
    assert (code, out) == (1, "2 fall gäller riktlinjer som inte finns i korpusen och är inte med.\n")
    assert err == messages.NO_CASES_FOR_CORPUS + "\n"
    code, out, _ = run("publish", "--force", "--reason", "Första riktlinjen")
    assert (code, dalen.publications.current()) == (0, candidate)
    assert out.endswith(messages.FORCED_BLIND.format(publication=candidate.publication) + "\n")
    grounds = dalen.publications.record()[-1].grounds
    assert (grounds.forced, grounds.figures, grounds.reason) == (True, {}, "Första riktlinjen")


def test_a_damaged_candidate_is_not_published_even_by_force(run: CommandLine, changed: Dalen) -> None:
    before, candidate = changed.publications.current(), changed.publications.candidate()
    assert candidate is not None
    (changed.publications.path(candidate.publication) / "chroma" / "chroma.sqlite3").write_bytes(b"trasig")
    code, out, err = run("publish", "--force", "--reason", "Brådska")
    assert (code, out, changed.publications.current()) == (1, "", before)
    assert "går inte att läsa" in err


def test_the_candidate_can_be_asked_as_of_any_day(run: CommandLine, changed: Dalen) -> None:
    changed.suite(*ASKED, **NEW)
    assert "Undantagna för att passagerna har ändrats (1): fall-1" in run("run")[1]
    code, out, _ = run("run", "--candidate", "--on", "2027-06-01")
    assert (code, "Undantagna" in out) == (0, False)
    assert [assistant.days for assistant in run.assistants] == [[TODAY], [date(2027, 6, 1)]]
    (folder,) = (path.parent for path in (changed.data / "evals").rglob("run.json") if "2027-06" in path.read_text())
    assert run("report", str(folder))[0] == 0


@pytest.mark.parametrize("option", [("--candidate",), ("--on", "2027-01-01")])
def test_a_server_answers_only_from_what_is_published_today(run: CommandLine, option: tuple[str, ...]) -> None:
    code, _, err = run("run", "--url", "http://127.0.0.1:1", *option)
    assert (code, f"--url går inte att förena med {option[0]}" in err) == (2, True)


@pytest.mark.parametrize("arguments", [("run", "--on", "i går"), ("run", "--candidate", "--x"), ("publish", "nu")])
def test_wrong_usage_ends_with_2(run: CommandLine, arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_without_a_candidate_none_can_be_asked(run: CommandLine, dalen: Dalen) -> None:
    dalen.version(2020, **OLD)
    dalen.published()
    assert run("run", "--candidate") == (1, "", messages.NO_CANDIDATE + "\n")


def test_check_lists_cases_whose_text_no_version_has(run: CommandLine, changed: Dalen) -> None:
    changed.suite(*ASKED, {"turns": ["?"], "evidence": [["borta"], ["ansokan", "borta"]]}, **OLD, borta="Ett ord.")
    code, out, _ = run("check")
    assert code == 0
    assert "Ingen version har längre texten för 1 fall." in out
    assert "  fall-3 (stod-dalen#borta)\n" in out


def test_help_tells_examples(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("run", "report", "compare", "check", "publish"):
        out = run(command, "--help")[1]
        assert f"Exempel: asf evals {command}" in " ".join(out.split())
