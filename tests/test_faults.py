"""The server when things go wrong around it: what those who ask see, and that it is whole again."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

StartApp = Callable[..., "subprocess.Popen[str]"]
QUESTION = "Kan vi få pengar till en handledare?"
SECONDS = 60


@pytest.fixture
def start(
    start_app: StartApp, free_port: Callable[[], int], data_dir: Path, small_corpus: Path, tmp_path: Path
) -> Iterator[Callable[[], tuple[subprocess.Popen[str], str]]]:
    """start(): a server that is ready, as a process to be harmed, and its address."""
    with ExitStack() as stack:

        def start() -> tuple[subprocess.Popen[str], str]:
            port = free_port()
            output = stack.enter_context((tmp_path / f"{port}.log").open("w"))
            process = start_app(
                output, subprocess.STDOUT, ASF_DATA_DIR=data_dir.absolute(), ASF_CORPUS_DIR=small_corpus, ASF_PORT=port
            )
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


def test_a_stop_lets_running_answers_end(start: Callable[[], tuple[subprocess.Popen[str], str]]) -> None:
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
    start: Callable[[], tuple[subprocess.Popen[str], str]],
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


def test_clients_that_send_slowly_hold_nobody_up(start: Callable[[], tuple[subprocess.Popen[str], str]]) -> None:
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
    start: Callable[[], tuple[subprocess.Popen[str], str]],
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
