"""How soon the server answers after it is started, and how fast after that.

A benchmark, not a test: it prints what it measured and judges nothing. The time in the server is read from the
Server-Timing header, so the client's own work does not count.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import httpx
import numpy as np
from tqdm import tqdm

from corpus.settings import Settings
from evals import messages
from evals.measure.own_server import own_server

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
    with own_server(settings) as server, httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
        _ask(client, _QUESTIONS[0], 0)
        first = time.perf_counter() - server.started
        began = time.perf_counter()
        times = [_ask(client, _QUESTIONS[i % len(_QUESTIONS)], i) for i in tqdm(range(questions), desc=messages.ASKING)]
        elapsed = time.perf_counter() - began
    p50, p95 = np.percentile(times, [50, 95])
    return Timing(server.health_seconds, first, float(p50), float(p95), questions / elapsed, questions)


def _ask(client: httpx.Client, question: str, number: int) -> float:
    """Milliseconds in the server. The number keeps the embedding from being remembered."""
    response = client.post("/api/ask", json={"question": f"{question} ({number})"})
    response.raise_for_status()
    return float(response.headers["server-timing"].split("dur=")[1])
