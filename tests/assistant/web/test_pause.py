"""While staff have paused the service, or the widget, visitors read why; nothing needs a restart."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant.__main__ import main
from assistant.errors import ChangedMeanwhileError, NotReadyError, PausedError
from assistant.pause import Pauses
from assistant.shared import PAUSE, shared_state
from assistant.staff.audit import AuditLog
from corpus.database.engine import Database

if TYPE_CHECKING:
    from tests.conftest import Server

SITE = "https://www.forbundet.example"
QUESTION = {"question": "Vem upphandlar?"}
WHY = "Vi rättar ett fel. Åter kl. 13."


def pauses_in(folder: Path) -> Pauses:
    """As another process over the same database has them."""
    return Pauses(shared_state(Database("", folder), folder))


@pytest.fixture(scope="module")
def running(serve: Callable[..., AbstractContextManager[Server]]) -> Iterator[httpx.Client]:
    with (
        serve(ASF_ALLOWED_ORIGINS=SITE) as server,
        httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client,
    ):
        yield client


@pytest.fixture
def pauses(data_dir: Path) -> Iterator[Pauses]:
    made = pauses_in(data_dir)
    yield made
    made.end()


def soon(holds: Callable[[], bool]) -> bool:
    """Whether it holds before a server must have seen a change: within two seconds, and some for asking."""
    deadline = time.monotonic() + 2.5
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)
    return holds()


def asked(client: httpx.Client, path: str = "/api/ask", **headers: str) -> httpx.Response:
    return client.post(path, json=QUESTION, headers=headers)


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_pause_is_told_in_staff_s_words_and_ends_by_itself(running: httpx.Client, pauses: Pauses, path: str) -> None:
    assert asked(running, path).status_code == 200
    pauses.begin(f"  {WHY}\n", "anna", widget_only=False)
    assert soon(lambda: asked(running, path).status_code == 503)
    for headers in ({}, {"Origin": SITE}):
        refused = asked(running, path, **headers)
        assert (refused.status_code, refused.json()["detail"]) == (503, WHY)
        assert refused.headers["retry-after"] == "300"
    assert running.get("/guidelines").status_code == 200
    assert running.get("/ready").status_code == 200
    assert pauses.end()
    assert soon(lambda: asked(running, path).status_code == 200)


def test_the_widget_alone_can_be_paused(running: httpx.Client, pauses: Pauses) -> None:
    pauses.begin("", "", widget_only=True)
    assert soon(lambda: asked(running, Origin=SITE).status_code == 503)
    assert asked(running).status_code == 200
    assert asked(running, Origin=str(running.base_url).rstrip("/")).status_code == 200
    refused = asked(running, Origin=SITE)
    assert refused.status_code == 503
    assert refused.json()["detail"].startswith("Assistenten är pausad just nu.")


def test_the_chat_page_says_it_in_its_conversation(running: httpx.Client, pauses: Pauses) -> None:
    pauses.begin(WHY, "", widget_only=False)
    assert soon(lambda: asked(running).status_code == 503)
    body = {"session_hash": "p", "fn_index": 0, "data": ["Vem upphandlar?", "", []]}
    assert running.post("/gradio_api/queue/join", json=body).status_code == 200
    with running.stream("GET", "/gradio_api/queue/data", params={"session_hash": "p"}) as events:
        told = next(line for line in events.iter_lines() if '"process_completed"' in line)
    assert WHY in told


def test_what_is_no_pause_pauses_until_it_is_ended(tmp_path: Path) -> None:
    state = shared_state(Database("", tmp_path), tmp_path)
    with state.changing() as held:
        held[PAUSE] = b'{"of_a_later_release": 1}'
    with pytest.raises(PausedError):
        Pauses(state).check(None)
    assert Pauses(state).end()
    Pauses(state).check(None)
    always = Pauses(state, WHY).current()
    assert always is not None
    assert always.message == WHY


def test_as_long_as_nobody_knows_whether_there_is_a_pause_there_are_no_answers(tmp_path: Path) -> None:
    (tmp_path / "asf.db").write_bytes(b"no database" * 100)
    with pytest.raises(NotReadyError):
        pauses_in(tmp_path).check(None)
    (tmp_path / "asf.db").unlink()
    pauses_in(tmp_path).check(None)


def test_an_earlier_release_s_pause_holds_until_it_is_ended(tmp_path: Path) -> None:
    (tmp_path / "paused.json").write_text('{"message": "Stängt", "since": "2026-11-01T00:00:00Z"}', encoding="utf-8")
    with pytest.raises(PausedError, match="Stängt"):
        pauses_in(tmp_path).check(None)
    assert not (tmp_path / "paused.json").exists()
    assert pauses_in(tmp_path).end()
    pauses_in(tmp_path).check(None)


def test_two_who_pause_at_once_do_not_overwrite_each_other(tmp_path: Path) -> None:
    here, elsewhere = pauses_in(tmp_path), pauses_in(tmp_path)
    seen = here.mark
    elsewhere.begin(WHY, "Kim", seen=seen)
    with pytest.raises(ChangedMeanwhileError):
        here.begin("Annat", "Robin", seen=seen)
    pause = here.current()
    assert pause is not None and (pause.message, pause.by) == (WHY, "Kim")
    here.begin("Annat", "Robin", seen=here.mark)


def test_the_widget_can_be_paused_on_single_sites(running: httpx.Client, pauses: Pauses) -> None:
    assert soon(lambda: asked(running, Origin=SITE).status_code == 200)
    pauses.begin(WHY, "", origins=[SITE.upper()])
    assert soon(lambda: asked(running, Origin=SITE).status_code == 503)
    assert asked(running).status_code == 200
    assert asked(running, Origin=SITE).json()["detail"] == WHY
    pauses.begin(WHY, "", origins=["https://www.annan.example"])
    assert soon(lambda: asked(running, Origin=SITE).status_code == 200)


def test_single_sites_are_paused_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASF_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ASF_ALLOWED_ORIGINS", f"{SITE} https://www.annan.example")
    with pytest.raises(SystemExit) as ended:
        main(["staff", "pause", "--origin", "https://www.okand.example"])
    assert ended.value.code == 2 and SITE in capsys.readouterr().err
    assert pauses_in(tmp_path).current() is None
    with pytest.raises(SystemExit):
        main(["staff", "pause", WHY, "--origin", f"{SITE}/", "--by", "Kim"])
    pause = pauses_in(tmp_path).current()
    assert pause is not None and pause.origins == (SITE,) and pause.message == WHY
    assert SITE in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["staff", "resume"])
    assert pauses_in(tmp_path).current() is None
    deeds = [(entry.who, entry.deed) for entry in AuditLog(Database("", tmp_path)).entries(9)][::-1]
    assert [deed for _, deed in deeds] == ["paused", "resumed"] and deeds[0][0] == "Kim"
