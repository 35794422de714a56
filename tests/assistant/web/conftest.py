"""The server over HTTP, and what its answers look like."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

QUESTION = "Kan vi få pengar till en handledare?"
SITE = "https://www.forbundet.example"


@pytest.fixture
def redis_server(free_port: Callable[[], int], tmp_path: Path) -> Callable[[], AbstractContextManager[str]]:
    """redis_server(): a Redis of its own; its address, until the context ends. On the same port each time."""
    program, port = shutil.which("redis-server"), free_port()
    if program is None:
        pytest.skip("no redis-server on this machine: apt-get install redis-server")

    @contextmanager
    def running() -> Iterator[str]:
        own = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
        process = subprocess.Popen([program, *own], stdout=subprocess.DEVNULL)
        client = redis.Redis(port=port)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                client.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.05)
        client.close()
        yield f"redis://127.0.0.1:{port}"
        process.terminate()
        process.wait(30)

    return running


@pytest.fixture(scope="session")
def question() -> str:
    """A question that the guideline answers, on conditions."""
    return QUESTION


@pytest.fixture(scope="session")
def asked(client: httpx.Client) -> Callable[..., dict[str, Any]]:
    """asked(question, history=…, as_of=…, language=…): the answer as JSON."""

    def asked(question: str = QUESTION, **fields: Any) -> dict[str, Any]:
        response = client.post("/api/ask", json={"question": question, **fields})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    return asked


@pytest.fixture(scope="session")
def strict_client(serve: Callable[..., AbstractContextManager[Any]]) -> Iterator[httpx.Client]:
    """Of a server that lets each client ask three times a minute and one other site call it."""
    with (
        serve(ASF_RATE_LIMIT="3/minute", ASF_ALLOWED_ORIGINS=SITE) as running,
        httpx.Client(base_url=running.url, trust_env=False, timeout=60) as client,
    ):
        yield client
