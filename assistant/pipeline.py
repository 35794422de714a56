"""Answering, as a chain of steps that can be read aloud.

clean and check → understand the day → make it stand alone → retrieve → route → compose → verify
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from langchain_core.runnables import Runnable, RunnableLambda, RunnableSequence

from assistant.citations import verify
from assistant.cleaning import checked
from assistant.composing import compose
from assistant.followup import settled, standalone_question
from assistant.language import answer_language
from assistant.model import Answer, Event, Found, Inquiry, InVersion, Progress, Question, Route, Status
from assistant.nearest import WORTH_POINTING, route_by_nearness
from assistant.routing import is_clear, route_by_reading, taught, yields_to_nearness
from assistant.scope import scope_on
from corpus.timeline import today
from index.model import Embedder, Reading
from index.published import PublishedIndex
from index.retriever import PassageRetriever

# LangChain sends traces, questions included, to a service outside when these are set; members' questions stay here.
os.environ |= {"LANGSMITH_TRACING": "false", "LANGCHAIN_TRACING_V2": "false"}


class Pipeline:
    """The steps over one published index. `clock` gives the current day.

    With `with_bank` false, questions are answered as if no guideline had sample questions.
    """

    def __init__(
        self,
        index: PublishedIndex,
        embedder: Embedder,
        clock: Callable[[], date] = today,
        *,
        with_bank: bool = True,
    ) -> None:
        self._index, self._embedder, self._clock, self._with_bank = index, embedder, clock, with_bank

    def chain(self) -> Runnable[Question, Answer]:
        """The pipeline as a LangChain Runnable from Question to Answer."""
        steps = [RunnableLambda(step).with_config(run_name=step.__name__.strip("_")) for step in self._steps()]
        return RunnableSequence(*steps)

    def answer(self, question: Question) -> Answer:
        """Answer one question. Raises QuestionError for a bad one and InvariantError for a broken promise."""
        return self.chain().invoke(question)

    def stream(self, question: Question) -> Iterator[Event]:
        """The same answer in events: each step as it begins, then the verified claims, then the whole."""
        state: object = question
        for step in self._steps():
            yield Progress(step.__name__.strip("_"))
            state = step(state)
        if not isinstance(state, Answer):
            raise TypeError(type(state))
        yield from state.claims
        yield state

    def _steps(self) -> tuple[Callable[..., object], ...]:
        return (self._check, self._stand_alone, self._retrieve, self._route, self._compose, self._verify)

    def _check(self, question: Question) -> Inquiry:
        text = checked(question.text)
        now = self._clock()
        day = question.as_of or now
        return Inquiry(
            question=question,
            text=text,
            as_of=day,
            is_today=day == now,
            language=question.language or answer_language(text),
            scope=scope_on(self._index.catalogue, day),
        )

    def _stand_alone(self, inquiry: Inquiry) -> Inquiry:
        history = inquiry.question.history
        return replace(inquiry, standalone=standalone_question(inquiry.text, history, self._is_clear))

    def _is_clear(self, text: str) -> bool:
        reading = self._read(text)
        return reading is not None and is_clear(reading)

    def _read(self, text: str, latest: str | None = None) -> Reading | None:
        if not self._with_bank:
            return None
        return self._index.read(text, self._embedder, latest)

    def _retrieve(self, inquiry: Inquiry) -> Inquiry:
        keys = inquiry.scope.version_keys
        retriever = PassageRetriever(index=self._index, embedder=self._embedder, version_keys=keys)
        found = []
        for document in retriever.invoke(inquiry.standalone):
            data = document.metadata
            version = self._index.catalogue.version(data["version"])
            passage = version.passage(data["anchor"]) if version else None
            if version is not None and passage is not None:
                found.append(Found(InVersion(version, passage), data["similarity"], data["likeness"]))
        return replace(inquiry, found=tuple(found))

    def _route(self, inquiry: Inquiry) -> Inquiry:
        reading = self._read(inquiry.standalone, inquiry.text)
        if reading is not None and inquiry.standalone != inquiry.text:
            before = inquiry.standalone.removesuffix(inquiry.text).strip()
            reading = settled(reading, self._read(inquiry.text), self._read(before))
        return replace(inquiry, reading=reading, route=self._decide(inquiry, reading))

    def _decide(self, inquiry: Inquiry, reading: Reading | None) -> Route | None:
        """By sample questions where they teach the passages that lie nearest, else by nearness; None without a text."""
        scope, catalogue = inquiry.scope, self._index.catalogue
        if reading is None:
            return route_by_nearness(inquiry.found, inquiry.standalone) if scope.versions else None
        route = route_by_reading(reading, scope, catalogue, inquiry.found)
        if not scope.versions and route.status is Status.NOT_IN_GUIDELINES:
            return None
        known = taught(scope, catalogue)
        untaught = [each for each in inquiry.found if each.passage.key not in known]
        if untaught and untaught[0] is inquiry.found[0] and yields_to_nearness(reading):
            nearest = route_by_nearness(untaught, inquiry.standalone)
            points = route.status is Status.OFF_TOPIC and untaught[0].similarity >= WORTH_POINTING
            if nearest.status is Status.ANSWERED or points:
                return nearest
        return route

    def _compose(self, inquiry: Inquiry) -> Answer:
        return compose(inquiry, self._index.catalogue, self._index.manifest.publication)

    def _verify(self, answer: Answer) -> Answer:
        return verify(answer, self._index.catalogue)
