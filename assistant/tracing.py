"""Traces of answers for OpenTelemetry, the only module that knows it: one span an answer, and one for each step in it.

Configured by OpenTelemetry's own environment variables (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME and so on);
without an endpoint there are none. A span tells status, publication and request, and no word of what was asked.
"""

from __future__ import annotations

import os
from typing import Any

from assistant.observation import Observation, Observer, Unobserved

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_NANOSECONDS = 1_000_000_000
_SERVICE = "asf-assistant"


def configured_tracing() -> Observer:
    """What the environment asks for."""
    if not any(os.environ.get(name) for name in _ENDPOINTS) or os.environ.get("OTEL_SDK_DISABLED") == "true":
        return Unobserved()
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    named = {} if os.environ.get("OTEL_SERVICE_NAME") else {"service.name": _SERVICE}
    provider = TracerProvider(resource=Resource.create(named))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Tracing(provider)


class Tracing:
    """Writes spans after the fact, with the times that were observed. An `Observer`."""

    def __init__(self, provider: Any) -> None:
        self._tracer = provider.get_tracer(_SERVICE)

    def ended(self, observation: Observation) -> None:
        """One span, with the steps in it."""
        from opentelemetry.trace import Status, StatusCode, set_span_in_context

        def at(seconds: float) -> int:
            return int((observation.began + seconds) * _NANOSECONDS)

        answer = observation.answer
        told = {"asf.request": observation.request, "asf.waited_ms": observation.waited * 1000}
        if answer is not None:
            told |= {"asf.status": answer.status.value, "asf.publication": answer.publication}
            told |= {"asf.answered_by": answer.answered_by}
        span = self._tracer.start_span("answer", start_time=at(0), attributes=told)
        for step in observation.steps:
            inner = self._tracer.start_span(step.name, context=set_span_in_context(span), start_time=at(step.began))
            inner.end(at(step.began + step.seconds))
        if observation.fault is not None:
            span.set_status(Status(StatusCode.ERROR, type(observation.fault).__name__))
        span.end(at(observation.seconds))

    def refused(self) -> None:
        """No span: nothing was computed."""

    def shared(self) -> None:
        """No span: nothing was computed."""
