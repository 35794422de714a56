from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import messages
from corpus.cli.timeline_drawing import timeline_lines
from corpus.cli.version_diff import difference_lines
from corpus.reading.catalogue import check_corpus

if TYPE_CHECKING:
    from tests.command_line import CommandLine
    from tests.corpus.conftest import CorpusFolder

ROOT = Path(__file__).parents[2]


def test_the_room_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "corpus", "check"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "1 riktlinje(r), 4 version(er), 18 passager" in done.stdout


def test_check_lists_every_problem_and_fails(run: CommandLine, folder: CorpusFolder) -> None:
    folder.version("a", valid_from="2026-02-30")
    folder.write("b.md", "ingen metadata")
    code, out, err = run("check", "--dir", folder.documents)
    assert (code, out) == (1, "")
    assert err.splitlines() == [str(problem) for problem in folder.problems()]
    assert len(err.splitlines()) == 3


def test_check_passes_with_warnings(run: CommandLine, folder: CorpusFolder) -> None:
    folder.version("a", valid_from="2020-01-01")
    folder.write("anteckning.docx", "x")
    code, out, err = run("check", "--dir", folder.documents)
    assert code == 0
    assert messages.WITH_WARNINGS.format(count=1) in out
    assert messages.UNEXPECTED_FILE in err


def test_the_folder_comes_from_the_environment_unless_given(
    run: CommandLine, folder: CorpusFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.version("a", valid_from="2020-01-01")
    monkeypatch.setenv("ASF_CORPUS_DIR", str(folder.documents))
    assert messages.CLEAN.format(guidelines=1, versions=1, passages=2) in run("check")[1]
    assert run("check", "--dir", folder.documents / "nowhere")[0] == 1


def test_list_shows_ids_and_dates_in_full(run: CommandLine) -> None:
    code, out, _ = run("list")
    assert code == 0
    assert all(word in out for word in ("stod-asf", "2009-06-11", "2011-11-28", "2013-11-28", "odaterad", "18"))


def test_list_takes_square_brackets_in_titles_as_they_are(run: CommandLine, folder: CorpusFolder) -> None:
    folder.version("a", valid_from="2020-01-01", title='"[a] [/b] :x:"')
    code, out, _ = run("list", "--dir", folder.documents)
    assert code == 0
    assert "[a] [/b]" in out


def test_list_shows_the_effective_end(run: CommandLine, folder: CorpusFolder) -> None:
    folder.version("a", valid_from="2020-01-01")
    folder.version("b", valid_from="2021-07-01")
    assert "2021-06-30" in run("list", "--dir", folder.documents)[1]


def test_show_prints_anchor_role_and_text(run: CommandLine) -> None:
    code, out, _ = run("show", "stod-asf", "odaterad")
    assert code == 0
    assert "utbildning-om-asf [support]\n    Exempel på insatser är: Utbildning om" in out
    assert "titel [–]\n    Riktlinjer för stöd" in out


def test_show_says_when_the_text_is_lost(run: CommandLine) -> None:
    code, out, _ = run("show", "stod-asf", "2009-06-11")
    assert (code, out) == (0, f"Policy Sociala företag: {messages.UNAVAILABLE}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "nej", "odaterad"], messages.UNKNOWN_GUIDELINE.format(guideline="nej", known="stod-asf")),
        (["diff", "odaterad", "nej/odaterad"], messages.UNKNOWN_GUIDELINE.format(guideline="nej", known="stod-asf")),
        (["diff", "1999", "odaterad"], messages.NO_SUCH_VERSION.format(version="1999", known=", ".join(
            f"stod-asf/{name}" for name in ("2009-06-11", "2011-11-28", "2013-11-28", "odaterad")))),
        (["diff", "stod-asf/1999", "odaterad"], messages.UNKNOWN_VERSION.format(
            version="1999", guideline="stod-asf", known="2009-06-11, 2011-11-28, 2013-11-28, odaterad")),
        (["timeline", "nej"], messages.UNKNOWN_GUIDELINE.format(guideline="nej", known="stod-asf")),
        (["show", "stod-asf", "1999"], messages.UNKNOWN_VERSION.format(
            version="1999", guideline="stod-asf", known="2009-06-11, 2011-11-28, 2013-11-28, odaterad")),
    ],
)  # fmt: skip
def test_an_unknown_id_is_answered_with_the_known_ones(run: CommandLine, arguments: list[str], message: str) -> None:
    assert run(*arguments) == (1, "", message + "\n")


@pytest.mark.parametrize(("day", "state"), [("2026-11-23", messages.IN_FORCE), ("2026-11-22", messages.NOT_KNOWN)])
def test_timeline_says_what_is_known_of_a_day(run: CommandLine, day: str, state: str) -> None:
    code, out, _ = run("timeline", "stod-asf", "--on", day)
    assert code == 0
    assert out.splitlines()[0].endswith(f"(stod-asf) den {day}: {state}")


def test_timeline_says_when_nothing_applies(run: CommandLine, folder: CorpusFolder) -> None:
    folder.version("a", valid_from="2020-01-01", valid_to="2020-12-31")
    out = run("timeline", "stod-dalen", "--on", "2021-01-01", "--dir", folder.documents)[1]
    assert out.splitlines()[0].endswith(messages.NOT_IN_FORCE)
    assert "superseded" in out


def test_timeline_draws_the_versions_seen_from_the_day(run: CommandLine, folder: CorpusFolder) -> None:
    folder.version("a", valid_from="2020-01-01")
    folder.version("b", valid_from="2021-01-01")
    guideline = check_corpus(folder.documents).catalogue.guidelines[0]
    for day in ("2020-06-01", "1900-01-01", "2199-12-31"):
        code, out, _ = run("timeline", "stod-dalen", "--on", day, "--dir", folder.documents)
        assert code == 0
        assert out.split("\n")[1:6] == ["", *timeline_lines(guideline, date.fromisoformat(day))]


def test_diff_tells_what_differs(run: CommandLine, folder: CorpusFolder) -> None:
    folder.version("a", valid_from="2020-01-01")
    folder.version("b", body="# Stöd\n\nFörbundet kan inte ge stöd.\n", valid_from="2021-01-01")
    old, new = check_corpus(folder.documents).catalogue.guidelines[0].versions
    code, out, err = run("diff", "a", "stod-dalen/b", "--dir", folder.documents)
    assert (code, out, err) == (0, "\n".join(difference_lines(old, new)) + "\n", "")
    assert "Förbundet kan inte ge stöd." in out


@pytest.mark.parametrize("names", [("2009-06-11", "odaterad"), ("odaterad", "stod-asf/2009-06-11")])
def test_diff_needs_both_texts(run: CommandLine, names: tuple[str, str]) -> None:
    message = messages.DIFF_WITHOUT_TEXT.format(version="stod-asf/2009-06-11")
    assert run("diff", *names) == (1, "", message + "\n")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["timeline"], "guideline_id saknas."),
        (["timeline", "stod-asf", "--on", "2026-02-30"], "'2026-02-30' är inget datum; skriv ÅÅÅÅ-MM-DD."),
        (["nonsense"], "Kommandot nonsense finns inte."),
        (["show", "stod-asf"], "version_id saknas."),
        (["diff", "odaterad"], "newer saknas."),
        (["diff", "odaterad", "odaterad", "odaterad"], "Här står något för mycket: odaterad"),
    ],
)
def test_wrong_usage_exits_with_two(run: CommandLine, arguments: list[str], reason: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    told, how = err.splitlines()
    assert told == reason
    assert re.fullmatch(r"Så här skrivs kommandot: \S.* --help", how)


@pytest.mark.parametrize(
    "command", ["check", "list", "show", "timeline", "diff", "annotate", "review", "add", "close", "approve"]
)
def test_every_command_has_help_with_an_example(run: CommandLine, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"asf corpus {command}" in " ".join(out.split())


def test_annotate_writes_a_file_that_fits_and_never_overwrites(run: CommandLine, folder: CorpusFolder) -> None:
    folder.version("a", valid_from="2020-01-01")
    before = check_corpus(folder.documents).catalogue.guidelines
    arguments = ("annotate", "stod-dalen", "a", "--dir", folder.documents)
    file = folder.guideline / "a.passages.yaml"
    assert run(*arguments)[:2] == (0, messages.ANNOTATED.format(file=file, count=2) + "\n")
    after = check_corpus(folder.documents)
    assert (after.catalogue.guidelines, after.problems) == (before, ())
    written = file.read_bytes()
    assert run(*arguments) == (1, "", messages.ALREADY_ANNOTATED.format(file=file) + "\n")
    assert file.read_bytes() == written
