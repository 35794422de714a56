from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import index.__main__ as command_line
from index import messages
from index.model import ReadingModel
from index.publishing.record import Grounds
from tests.command_line import CommandLine

if TYPE_CHECKING:
    from tests.federation import Federation

ROOT = Path(__file__).parents[2]
COMMANDS = ["build", "search", "status", "rollback", "log"]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], federation: Federation, model: ReadingModel
) -> CommandLine:
    for key in [key for key in os.environ if key.startswith("ASF_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("ASF_DATA_DIR", str(federation.data))
    monkeypatch.setenv("ASF_CORPUS_DIR", str(federation.documents))
    monkeypatch.setenv("COLUMNS", "80")
    load = command_line._load_model
    monkeypatch.setattr(command_line, "_load_model", lambda name: model if name == "bundled" else load(name))
    return CommandLine("index", command_line.main, monkeypatch, capsys)


def test_the_room_runs_as_a_module(data_dir: Path) -> None:
    command = [sys.executable, "-m", "index", "search", "Vem upphandlar?", "--data", str(data_dir)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "stod-asf/odaterad#medlemmarna-upphandlar" in done.stdout


def test_building_searching_and_looking(run: CommandLine, federation: Federation) -> None:
    code, out, err = run("build", "--publish-first")
    publication = federation.publications.current().publication
    assert (code, err) == (0, "")
    assert out.startswith(f"Publicerade {publication}: 2 passager, 0 exempelfrågor, 2 nya vektorer")
    assert run("build") == (0, messages.FRESH_PUBLISHED.format(publication=publication) + "\n", "")
    assert run("build", "--publish-first") == (0, messages.USABLE.format(publication=publication) + "\n", "")
    code, out, _ = run("search", "Vem ansöker?", "--on", "2020-06-01", "--top", "1")
    assert code == 0
    assert "stod-dalen/2020#" in out
    assert out.endswith("Ansökan görs av kommunen Dalby.\n")
    code, out, _ = run("status")
    assert (code, publication in out, "Aktuellt:   ja\n" in out) == (0, True, True)


def test_a_build_is_a_candidate_and_publishes_nothing(run: CommandLine, federation: Federation) -> None:
    code, out, err = run("build")
    candidate = federation.publications.candidate()
    assert candidate is not None
    assert (code, err, federation.publications.pointer()) == (0, "", None)
    assert out.startswith(f"Kandidaten {candidate.publication} är byggd men visas inte än: 2 passager")
    assert out.endswith("asf evals publish\n")
    assert run("build") == (0, messages.FRESH_CANDIDATE.format(publication=candidate.publication) + "\n", "")
    assert run("build", "--publish-first")[0] == 0
    assert federation.publications.current() == candidate  # which is not built again


@pytest.mark.parametrize("damage", [("current.json", b"trasig"), ("manifest.json", b"trasig")])
def test_what_cannot_be_read_is_published_anew(
    run: CommandLine, federation: Federation, damage: tuple[str, bytes]
) -> None:
    federation.build()
    name, content = damage
    for file in federation.publications.directory.rglob(name):
        file.write_bytes(content)
    assert run("build", "--publish-first")[1].startswith("Publicerade ")
    assert run("status")[0] == 0


def test_what_another_program_or_model_built_is_published_anew(run: CommandLine, federation: Federation) -> None:
    manifest = federation.build().manifest
    file = federation.publications.path(manifest.publication) / "manifest.json"
    file.write_text(file.read_text().replace(manifest.method, "gammal"))
    assert run("build", "--publish-first")[1].startswith("Publicerade ")
    assert federation.publications.current().method == manifest.method


def test_a_changed_corpus_is_not_published_by_itself(run: CommandLine, federation: Federation) -> None:
    old = federation.build().manifest
    federation.write("2021", "Något annat.")
    assert run("build", "--publish-first")[1] == messages.USABLE.format(publication=old.publication) + "\n"
    assert federation.publications.current() == old


def test_the_log_tells_every_switch(run: CommandLine, federation: Federation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run("log") == (0, messages.LOG_EMPTY + "\n", "")
    first = federation.build().manifest
    second = federation.build(force=True).manifest
    run("rollback", "--reason", "Fel bilaga")
    code, out, err = run("log")
    assert (code, err) == (0, "")
    assert all(publication in out for publication in (first.publication, second.publication))
    assert out.index("publicerat") < out.index("återställt") < out.index("Fel bilaga")
    record = federation.publications.directory / "publications.jsonl"
    record.write_text("trasig\n")
    assert run("log")[::2] == (1, f"Rad 1 i {record} är ingen publicering. Rätta eller ta bort raden.\n")


def test_status_tells_what_a_candidate_changes(run: CommandLine, federation: Federation) -> None:
    federation.write("2021", "Stöd ges till verkstäder.", "Ansökan görs av kommunen Dalby.")
    federation.build()
    assert messages.STATUS_NO_CANDIDATE in run("status")[1]
    federation.write("2021", "Stöd ges till bagerier.", "Ansökan görs av kommunen Dalby.")
    federation.write("2022", "Inget stöd ges.")
    run("build")
    code, out, _ = run("status")
    assert (code, "Aktuellt:   nej (korpusen har ändrats); kandidaten är det" in out) == (0, True)
    assert "Skillnad:   versionen stod-dalen/2021 är ändrad (2 passager), ny version stod-dalen/2022\n" in out
    federation.write("2023", "Ännu mer.")
    out = run("status")[1]
    assert "Aktuellt:   nej (korpusen har ändrats); kör: asf index build" in out
    assert out.endswith("Kandidaten är inaktuell (korpusen har ändrats); kör: asf index build\n")


def test_what_was_not_in_force_is_not_found(run: CommandLine) -> None:
    run("build", "--publish-first")
    assert run("search", "Vem ansöker?", "--on", "2019-12-31") == (0, messages.NOTHING_IN_FORCE + "\n", "")


def test_status_tells_why_an_index_is_stale(run: CommandLine, federation: Federation) -> None:
    federation.build()
    federation.write("2021", "Något annat.")
    code, out, _ = run("status", "--model", "annan/modell")
    assert code == 0
    assert "Aktuellt:   nej (korpusen har ändrats, modellen har ändrats); kör: asf index build" in out


def test_rolling_back_and_forth(run: CommandLine, federation: Federation) -> None:
    first = federation.build().manifest.publication
    assert run("rollback") == (1, "", messages.NOTHING_TO_ROLL_BACK + "\n")
    federation.build(force=True)
    assert run("rollback") == (0, f"Gick tillbaka till {first}.\n", "")
    assert federation.publications.current().publication == first


def test_what_was_rolled_back_is_not_built_again_by_itself(run: CommandLine, federation: Federation) -> None:
    federation.build()
    federation.write("2021", "Allt stöds.")
    federation.build()
    run("rollback", "--reason", "Fel bilaga", "--by", "Ada")
    assert "togs tillbaka" in run("status")[1]
    code, _, err = run("build")
    assert (code, "Fel bilaga" in err) == (1, True)
    assert run("build", "--force")[0] == 0
    federation.write("2021", "Något annat.")
    assert run("build")[0] == 0


@pytest.mark.parametrize("option", ["--force", "--publish-first"])
def test_a_second_build_is_refused(run: CommandLine, federation: Federation, option: str) -> None:
    federation.publications.prepare()
    with federation.publications.lock():
        code, out, err = run("build", option)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("Ett annat bygge pågår")


@pytest.mark.parametrize(
    "part", ["current.json", "manifest.json", "chroma/chroma.sqlite3", "corpus/stod-dalen/2020.md"]
)
def test_a_damaged_index_is_one_line_until_it_is_built_again(
    run: CommandLine, federation: Federation, part: str
) -> None:
    federation.build()
    directory = federation.publications.path(federation.publications.current().publication)
    file = federation.publications.directory / part if part == "current.json" else directory / part
    file.write_bytes(b"trasig")
    for arguments in (("status",), ("search", "Vem ansöker?")):
        code, out, err = run(*arguments)
        assert (code, out, len(err.splitlines())) == (1, "", 1)
        assert "går inte att läsa" in err
        assert err.endswith("Bygg om det: asf index build, och sedan: asf evals publish\n")
    assert run("build")[0] == 0
    candidate = federation.publications.candidate()
    assert candidate is not None
    federation.publications.publish(candidate, Grounds())
    assert run("status")[0] == 0


@pytest.mark.parametrize("arguments", [("status",), ("search", "Vem ansöker?")])
def test_a_missing_index_is_told_with_what_to_do(run: CommandLine, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith("Inget index är publicerat i ")
    assert err.endswith("Bygg och publicera det: asf index build --publish-first\n")


@pytest.mark.parametrize("command", ["build", "rollback"])
def test_an_unwritable_data_directory_is_one_line(run: CommandLine, tmp_path: Path, command: str) -> None:
    (tmp_path / "fil").touch()
    code, out, err = run(command, "--data", tmp_path / "fil" / "data")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("Datamappen ")
    assert "ASF_DATA_DIR" in err


def test_a_broken_corpus_lists_every_problem(run: CommandLine, federation: Federation) -> None:
    federation.write("2021-02-30", "Text.")
    (federation.documents / "stod-dalen" / "2022.md").write_text("ingen metadata")
    code, out, err = run("build")
    assert (code, out) == (1, "")
    assert err.splitlines()[0].startswith("Korpusen har ")
    assert {"2021-02-30.md", "2022.md"} <= {Path(line.split(":")[0]).name for line in err.splitlines()[1:]}
    assert not federation.data.exists()


def test_faults_of_model_and_settings_are_one_line(
    run: CommandLine, federation: Federation, monkeypatch: pytest.MonkeyPatch
) -> None:
    federation.build()
    code, _, err = run("build", "--model", "/finns/inte")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "Språkmodellen '/finns/inte' går inte att ladda" in err
    monkeypatch.setenv("ASF_PROT", "8080")
    code, _, err = run("status")
    assert (code, err.splitlines()[0].startswith("Okänd inställning: ASF_PROT.")) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("finns-inte",), "Kommandot finns-inte finns inte."),
        (("search",), "question saknas."),
        (("search", "?", "--on", "i går"), "'i går' är inget datum; skriv ÅÅÅÅ-MM-DD."),
        (("search", "?", "--top", "0"), "Värdet för --top går inte att använda."),
        (("build", "--x"), "Alternativet --x finns inte."),
        (("build", "--force", "--publish-first"), messages.FORCE_AND_FIRST),
    ],
)
def test_wrong_usage_ends_with_2(run: CommandLine, arguments: tuple[str, ...], reason: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    told, how = err.splitlines()
    assert told == reason
    assert re.fullmatch(r"Så här skrivs kommandot: \S.* --help", how)


def test_help_is_in_swedish_with_examples(run: CommandLine) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert "Indexet: det som hittar rätt passage till en fråga." in out
    assert "Exempel: asf index build" in out
    assert all(command in out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: CommandLine, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"Exempel: asf index {command}" in " ".join(out.split())
