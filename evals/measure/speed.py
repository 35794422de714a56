"""How soon the server answers after it is started, and how fast after that.

A benchmark, not a test: it prints what it measured and judges nothing. The time in the server is read from the
Server-Timing header, so the client's own work does not count.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
from tqdm import tqdm

from corpus.settings import PREFIX, Settings
from evals import messages
from evals.errors import UnreachableError

_PATIENCE_SECONDS = 120
_POLL_SECONDS = 0.1  # seldom enough not to slow down what is being measured
_QUESTIONS = (
    "Kan vi få pengar till en handledare?",
    "Vem upphandlar insatsen?",
    "Hur mycket kan vi få per deltagare?",
    "Vad är ett arbetsintegrerande socialt företag?",
    "Can the money go straight to the social enterprise?",
    "Vilka regler gäller när vi ansöker och hur lång tid tar det?",
    "Vilka policyer fanns tidigare?",
    "Vad blir det för väder i morgon?",
)


@dataclass(frozen=True, slots=True)
class Timing:
    """What was measured."""

    health_seconds: float
    first_answer_seconds: float
    p50_ms: float
    p95_ms: float
    per_second: float
    questions: int


def measure(settings: Settings, questions: int) -> Timing:
    """Start the server on a free port, ask one at a time, and stop it. Raises UnreachableError."""
    with _server(settings) as (url, process, started), httpx.Client(base_url=url, timeout=30) as client:
        health = _wait_for(client, process, "/health", started)
        _wait_for(client, process, "/ready", started)
        _ask(client, _QUESTIONS[0], 0)
        first = time.perf_counter() - started
        began = time.perf_counter()
        times = [_ask(client, _QUESTIONS[i % len(_QUESTIONS)], i) for i in tqdm(range(questions), desc=messages.ASKING)]
        elapsed = time.perf_counter() - began
    p50, p95 = np.percentile(times, [50, 95])
    return Timing(health, first, float(p50), float(p95), questions / elapsed, questions)


@contextmanager
def _server(settings: Settings) -> Iterator[tuple[str, subprocess.Popen[str], float]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        f"{PREFIX}HOST": "127.0.0.1",
        f"{PREFIX}PORT": str(port),
        f"{PREFIX}DATA_DIR": str(settings.data_dir.resolve()),
    }
    command = [sys.executable, str(Path(__file__).parents[2] / "app.py")]
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  our own program
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        yield f"http://127.0.0.1:{port}", process, started
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(client: httpx.Client, process: subprocess.Popen[str], path: str, started: float) -> float:
    while time.perf_counter() - started < _PATIENCE_SECONDS:
        if process.poll() is not None:
            reason = process.stderr.read().strip() if process.stderr else ""
            raise UnreachableError(messages.SERVER_ENDED.format(reason=reason))
        try:
            if client.get(path).status_code == httpx.codes.OK:
                return time.perf_counter() - started
        except httpx.TransportError:
            pass
        time.sleep(_POLL_SECONDS)
    raise UnreachableError(messages.SERVER_SLOW.format(seconds=_PATIENCE_SECONDS))


def _ask(client: httpx.Client, question: str, number: int) -> float:
    """Milliseconds in the server. The number keeps the embedding from being remembered."""
    response = client.post("/api/ask", json={"question": f"{question} ({number})"})
    response.raise_for_status()
    return float(response.headers["server-timing"].split("dur=")[1])
