"""How soon the server answers after it is started, how fast for one and for many at once, and beside what floor.

A benchmark, not a test: it reports what it measured and judges nothing. Times are the clients' own, from sending to the
whole answer, over the loopback. No question is asked twice, so nothing is given again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count

import httpx
import numpy as np
from tqdm import tqdm

from corpus.settings import Settings
from evals import messages
from evals.measure.memory import resident_mb
from evals.measure.own_server import OwnServer, own_server

CLIENTS = (1, 8, 32, 64)
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
_BUSY = 503


@dataclass(frozen=True, slots=True)
class Load:
    """What so many clients met, each asking again as soon as it was answered. Milliseconds."""

    clients: int
    p50: float
    p95: float
    p99: float
    longest: float
    per_second: float
    """Answers, without those turned away."""
    turned_away: float
    """The share that got 503."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What was measured."""

    health_seconds: float
    first_answer_seconds: float
    loads: tuple[Load, ...]
    questions: int
    """For each number of clients."""
    memory_mb: float | None
    """Of the server, when it was ready; None where the system does not tell."""
    memory_after_mb: float | None
    """The same after all questions."""


def measure(settings: Settings, questions: int, clients: Sequence[int] = CLIENTS) -> Timing:
    """Start the server on a free port, ask so many questions for each number of clients, and stop it.

    Raises UnreachableError.
    """
    asked = _never_twice()
    with own_server(settings, rate_limit="off") as server, _client(server) as client:
        _ask(client, next(asked))
        first = time.perf_counter() - server.started
        before = resident_mb(server.pid)
        loads = tuple(_load(server, each, questions, asked) for each in clients)
        return Timing(server.health_seconds, first, loads, questions, before, resident_mb(server.pid))


def _client(server: OwnServer) -> httpx.Client:
    return httpx.Client(base_url=server.url, timeout=60, trust_env=False)


def _never_twice() -> Iterator[str]:
    return (f"{_QUESTIONS[number % len(_QUESTIONS)]} ({number})" for number in count())


def _load(server: OwnServer, clients: int, questions: int, asked: Iterator[str]) -> Load:
    texts = iter([next(asked) for _ in range(questions)])
    lock, times, turned_away = threading.Lock(), list[float](), list[float]()
    progress = tqdm(total=questions, desc=messages.ASKING_AT_ONCE.format(clients=clients), disable=None, leave=False)

    def keep_asking() -> None:
        with _client(server) as client:
            while True:
                with lock:
                    text = next(texts, None)
                if text is None:
                    return
                answered, seconds = _ask(client, text)
                with lock:
                    (times if answered else turned_away).append(seconds * 1000)
                    progress.update()

    began = time.perf_counter()
    with progress, ThreadPoolExecutor(clients) as pool:
        for each in [pool.submit(keep_asking) for _ in range(clients)]:
            each.result()
    elapsed = time.perf_counter() - began
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    share = len(turned_away) / questions
    return Load(clients, float(p50), float(p95), float(p99), max(times + turned_away), len(times) / elapsed, share)


def _ask(client: httpx.Client, text: str) -> tuple[bool, float]:
    """Whether it was answered, and after how many seconds; one that is turned away waits as long as it is told to."""
    began = time.perf_counter()
    response = client.post("/api/ask", json={"question": text})
    seconds = time.perf_counter() - began
    if response.status_code == _BUSY:
        time.sleep(float(response.headers["retry-after"]))
        return False, seconds
    response.raise_for_status()
    return True, seconds
