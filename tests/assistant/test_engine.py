from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.errors import BusyError, NotReadyError
from assistant.model import Question
from index.build.publish_now import build
from index.errors import BrokenIndexError, ModelError, NoIndexError
from index.model import ReadingModel

VERSION = """---
guideline: stod-dalen
version: 2020
title: Påhittad riktlinje
adopted: null
adopted_by: null
valid_from: 2020-01-01
valid_to: null
---
# Påhittad riktlinje

{text}
"""
SECONDS = 60


@pytest.fixture
def publish(tmp_path: Path, model: ReadingModel) -> Callable[[str], Path]:
    """Publish a made-up guideline of one sentence; gives the data directory."""

    def publish(text: str) -> Path:
        file = tmp_path / "documents" / "stod-dalen" / "2020.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(VERSION.format(text=text), encoding="utf-8")
        build(tmp_path / "documents", tmp_path / "data", "bundled", lambda _: model)
        return tmp_path / "data"

    return publish


@pytest.fixture
def engine(publish: Callable[[str], Path], model: ReadingModel) -> Engine:
    engine = Engine(publish("Dalen kan ge stöd till resor."), lambda: model, max_waiting=1)
    engine.load()
    return engine


def quotes(engine: Engine) -> list[str]:
    with engine.pipeline() as pipeline:
        answer = pipeline.answer(Question("Kan vi få stöd till resor?"))
    return [citation.quote for citation in answer.citations]


def test_before_loading_it_says_that_it_is_not_ready(tmp_path: Path, model: ReadingModel) -> None:
    engine = Engine(tmp_path, lambda: model)
    assert not engine.ready
    assert not engine.wait(0)
    with pytest.raises(NotReadyError):
        _ = engine.index
    with pytest.raises(NotReadyError), engine.pipeline():
        pass


def test_start_returns_at_once_and_loads_behind(publish: Callable[[str], Path], model: ReadingModel) -> None:
    may_load = threading.Event()

    def load_slowly() -> ReadingModel:
        may_load.wait(SECONDS)
        return model

    engine = Engine(publish("Dalen kan ge stöd till resor."), load_slowly)
    engine.start()
    assert not engine.ready
    may_load.set()
    assert engine.wait(SECONDS)
    assert "Dalen kan ge stöd till resor." in quotes(engine)
    assert engine.failure is None


def test_a_missing_index_is_reported(tmp_path: Path, model: ReadingModel) -> None:
    failed = threading.Event()
    engine = Engine(tmp_path, lambda: model)
    engine.start(failed.set)
    assert failed.wait(SECONDS)
    assert isinstance(engine.failure, NoIndexError)
    assert "asf index build" in str(engine.failure)
    assert not engine.ready


def test_a_model_that_cannot_be_loaded_is_reported(publish: Callable[[str], Path]) -> None:
    def cannot() -> ReadingModel:
        raise ModelError("saknas")

    failed = threading.Event()
    engine = Engine(publish("Text."), cannot)
    engine.start(failed.set)
    assert failed.wait(SECONDS)
    assert isinstance(engine.failure, ModelError)


def test_another_model_than_the_index_was_built_with_is_a_fault_that_says_what_to_do(
    publish: Callable[[str], Path], model: ReadingModel
) -> None:
    class Another:
        identity = "annan-modell"
        embed_queries = model.embed_queries
        embed_samples = model.embed_samples
        embed_passages = model.embed_passages
        read = model.read

    with pytest.raises(BrokenIndexError, match=r"modellen har ändrats.*asf index build"):
        Engine(publish("Text."), Another).load()


def test_more_questions_than_places_are_turned_away_and_places_come_back(engine: Engine) -> None:
    with engine.pipeline(), pytest.raises(BusyError), engine.pipeline():
        pass
    with pytest.raises(ZeroDivisionError), engine.pipeline():
        raise ZeroDivisionError
    assert quotes(engine)


def test_it_follows_a_new_publication(engine: Engine, publish: Callable[[str], Path]) -> None:
    with engine.pipeline() as before:
        publish("Dalen kan ge stöd till båtar.")
        held = before.answer(Question("Kan vi få stöd till resor?"))
    assert "Dalen kan ge stöd till resor." in [citation.quote for citation in held.citations]
    after = quotes(engine)
    assert "Dalen kan ge stöd till båtar." in after
    assert "Dalen kan ge stöd till resor." not in after
