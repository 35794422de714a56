"""While staff have paused the service, or the widget, visitors read why; nothing needs a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant.__main__ import main
from assistant.pause import Pauses
from assistant.staff.audit import AuditLog
from corpus.database.engine import Database

if TYPE_CHECKING:
    from tests.conftest import Server

SITE = "https://www.forbundet.example"
QUESTION = {"question": "Vem upphandlar?"}
WHY = "Vi rättar ett fel. Åter kl. 13."


@pytest.fixture(scope="module")
def running(serve: Callable[..., AbstractContextManager[Server]]) -> Iterator[httpx.Client]:
    with (
        serve(ASF_ALLOWED_ORIGINS=SITE) as server,
        httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client,
    ):
        yield client


@pytest.fixture
def pauses(data_dir: Path) -> Iterator[Pauses]:
    made = Pauses(data_dir)
    yield made
    made.end()


def asked(client: httpx.Client, path: str = "/api/ask", **headers: str) -> httpx.Response:
    return client.post(path, json=QUESTION, headers=headers)


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_pause_is_told_in_staff_s_words_and_ends_by_itself(running: httpx.Client, pauses: Pauses, path: str) -> None:
    assert asked(running, path).status_code == 200
    pauses.begin(f"  {WHY}\n", "anna", widget_only=False)
    for headers in ({}, {"Origin": SITE}):
        refused = asked(running, path, **headers)
        assert (refused.status_code, refused.json()["detail"]) == (503, WHY)
        assert refused.headers["retry-after"] == "300"
    assert running.get("/guidelines").status_code == 200
    assert running.get("/ready").status_code == 200
    assert pauses.end()
    assert asked(running, path).status_code == 200


def test_the_widget_alone_can_be_paused(running: httpx.Client, pauses: Pauses) -> None:
    pauses.begin("", "", widget_only=True)
    assert asked(running).status_code == 200
    assert asked(running, Origin=str(running.base_url).rstrip("/")).status_code == 200
    refused = asked(running, Origin=SITE)
    assert refused.status_code == 503
    assert refused.json()["detail"].startswith("Assistenten är pausad just nu.")


def test_the_chat_page_says_it_in_its_conversation(running: httpx.Client, pauses: Pauses) -> None:
    pauses.begin(WHY, "", widget_only=False)
    body = {"session_hash": "p", "fn_index": 0, "data": ["Vem upphandlar?", "", []]}
    assert running.post("/gradio_api/queue/join", json=body).status_code == 200
    with running.stream("GET", "/gradio_api/queue/data", params={"session_hash": "p"}) as events:
        told = next(line for line in events.iter_lines() if '"process_completed"' in line)
    assert WHY in told


def test_what_cannot_be_read_pauses(tmp_path: Path) -> None:
    (tmp_path / "paused.json").write_text("{", encoding="utf-8")
    assert Pauses(tmp_path).current() is not None
    (tmp_path / "paused.json").unlink()
    assert Pauses(tmp_path).current() is None
    always = Pauses(tmp_path, WHY).current()
    assert always is not None
    assert always.message == WHY


def test_the_widget_can_be_paused_on_single_sites(running: httpx.Client, pauses: Pauses) -> None:
    pauses.begin(WHY, "", origins=[SITE.upper()])
    assert asked(running).status_code == 200
    assert asked(running, Origin=SITE).json()["detail"] == WHY
    pauses.begin(WHY, "", origins=["https://www.annan.example"])
    assert asked(running, Origin=SITE).status_code == 200


def test_single_sites_are_paused_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASF_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ASF_ALLOWED_ORIGINS", f"{SITE} https://www.annan.example")
    with pytest.raises(SystemExit) as ended:
        main(["staff", "pause", "--origin", "https://www.okand.example"])
    assert ended.value.code == 2 and SITE in capsys.readouterr().err
    assert Pauses(tmp_path).current() is None
    with pytest.raises(SystemExit):
        main(["staff", "pause", WHY, "--origin", f"{SITE}/", "--by", "Kim"])
    pause = Pauses(tmp_path).current()
    assert pause is not None and pause.origins == (SITE,) and pause.message == WHY
    assert SITE in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["staff", "resume"])
    assert Pauses(tmp_path).current() is None
    deeds = [(entry.who, entry.deed) for entry in AuditLog(Database("", tmp_path)).entries(9)][::-1]
    assert [deed for _, deed in deeds] == ["paused", "resumed"] and deeds[0][0] == "Kim"
