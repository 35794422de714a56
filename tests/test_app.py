"""The server as a process: what stands in the way is told in one line, and questions leave no trace."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

import app
from corpus.reading.catalogue import BUNDLED_DOCUMENTS

pytestmark = pytest.mark.slow  # each case starts a server of its own

if TYPE_CHECKING:
    from tests.conftest import Server

SECONDS = 90


@pytest.fixture
def refused_process(
    start_app: Callable[..., subprocess.Popen[str]], free_port: Callable[[], int]
) -> Callable[..., str]:
    """refused_process(ASF_…=…): the one line on stderr of a process that could not serve."""

    def refused(**settings: object) -> str:
        process = start_app(subprocess.PIPE, subprocess.PIPE, **{"ASF_PORT": free_port(), **settings})
        try:
            _, errors = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
        assert process.returncode == 1, errors
        (line,) = (line for line in errors.splitlines() if not line.startswith("INFO "))
        return line

    return refused


@pytest.fixture
def refused(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The same in this process, for what is found before anything is started."""

    def refused(**settings: object) -> str:
        for key in [key for key in os.environ if key.upper().startswith("ASF_")]:
            monkeypatch.delenv(key)
        for key, value in {"ASF_DATA_DIR": data_dir, **settings}.items():
            monkeypatch.setenv(key, str(value))
        assert app.serve() == 1
        printed = capsys.readouterr()
        assert printed.out == ""
        return printed.err.removesuffix("\n")

    return refused


@pytest.fixture
def damaged(data_dir: Path, tmp_path: Path) -> Path:
    """A copy of the data directory, to damage."""
    return Path(shutil.copytree(data_dir, tmp_path / "data"))


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_without_an_index_it_says_how_to_build_one(refused_process: Callable[..., str], tmp_path: Path) -> None:
    line = refused_process(ASF_DATA_DIR=tmp_path)
    command = "asf index build --publish-first"
    assert line == f"Inget index är publicerat i {tmp_path / 'index'}. Bygg och publicera det: {command}"


def test_a_damaged_vector_store_is_found_in_the_background(
    refused_process: Callable[..., str], damaged: Path, small_corpus: Path
) -> None:
    for file in damaged.rglob("chroma.sqlite3"):
        file.write_bytes(b"garbage" * 20_000)
    assert_says_how_to_mend(refused_process(ASF_DATA_DIR=damaged, ASF_CORPUS_DIR=small_corpus))


@pytest.mark.parametrize("file", ["manifest.json", "current.json"])
@pytest.mark.parametrize("content", ['{"publication": "20', "[]", "", "\0"])
def test_a_damaged_index_is_found_at_once(refused: Callable[..., str], damaged: Path, file: str, content: str) -> None:
    for path in damaged.rglob(file):
        path.write_text(content)
    assert_says_how_to_mend(refused(ASF_DATA_DIR=damaged, ASF_PORT=7860))


def assert_says_how_to_mend(line: str) -> None:
    assert line.startswith("Indexet ")
    assert line.endswith("Bygg om det: asf index build, och sedan: asf evals publish")
    assert "\n" not in line


def test_a_taken_port_is_named(refused: Callable[..., str], taken_port: int) -> None:
    line = refused(ASF_PORT=taken_port)
    assert line == f"Port {taken_port} på 127.0.0.1 är upptagen. Stoppa det som använder den eller sätt ASF_PORT."


@pytest.mark.parametrize(("key", "value", "line"), [
    ("ASF_PROT", "7861", r"Okänd inställning: ASF_PROT\. Det finns: ASF_ALLOWED_ORIGINS, .*"),
    ("ASF_PORT", "99999", r"Inställningen ASF_PORT har ett felaktigt värde: '99999'.*"),
    ("ASF_PORT", "http", r"Inställningen ASF_PORT har ett felaktigt värde: 'http'.*"),
    ("ASF_PUBLIC_URL", "www", r"Inställningen ASF_PUBLIC_URL har ett felaktigt värde: 'www'.*"),
    ("ASF_RATE_LIMIT", "ofta", r"Inställningen ASF_RATE_LIMIT har ett felaktigt värde: 'ofta'.*"),
    ("ASF_HOST", "999.0.0.1", r"Det går inte att lyssna på 999.0.0.1:\d+: .*\. Se ASF_HOST och ASF_PORT\."),
])  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named(
    refused: Callable[..., str], free_port: Callable[[], int], key: str, value: str, line: str
) -> None:
    assert re.fullmatch(line, refused(**{"ASF_PORT": free_port(), key: value}))


def test_a_changed_corpus_is_told_and_what_is_published_served(
    serve: Callable[..., AbstractContextManager[Server]], tmp_path: Path
) -> None:
    documents = shutil.copytree(BUNDLED_DOCUMENTS, tmp_path / "documents")
    with (documents / "stod-asf" / "odaterad.md").open("a", encoding="utf-8") as file:
        file.write("\n")
    with serve(ASF_CORPUS_DIR=documents) as running:
        printed = running.printed()
    assert "Obs: korpusen har ändrats. Det publicerade indexet visas." in printed
    assert "asf index build och sedan asf evals publish" in printed


def test_neither_questions_nor_addresses_are_logged(server: Server) -> None:
    secret = "Anna Hemlighetsson"
    turns = [{"role": "user", "content": f"{secret} undrar"}]
    with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client:
        for body in (
            {"question": f"Kan {secret} få en handledare?", "history": turns},
            {"question": f"{secret} " * 1000},
            {"question": "Hej", "history": turns * 51},
            {secret: secret},
        ):
            for path in ("/api/ask", "/api/ask/stream"):
                client.post(path, json=body, headers={"X-Forwarded-For": "198.51.100.7"})
        client.get(f"/{secret}")
    printed = server.printed()
    assert "Frågesidan finns på http://127.0.0.1:" in printed
    assert "Anna" not in printed
    assert "Hemlighetsson" not in printed
    assert "198.51.100.7" not in printed
    assert printed.count("127.0.0.1") == 1
