from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from assistant.feedback import Feedback, FeedbackStore
from assistant.pause import Pauses
from assistant.shared import shared_state
from assistant.texts.wording import wording
from corpus.database.engine import Database
from tests.command_line import CommandLine

ROOT = Path(__file__).parents[2]
QUESTION = "Vem ansvarar för upphandlingen av insatsen?"
AFTER_CONFIRMATION = "2027-01-15"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line as its entry point does, over the bundled guideline."""
    monkeypatch.setenv("ASF_DATA_DIR", str(data_dir))
    monkeypatch.setenv("COLUMNS", "80")

    return CommandLine("assistant", main, monkeypatch, capsys)


def test_the_room_runs_as_a_module(data_dir: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", QUESTION],
        cwd=ROOT,
        env={"PATH": "", "ASF_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "asf index build" in done.stderr
    assert "Traceback" not in done.stderr


def test_ask_answers_with_quote_and_source(run: Run) -> None:
    code, out, _ = run("ask", QUESTION, "--as-of", AFTER_CONFIRMATION)
    assert code == 0
    assert out.startswith("Svaret gäller den 15 januari 2027, enligt det som är beslutat i dag.")
    assert "”Medlemmarna står för insatsen och eventuell upphandling.” [1]" in out
    assert "(gällande den 15 januari 2027) /guidelines/stod-asf/versions/odaterad#medlemmarna-upphandlar" in out


def test_json_is_the_contract(run: Run, follows_contract: Callable[[dict[str, Any]], None]) -> None:
    code, out, _ = run("ask", QUESTION, "--json", "--as-of", AFTER_CONFIRMATION)
    answer = json.loads(out)
    follows_contract(answer)
    assert (code, answer["status"], answer["as_of"]) == (0, "answered", AFTER_CONFIRMATION)
    assert answer["citations"][0]["passage"] == "medlemmarna-upphandlar"


def test_addresses_are_absolute_with_a_public_url(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASF_PUBLIC_URL", "https://asf.example.se")
    assert "https://asf.example.se/guidelines/stod-asf/" in run("ask", QUESTION, "--as-of", AFTER_CONFIRMATION)[1]


def test_an_earlier_day_is_not_answered(run: Run) -> None:
    code, out, _ = run("ask", QUESTION, "--as-of", "2014-05-01")
    assert code == 0
    assert "Det är inte känt vilken version av riktlinjerna som gällde den 1 maj 2014." in out
    assert "[1]" not in out


@pytest.mark.parametrize("day", ["2026-02-30", "i går", "23/11"])
def test_a_bad_day_is_wrong_usage(run: Run, day: str) -> None:
    code, out, err = run("ask", QUESTION, "--as-of", day)
    assert (code, out) == (2, "")
    assert day in err


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("  \u200b ", wording("sv").say("error", "empty")),
        ("?!", wording("sv").say("error", "no_words")),
        ("a" * 4001, wording("sv").say("error", "too_long", length=4001, limit=4000)),
    ],
)
def test_a_question_that_cannot_be_answered_says_why_in_one_line(run: Run, question: str, message: str) -> None:
    assert run("ask", question) == (2, "", message + "\n")


def test_a_missing_index_says_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASF_DATA_DIR", str(tmp_path))
    code, out, err = run("ask", QUESTION)
    assert (code, out) == (1, "")
    assert "asf index build" in err


@pytest.mark.parametrize("key", ["ASF_DATADIR", "ASF_PORT"])
def test_a_bad_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(key, "fel")
    code, _, err = run("ask", QUESTION)
    assert code == 1
    assert key in err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["ask"], "question saknas."),
        (["fråga", QUESTION], "Kommandot fråga finns inte."),
        (["ask", QUESTION, "--nonsense"], "Alternativet --nonsense finns inte."),
    ],
)
def test_wrong_usage_exits_with_two(run: Run, arguments: list[str], reason: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    told, how = err.splitlines()
    assert told == reason
    assert re.fullmatch(r"Så här skrivs kommandot: \S.* --help", how)


def test_help_is_swedish_with_an_example(run: Run) -> None:
    code, out, _ = run("ask", "--help")
    shown = " ".join(out.replace("│", " ").split())
    assert code == 0
    assert 'asf ask "Kan vi få pengar till en handledare?"' in shown
    assert "Skriv svaret som JSON." in shown
    assert "Assistenten" in run("--help")[1]


def test_feedback_is_shown_to_the_staff(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASF_DATA_DIR", str(tmp_path))
    assert run("staff", "feedback") == (0, "Omdömen: 0. Till hjälp: 0.\n", "")
    store = FeedbackStore(Database("", tmp_path), 90)
    store.add(Feedback(helpful=True, question="Vem upphandlar?", answer="Vem upphandlar?\n\nMedlemmarna."))
    store.add(Feedback(helpful=False, question="Hur mycket?", answer="Hur mycket?\n\nFramgår inte.", comment="Synd.",
                       reason="incomplete"))  # fmt: skip
    shown = run("staff", "feedback")[1]
    assert [line[12:] for line in shown.splitlines() if line.startswith("20")] == ["Till hjälp", "Inte till hjälp"]
    assert "Medlemmarna." in shown
    assert shown.endswith("Skäl: Något saknas i svaret\n\nKommentar: Synd.\n\nOmdömen: 2. Till hjälp: 1.\n")
    assert "Medlemmarna." not in run("staff", "feedback", "--only-bad")[1]


def test_staff_pause_and_resume(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASF_DATA_DIR", str(tmp_path))
    assert run("staff", "resume") == (0, "Assistenten var inte pausad.\n", "")
    code, out, _ = run("staff", "pause", "Vi rättar ett fel.", "--widget", "--by", "anna")
    assert (code, out.startswith("Rutan på andra webbplatser är pausad.")) == (0, True)
    pause = Pauses(shared_state(Database("", tmp_path), tmp_path)).current()
    assert pause is not None
    assert (pause.message, pause.widget_only, pause.by) == ("Vi rättar ett fel.", True, "anna")
    assert run("staff", "pause")[1].startswith("Assistenten är pausad.")
    assert run("staff", "resume") == (0, "Assistenten svarar igen.\n", "")
    assert Pauses(shared_state(Database("", tmp_path), tmp_path)).current() is None
    (tmp_path / "fil").write_text("")
    monkeypatch.setenv("ASF_DATA_DIR", str(tmp_path / "fil" / "mapp"))
    code, _, err = run("staff", "pause")
    assert (code, err.startswith("Databasen "), "går inte att använda" in err) == (1, True, True)
