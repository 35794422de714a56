"""The server when things go wrong around it: what those who ask see, and that it is whole again."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from assistant.engine import Engine
from assistant.model import Question
from index.errors import BrokenIndexError
from index.publishing.publication_store import PublicationStore
from index.publishing.published_index import LiveIndex, PublishedIndex, open_published
from tests.small_disk import disk, make_read_only

if TYPE_CHECKING:
    from index.model import ReadingModel
    from tests.federation import Federation

StartApp = Callable[..., "subprocess.Popen[str]"]
Start = Callable[..., "tuple[subprocess.Popen[str], str]"]
QUESTION = "Kan vi få pengar till en handledare?"
SECONDS = 60
RATED = {"helpful": True, "question": "Vem upphandlar?", "answer": "Medlemmarna."}


@pytest.fixture
def start(
    start_app: StartApp, free_port: Callable[[], int], data_dir: Path, small_corpus: Path, tmp_path: Path
) -> Iterator[Start]:
    """start(ASF_…=…): a server that is ready, as a process to be harmed, and its address."""
    with ExitStack() as stack:

        def start(**settings: object) -> tuple[subprocess.Popen[str], str]:
            port = free_port()
            output = stack.enter_context((tmp_path / f"{port}.log").open("w"))
            own = {"ASF_DATA_DIR": data_dir.absolute(), "ASF_CORPUS_DIR": small_corpus, "ASF_PORT": port}
            process = start_app(output, subprocess.STDOUT, **{**own, **settings})
            stack.callback(process.wait, SECONDS)
            stack.callback(process.kill)
            url = f"http://127.0.0.1:{port}"
            wait_until_ready(url)
            return process, url

        yield start


def wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + 2 * SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/ready", trust_env=False).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError(url)


def ask(url: str, number: int = 0) -> httpx.Response:
    question = f"{QUESTION} ({number})"
    return httpx.post(f"{url}/api/ask", json={"question": question}, trust_env=False, timeout=SECONDS)


def test_a_stop_lets_running_answers_end(start: Start) -> None:
    process, url = start()
    ask(url)
    begun = threading.Barrier(5)

    def stream(number: int) -> str:
        body = {"question": f"{QUESTION} ({number})"}
        with (
            httpx.Client(trust_env=False, timeout=SECONDS) as client,
            client.stream("POST", f"{url}/api/ask/stream", json=body) as response,
        ):
            lines = response.iter_lines()
            first = next(lines)
            begun.wait(SECONDS)
            return "\n".join([first, *lines])

    with ThreadPoolExecutor(4) as askers:
        running = [askers.submit(stream, number) for number in range(1, 5)]
        begun.wait(SECONDS)
        process.send_signal(signal.SIGTERM)
        assert all("event: answer" in each.result(SECONDS) for each in running)
    assert process.wait(SECONDS) == 0


def test_killed_under_load_it_is_whole_at_the_next_start(
    start: Start,
) -> None:
    process, url = start()
    before = ask(url).json()
    with ThreadPoolExecutor(4) as askers:
        running = [askers.submit(ask, url, number) for number in range(1, 9)]
        process.kill()
        for each in running:
            with suppress(httpx.TransportError):
                each.result(SECONDS)
    _, url = start()
    after = ask(url).json()
    assert after == before


def test_clients_that_send_slowly_hold_nobody_up(start: Start) -> None:
    _, url = start()
    address = (urlsplit(url).hostname or "", urlsplit(url).port or 0)
    with ExitStack() as stack:
        for _ in range(200):
            half = stack.enter_context(socket.create_connection(address))
            half.sendall(
                b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
            )
        began = time.perf_counter()
        assert ask(url).status_code == 200
        assert time.perf_counter() - began < 10


def test_a_thousand_streams_at_once_are_answered_or_turned_away(
    start: Start,
) -> None:
    _, url = start()
    count, lock = dict[int, int](), threading.Lock()

    def stream(number: int) -> None:
        with httpx.Client(trust_env=False, timeout=SECONDS) as client:
            body = {"question": f"{QUESTION} ({number % 500})"}  # half of them ask what another one asks
            with client.stream("POST", f"{url}/api/ask/stream", json=body) as response:
                text = response.read().decode()
                assert response.status_code != 200 or "event: answer" in text
                with lock:
                    count[response.status_code] = count.get(response.status_code, 0) + 1

    with ThreadPoolExecutor(100) as askers:
        for each in [askers.submit(stream, number) for number in range(1000)]:
            each.result(SECONDS)
    assert set(count) <= {200, 503}
    assert count[200] >= 100
    began = time.perf_counter()
    assert ask(url, 9999).status_code == 200
    assert time.perf_counter() - began < 10


def rate(url: str) -> httpx.Response:
    return httpx.post(f"{url}/api/feedback", json=RATED, trust_env=False, timeout=SECONDS)


def told_that_it_is_not_kept(response: httpx.Response) -> bool:
    detail = response.json()["detail"]
    return response.status_code == 503 and "Retry-After" in response.headers and "kunde inte sparas" in detail


def test_on_a_read_only_disk_answers_are_given_and_feedback_is_refused(
    start: Start, data_dir: Path, tmp_path: Path
) -> None:
    with disk(tmp_path / "data", 100):
        shutil.copytree(data_dir, tmp_path / "data", dirs_exist_ok=True)
        make_read_only(tmp_path / "data")
        process, url = start(ASF_DATA_DIR=tmp_path / "data", ASF_FEEDBACK="true", ASF_UNANSWERED="true")
        assert ask(url).status_code == 200
        assert told_that_it_is_not_kept(rate(url))
        assert ask(url, 1).status_code == 200
        process.kill()
        process.wait(SECONDS)


def test_a_database_that_could_not_be_read_yet_gives_no_answers_until_it_can_be(
    start_app: StartApp, free_port: Callable[[], int], data_dir: Path, small_corpus: Path, tmp_path: Path
) -> None:
    """There may be a pause in it."""
    port, broken = free_port(), tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 100)
    own = {"ASF_DATA_DIR": data_dir.absolute(), "ASF_CORPUS_DIR": small_corpus, "ASF_PORT": port}
    with (tmp_path / "log").open("w") as output:
        process = start_app(output, subprocess.STDOUT, **own, ASF_DATABASE_URL=f"sqlite:///{broken}")
    url = f"http://127.0.0.1:{port}"

    def missing() -> list[str] | None:
        with suppress(httpx.TransportError):
            told = httpx.get(f"{url}/ready", trust_env=False)
            return list(told.json().get("missing", []))
        return None

    try:
        deadline = time.monotonic() + 2 * SECONDS
        while missing() != ["pause"]:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        refused = ask(url)
        assert (refused.status_code, "Retry-After" in refused.headers) == (503, True)
        assert httpx.get(f"{url}/guidelines", trust_env=False).status_code == 200
        broken.unlink()
        wait_until_ready(url)
        assert ask(url).status_code == 200
    finally:
        process.kill()
        process.wait(SECONDS)
    log = (tmp_path / "log").read_text()
    assert "broken.db går inte att använda" in log and "Traceback" not in log


def test_on_a_full_disk_answers_are_given_and_feedback_is_taken_again_when_there_is_room(
    start: Start, data_dir: Path, tmp_path: Path
) -> None:
    size = sum(path.stat().st_size for path in data_dir.rglob("*") if path.is_file()) // 2**20 + 4
    with disk(tmp_path / "data", size):
        shutil.copytree(data_dir, tmp_path / "data", dirs_exist_ok=True)
        process, url = start(ASF_DATA_DIR=tmp_path / "data", ASF_FEEDBACK="true", ASF_UNANSWERED="true")
        assert rate(url).status_code == 204
        filler = tmp_path / "data" / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"0" * 4096)
        while (refused := rate(url)).status_code == 204:  # what was set aside for the database is used up first
            pass
        assert told_that_it_is_not_kept(refused)
        assert ask(url).status_code == 200
        filler.unlink()
        assert rate(url).status_code == 204
        process.kill()
        process.wait(SECONDS)


def flip(file: Path) -> None:
    """Change one byte in the middle."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x55
    file.write_bytes(bytes(content))


def files_of(data_dir: Path) -> list[str]:
    """Every file of the published build that holds anything, by its path below the build."""
    directory = PublicationStore(data_dir).path(PublicationStore(data_dir).current().publication)
    paths = sorted(path for path in directory.rglob("*") if path.is_file() and path.stat().st_size)
    return [path.relative_to(directory).as_posix() for path in paths]


def found(index: PublishedIndex, model: ReadingModel) -> list[tuple[str, float]]:
    """What a search gives, with its scores."""
    hits = index.search(QUESTION, model, index.version_keys, 20)
    return [(hit.passage.text, round(hit.score, 3)) for hit in hits]


def test_a_byte_that_flips_in_any_file_is_told_at_opening_or_changes_nothing(
    data_dir: Path, tmp_path: Path, model: ReadingModel
) -> None:
    sound = found(open_published(data_dir), model)
    files = files_of(data_dir)
    detected = set()
    for number, part in enumerate(files):
        place = tmp_path / str(number)
        shutil.copytree(data_dir, place, ignore=shutil.ignore_patterns("evals"))
        store = PublicationStore(place)
        flip(store.path(store.current().publication) / part)
        try:
            index = open_published(place)
        except BrokenIndexError as error:
            assert len(str(error).splitlines()) == 1
            detected.add(part)
        else:
            assert found(index, model) == sound, part
            index.close()
        shutil.rmtree(place)
    assert {part for part in files if not part.startswith(("chroma/", "manifest.json"))} <= detected


def test_bytes_that_flip_under_a_running_service_change_no_answer(
    data_dir: Path, tmp_path: Path, model: ReadingModel
) -> None:
    shutil.copytree(data_dir, tmp_path / "data", ignore=shutil.ignore_patterns("evals"))
    store = PublicationStore(tmp_path / "data")
    live = LiveIndex(store)
    sound = found(open_published(data_dir), model)
    directory = store.path(store.current().publication)
    for part in files_of(data_dir):
        flip(directory / part)
    flip(store.directory / "current.json")
    assert found(live.get(), model) == sound


def test_a_server_does_not_start_over_a_damaged_build_and_says_so_in_one_line(
    start_app: StartApp, free_port: Callable[[], int], data_dir: Path, small_corpus: Path, tmp_path: Path
) -> None:
    shutil.copytree(data_dir, tmp_path / "data", ignore=shutil.ignore_patterns("evals"))
    store = PublicationStore(tmp_path / "data")
    flip(store.path(store.current().publication) / "understanding.npz")
    own = {"ASF_DATA_DIR": tmp_path / "data", "ASF_CORPUS_DIR": small_corpus, "ASF_PORT": free_port()}
    process = start_app(subprocess.DEVNULL, subprocess.PIPE, **own)
    told = process.communicate(timeout=2 * SECONDS)[1].splitlines()
    assert process.returncode == 1
    assert [line for line in told if "går inte att läsa" in line] == told[-1:]
    assert "ändrade filer: understanding.npz" in told[-1]


def test_a_clock_that_jumps_over_a_first_day_gets_the_new_text_and_not_what_was_kept(
    federation: Federation, model: ReadingModel
) -> None:
    federation.write("2027", "Förbundet kan ge stöd till glasblåseri.", "Ansökan görs av kommunen Dalby.")
    federation.build()
    day = date(2026, 12, 31)
    engine = Engine(federation.data, lambda: model, clock=lambda: day)
    engine.load()

    def cited() -> set[str]:
        answer = engine.answer(Question("Vad kan förbundet ge stöd till?"))
        return {citation.version_id for citation in answer.citations}

    assert [cited(), cited()] == [{"2020"}] * 2
    day = date(2027, 1, 1)
    assert cited() == {"2027"}
    day = date(2026, 12, 31)  # and back, as a clock that is set right
    assert cited() == {"2020"}
