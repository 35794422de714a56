from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import messages
from corpus.importing.change.writing import sole_writer
from corpus.reading.catalogue import BUNDLED_DOCUMENTS, check_corpus, load_catalogue

if TYPE_CHECKING:
    from tests.command_line import CommandLine
    from tests.corpus.conftest import CorpusFolder

ROOT = Path(__file__).parents[3]
TITLE = "Riktlinje för Påhittade Dalen"
FIRST = [
    (70.0, 18.0, "Riktlinje för Påhittade Dalen"), "",
    "Målgruppen är personer långt från arbetsmarknaden. Förbundet kan",
    "finansiera korta insatser för målgruppen.", "",
    (70.0, 13.0, "Villkor"), "Medlemmen ska upphandla insatsen. Exempel på insatser är:", "",
    (70.0, 11.0, "•  Utbildning för målgruppen"),
]  # fmt: skip
SECOND = [
    (70.0, 11.0, "•  Handledare på företaget"), (70.0, 11.0, "•  Lokaler i Åmål"), "",
    (70.0, 13.0, "Ändringshistorik"),
    (70.0, 11.0, "•  Policy fastställd av styrelsen 131128"), (70.0, 11.0, "•  Riktlinje beslutad 2019-12-01"),
]  # fmt: skip


@pytest.fixture
def decided(tmp_path: Path, make_pdf: Callable[..., bytes]) -> Path:
    file = tmp_path / "beslut.pdf"
    file.write_bytes(make_pdf([FIRST, SECOND], head="Samordningsförbundet", foot="Dnr 17   Sida {} (2)"))
    return file


def arguments(file: Path, documents: Path, *more: str) -> list[str]:
    return ["add", str(file), "--guideline", "stod-dalen", "--title", TITLE, "--adopted", "2026-12-01", "--valid-from",
            "2027-01-01", "--dir", str(documents), *more]  # fmt: skip


def state(documents: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in documents.rglob("*") if path.is_file()}


def test_a_dry_run_shows_everything_and_writes_nothing(
    run: CommandLine, with_reviewed: CorpusFolder, decided: Path
) -> None:
    before = state(with_reviewed.documents)
    code, out, err = run(*arguments(decided, with_reviewed.documents, "--dry-run"))
    assert (code, err) == (0, "")
    assert state(with_reviewed.documents) == before
    assert out.splitlines() == [
        "Läste beslut.pdf (PDF). Rubriker: 3, listor: 2, passager: 9.",
        "Rubriker:",
        "  Riktlinje för Påhittade Dalen",
        "    Villkor",
        "    Ändringshistorik",
        "Ändringshistorik:",
        "  Policy fastställd av styrelsen 131128",
        "    131128 = 2013-11-28: finns i korpusen (2020)",
        "  Riktlinje beslutad 2019-12-01",
        "    2019-12-01 = 2019-12-01: finns inte i korpusen",
        messages.ADD_DROPPED,
        "  Samordningsförbundet (2 gånger)",
        "  Dnr 17 Sida 1 (2) (2 gånger)",
        "Jämfört med stod-dalen/2020: oförändrade 6, ändrade 1, nya 2, borttagna 0.",
        messages.ADD_SAME_HEAD,
        "  titel, malgruppen, upphandling, utbildning, handledare, policy-2013",
        messages.ADD_CHANGED_HEAD,
        "  insatser",
        "    förut: Förbundet kan finansiera insatser för målgruppen.",
        "    nu:    Förbundet kan finansiera korta insatser för målgruppen.",
        messages.ADD_ADDED_HEAD,
        "  lokaler-i-amal: Exempel på insatser är: Lokaler i Åmål",
        "  riktlinje-beslutad-2019-12-01: Riktlinje beslutad 2019-12-01",
        messages.ADD_ROLES_HEAD,
        "  support    insatser: Förbundet kan finansiera korta insatser för målgruppen.",
        "  support    lokaler-i-amal: Lokaler i Åmål",
        "  history    riktlinje-beslutad-2019-12-01: Riktlinje beslutad 2019-12-01",
        messages.ADD_SET_CONDITIONS.format(file="2026-12-01.passages.yaml"),
        messages.ADD_DRY_RUN,
    ]


def test_from_a_pdf_to_reviewed_roles(run: CommandLine, with_reviewed: CorpusFolder, decided: Path) -> None:
    documents = with_reviewed.documents
    code, out, _ = run(*arguments(decided, documents))
    assert code == 0
    assert messages.ADD_DONE.format(key="stod-dalen/2026-12-01", start="2027-01-01", end="tills vidare") in out
    code, out, err = run("check", "--dir", documents)
    assert code == 0
    assert messages.AWAITS_REVIEW.format(count=3, guideline="stod-dalen", version="2026-12-01") in err
    code, out, _ = run("review", "stod-dalen", "2026-12-01", "--dir", documents)
    assert code == 0
    assert "history    riktlinje-beslutad-2019-12-01: Riktlinje beslutad 2019-12-01" in out
    code, out, _ = run("approve", "stod-dalen", "2026-12-01", "insatser", "--dir", documents)
    assert code == 0
    file = documents / "stod-dalen" / "2026-12-01.passages.yaml"
    assert out == messages.APPROVE_DONE.format(count=1, file=file, left=2) + "\n"
    code, out, _ = run("approve", "stod-dalen", "2026-12-01", "--dir", documents)
    assert messages.APPROVE_NO_CONDITIONS.format(anchors="lokaler-i-amal") in out
    assert run("check", "--dir", documents)[2] == ""
    assert run("approve", "stod-dalen", "2026-12-01", "--dir", documents)[0] == 1


def test_closing_says_what_it_did(run: CommandLine, folder: CorpusFolder) -> None:
    folder.version("2020", valid_from="2020-01-01")
    code, out, _ = run("close", "stod-dalen", "--valid-to", "2027-06-30", "--dir", folder.documents)
    place = {"title": TITLE, "key": "stod-dalen/2020", "day": "2027-06-30", "after": "2027-07-01"}
    assert (code, out) == (0, messages.CLOSE_DONE.format(guideline="stod-dalen", **place) + "\n")
    shown = run("timeline", "stod-dalen", "--on", "2027-07-01", "--dir", folder.documents)[1]
    assert shown.splitlines()[0].endswith(messages.NOT_IN_FORCE)


def test_a_title_that_the_document_lacks_is_told(run: CommandLine, folder: CorpusFolder, tmp_path: Path) -> None:
    folder.version("2020", valid_from="2020-01-01")
    file = tmp_path / "a.txt"
    file.write_bytes("Förbundet kan finansiera lokaler.".encode("latin-1"))
    code, out, _ = run(*arguments(file, folder.documents, "--dry-run", "--version", "ny"))
    assert code == 0
    assert messages.ADD_TITLE_ADDED in out
    assert messages.ADD_NO_HISTORY in out


def test_a_new_guideline_is_told(run: CommandLine, tmp_path: Path, decided: Path) -> None:
    documents = tmp_path / "korpus"
    documents.mkdir()
    out = run(*arguments(decided, documents))[1]
    assert messages.ADD_NEW_GUIDELINE.format(guideline="stod-dalen") in out
    assert messages.ADD_FIRST.format(count=9) in out


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--adopted", "1 december", messages.ADD_BAD_DAY.format(option="--adopted", value="1 december")),
        ("--valid-from", "2027-02-30", messages.ADD_BAD_DAY.format(option="--valid-from", value="2027-02-30")),
        ("--valid-to", "2020-01-01", messages.ADD_END_BEFORE_START.format(
            valid_to="2020-01-01", valid_from="2027-01-01")),
        ("--guideline", "Å", messages.ADD_BAD_ID.format(option="--guideline", value="Å")),
        ("--version", "2020", messages.ADD_VERSION_EXISTS.format(version="2020", guideline="stod-dalen")),
    ],
)  # fmt: skip
def test_a_wrong_option_is_one_clear_line(
    run: CommandLine, folder: CorpusFolder, decided: Path, option: str, value: str, message: str
) -> None:
    folder.version("2020", valid_from="2020-01-01")
    before = {path: data for path, data in state(folder.documents).items() if ".lock" not in path}
    code, out, err = run(*arguments(decided, folder.documents, option, value))
    assert (code, out, err) == (1, "", message + "\n")
    assert {path: data for path, data in state(folder.documents).items() if ".lock" not in path} == before


def test_a_missing_option_exits_with_two(run: CommandLine, decided: Path) -> None:
    assert run("add", decided, "--guideline", "x")[0] == 2


def test_the_limit_is_a_setting(
    run: CommandLine, folder: CorpusFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.version("2020", valid_from="2020-01-01")
    file = tmp_path / "stor.txt"
    file.write_text("Förbundet ger stöd. " * 60_000, encoding="utf-8")
    monkeypatch.setenv("ASF_MAX_IMPORT_MB", "1")
    code, _, err = run(*arguments(file, folder.documents))
    assert (code, err) == (1, messages.IMPORT_TOO_LARGE.format(limit=1) + "\n")


@pytest.mark.parametrize("command", ["add", "close", "approve"])
def test_a_second_change_at_once_is_refused(
    run: CommandLine, folder: CorpusFolder, decided: Path, command: str
) -> None:
    folder.version("2020", valid_from="2020-01-01")
    called = {
        "add": arguments(decided, folder.documents),
        "close": ["close", "stod-dalen", "--valid-to", "2027-01-01", "--dir", str(folder.documents)],
        "approve": ["approve", "stod-dalen", "2020", "--dir", str(folder.documents)],
    }[command]
    with sole_writer(folder.documents):
        assert run(*called) == (1, "", messages.ADD_BUSY + "\n")


def test_reading_commands_load_no_converter() -> None:
    code = (
        "import sys; from corpus.__main__ import cli;"
        "from corpus.reading.catalogue import check_corpus, BUNDLED_DOCUMENTS; check_corpus(BUNDLED_DOCUMENTS);"
        "sys.exit(sum(name in sys.modules for name in ('pdfplumber', 'mammoth', 'bs4', 'lxml', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_kill_9_at_any_moment_leaves_a_whole_corpus(tmp_path: Path, decided: Path, seed: int) -> None:
    """Two in three while it writes, the others at any time from its start."""
    chance = random.Random(seed)
    documents = tmp_path / "documents"
    shutil.copytree(BUNDLED_DOCUMENTS, documents, ignore=shutil.ignore_patterns("questions"))
    before = state(documents)
    guideline = chance.choice(["stod-asf", "ny-riktlinje"])
    command = [sys.executable, "-m", "corpus", *arguments(decided, documents, "--guideline", guideline)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if seed % 3:
        unfinished = (documents / guideline / "sources", documents / guideline, documents)
        while process.poll() is None and not any(list(folder.glob(".*.new")) for folder in unfinished):
            time.sleep(0.0002)
        time.sleep(chance.uniform(0, 0.02))
    else:
        time.sleep(chance.uniform(0, 2.5))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert check_corpus(documents).errors == ()
    after = state(documents)
    assert {path: after[path] for path in before} == before
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    key = f"{guideline}/2026-12-01"
    added_before_the_kill = str(documents / guideline / "2026-12-01.md") in after
    assert again.returncode == int(added_before_the_kill), again.stderr
    assert load_catalogue(documents).version(key) is not None
    assert not [path for path in state(documents) if path.endswith(".new")]
