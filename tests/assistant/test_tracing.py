from __future__ import annotations

from datetime import date

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from assistant.model import Answer
from assistant.observation import Observation, Step, Unobserved
from assistant.tracing import Tracing, configured_tracing
from corpus.model import Status

ANSWER = Answer(Status.ANSWERED, None, (), (), (), "sv", "Hemligt?", date(2026, 1, 1), is_today=True, publication="p-1")
STEPS = (Step("check", 0.0, 0.01), Step("decide", 0.01, 0.05))


@pytest.fixture
def spans() -> tuple[Tracing, InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return Tracing(provider), exporter


def test_an_answer_is_a_span_with_its_steps(spans: tuple[Tracing, InMemorySpanExporter]) -> None:
    tracing, exporter = spans
    tracing.ended(Observation(1000.0, 0.2, 0.07, 0.06, STEPS, ANSWER, None, "r-1"))
    check, decide, answer = exporter.get_finished_spans()
    assert [span.name for span in (check, decide, answer)] == ["check", "decide", "answer"]
    assert answer.context is not None
    for span in (check, decide):
        assert span.parent is not None
        assert span.parent.span_id == answer.context.span_id
    assert (answer.start_time, answer.end_time) == (1000 * 10**9, int(1000.07 * 10**9))
    assert answer.attributes is not None
    assert (answer.attributes["asf.status"], answer.attributes["asf.request"]) == ("answered", "r-1")
    assert "Hemligt" not in answer.to_json()


def test_a_fault_is_told(spans: tuple[Tracing, InMemorySpanExporter]) -> None:
    tracing, exporter = spans
    tracing.ended(Observation(1000.0, 0.0, 0.01, None, STEPS[:1], None, ZeroDivisionError("hemligt"), ""))
    *_, answer = exporter.get_finished_spans()
    assert (answer.status.is_ok, answer.status.description) == (False, "ZeroDivisionError")


def test_without_an_endpoint_nobody_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    assert isinstance(configured_tracing(), Unobserved)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    assert isinstance(configured_tracing(), Tracing)
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    assert isinstance(configured_tracing(), Unobserved)
