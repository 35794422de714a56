"""A pipeline whose answers a model phrases, over the real wire: LangChain's client and a server on the loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from assistant.llm.bounds import THREAD
from assistant.llm.service import language_model_of
from assistant.model import Answer, Claim, ClaimKind, Draft, Question
from assistant.pipeline import Pipeline
from corpus.settings import Settings
from index.embedding.cached_model import CachedModel
from index.publishing.published_index import PublishedIndex
from tests.assistant.llm.bad_model import BadModel, bad_model, chooses_what_says, told_to

QUESTION = Question("Kan vi få pengar till en handledare?")
LONG = 30.0
"""Seconds that a call may take where the time does not matter: more than it takes on a busy machine."""


@dataclass(frozen=True)
class Shown:
    """What a member saw, in order of arrival."""

    draft: Answer
    phrases: list[str]
    answer: Answer


@pytest.fixture(scope="session")
def _server() -> Iterator[BadModel]:
    with bad_model() as model:
        yield model


@pytest.fixture
def model(_server: BadModel) -> BadModel:
    _server.bodies.clear()
    _server.replied.clear()
    _server.choice = agrees
    return _server


@pytest.fixture
def pipeline_with(
    model: BadModel, published: PublishedIndex, cached_model: CachedModel
) -> Iterator[Callable[..., Pipeline]]:
    """pipeline_with(setting=…): a pipeline with the model's server set as a federation would set it."""

    def pipeline_with(**settings: Any) -> Pipeline:
        chosen = {
            "llm": "openai:dålig",
            "llm_phrase": True,
            "llm_base_url": model.url,
            "llm_seconds": LONG,
            "llm_tokens": 200,
            **settings,
        }
        return Pipeline(published, cached_model, llm=language_model_of(Settings(**chosen)))

    yield pipeline_with
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join(timeout=30)


@pytest.fixture
def ask(pipeline_with: Callable[..., Pipeline]) -> Callable[..., Shown]:
    """ask(question): what comes, and that what was shown stays."""
    pipeline = pipeline_with()
    return lambda question=QUESTION: shown_by(pipeline, question)


def agrees(handler: BaseHTTPRequestHandler) -> None:
    """Chooses the passage on supervisors where one is asked for, as the program does without it, and else nothing."""
    asked = told_to(handler).split("<passager>")[0]
    is_asked = "handledare" in asked or "supervisor" in asked
    chooses_what_says("Finansiering av handledare" if is_asked else "\0")(handler)


def shown_by(pipeline: Pipeline, question: Question = QUESTION) -> Shown:
    """Ask, and see that what was shown stays."""
    events = list(pipeline.stream(question))
    (at,) = [place for place, event in enumerate(events) if isinstance(event, Draft)]
    draft, answer = events[at], events[-1]
    assert isinstance(draft, Draft)
    assert isinstance(answer, Answer)
    claims = [event for event in events if isinstance(event, Claim)]
    assert tuple(claims) == answer.claims
    assert answer.claims[: len(draft.answer.claims)] == draft.answer.claims
    assert (answer.status, answer.verdict, answer.citations) == (
        draft.answer.status, draft.answer.verdict, draft.answer.citations,
    )  # fmt: skip
    phrases = [claim.text for claim in claims if claim.kind is ClaimKind.PHRASED]
    return Shown(draft.answer, phrases, answer)
