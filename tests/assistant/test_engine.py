from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.errors import NotReadyError, QuestionError
from assistant.model import Question, Turn
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
    answer = engine.answer(Question("Kan vi få stöd till resor?"))
    return [citation.quote for citation in answer.citations]


def test_before_loading_it_says_that_it_is_not_ready(tmp_path: Path, model: ReadingModel) -> None:
    engine = Engine(tmp_path, lambda: model)
    assert not engine.ready
    assert not engine.wait(0)
    with pytest.raises(NotReadyError):
        _ = engine.index
    with pytest.raises(NotReadyError):
        engine.answering(Question("Kan vi få stöd till resor?"))


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
        asides = model.asides

    with pytest.raises(BrokenIndexError, match=r"modellen har ändrats.*asf index build"):
        Engine(publish("Text."), Another).load()


def test_a_bad_question_is_told_to_the_asker(engine: Engine) -> None:
    for _ in range(3):
        with pytest.raises(QuestionError):
            engine.answer(Question("?!"))
    assert quotes(engine)


def test_what_was_answered_is_given_again_until_the_day_or_the_publication_changes(
    publish: Callable[[str], Path], model: ReadingModel
) -> None:
    day = date(2026, 11, 23)
    engine = Engine(publish("Dalen kan ge stöd till resor."), lambda: model, clock=lambda: day)
    engine.load()
    question = Question("Kan vi få stöd till resor?")
    first = engine.answer(question)
    assert engine.answer(question) is first
    others = [Question("Kan vi få stöd till båtar?"), replace(question, history=(Turn("user", "Hej"),)),
              replace(question, as_of=date(2025, 1, 1)), replace(question, language="en")]  # fmt: skip
    assert all(engine.answer(other) is not first for other in others)
    day = date(2026, 11, 24)
    assert engine.answer(question) is not first
    assert engine.answer(question).is_today


def test_it_follows_a_new_publication(engine: Engine, publish: Callable[[str], Path]) -> None:
    assert "Dalen kan ge stöd till resor." in quotes(engine)
    publish("Dalen kan ge stöd till båtar.")
    after = quotes(engine)
    assert "Dalen kan ge stöd till båtar." in after
    assert "Dalen kan ge stöd till resor." not in after
