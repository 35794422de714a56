"""Counts and times for Prometheus, the only module that knows it. Nothing in them tells what was asked, or by whom."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from assistant.errors import QuestionError
from assistant.observation import Observation

CONTENT_TYPE = CONTENT_TYPE_LATEST
"""Of the text that Prometheus reads."""
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """What the server has counted since it started. An `Observer`."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self._answers = Counter(
            "asf_answers",
            "Answers by status and by who found or worded them",
            ("status", "language", "by"),
            registry=registry,
        )
        self._faults = Counter(
            "asf_faults", "Questions that ended with a fault, by its kind", ("kind",), registry=registry
        )
        self._refused = Counter("asf_refused", "Questions turned away because too many wait", registry=registry)
        self._shared = Counter("asf_shared", "Questions answered by what another had brought", registry=registry)
        self._seconds = Histogram(
            "asf_answer_seconds", "Time of an answer, without its wait", registry=registry, buckets=_SECONDS
        )
        self._waited = Histogram("asf_wait_seconds", "Time in line", registry=registry, buckets=_SECONDS)
        self._first = Histogram(
            "asf_first_content_seconds", "Time until something can be shown", registry=registry, buckets=_SECONDS
        )
        self._steps = Histogram(
            "asf_step_seconds", "Time of a step of the pipeline", ("step",), registry=registry, buckets=_SECONDS
        )
        self._feedback = Counter(
            "asf_feedback", "Feedback by whether the answer helped", ("helpful",), registry=registry
        )
        self._reasons = Counter("asf_feedback_reason", "Why an answer did not help", ("reason",), registry=registry)
        self._waiting = Gauge("asf_waiting", "Questions in line", registry=registry)
        self._publication = Gauge("asf_publication", "What is served", ("publication",), registry=registry)

    def ended(self, observation: Observation) -> None:
        """Count an answer, or a fault. A bad question is the asker's, and counted as no fault."""
        self._waited.observe(observation.waited)
        answer = observation.answer
        if answer is None:
            if observation.fault is not None and not isinstance(observation.fault, QuestionError):
                self._faults.labels(type(observation.fault).__name__).inc()
            return
        by = answer.read_by or answer.answered_by
        self._answers.labels(answer.status.value, answer.language, by).inc()
        self._seconds.observe(observation.seconds)
        if observation.first_content is not None:
            self._first.observe(observation.first_content)
        for step in observation.steps:
            self._steps.labels(step.name).observe(step.seconds)

    def refused(self) -> None:
        """Count it."""
        self._refused.inc()

    def shared(self) -> None:
        """Count it."""
        self._shared.inc()

    def rated(self, helpful: bool, reason: str = "") -> None:
        """Count feedback; the reason is one of the closed list, or empty."""
        self._feedback.labels(str(helpful).lower()).inc()
        if reason:
            self._reasons.labels(reason).inc()

    def watch(self, waiting: Callable[[], int]) -> None:
        """Ask how many wait whenever the counts are read."""
        self._waiting.set_function(waiting)

    def text(self, publication: str) -> bytes:
        """All of it in Prometheus' text format."""
        self._publication.clear()
        self._publication.labels(publication).set(1)
        return generate_latest(self._registry)
