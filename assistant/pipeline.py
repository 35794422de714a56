"""Answering, as a chain of steps that can be read aloud.

clean and check → make it stand alone → find the day it is about → retrieve → route → compose → verify
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from langchain_core.runnables import Runnable, RunnableLambda, RunnableSequence

from assistant.answer.citations import verify
from assistant.answer.compose import compose
from assistant.decision.by_classifier import is_answered, is_clear, is_clearly_no_matter, is_taught
from assistant.decision.by_similarity import NEAR_ENOUGH, SAME_MATTER
from assistant.decision.comparison import compare, narrowed
from assistant.decision.dating import dated, on_day
from assistant.decision.decide import decide
from assistant.decision.model import Comparison, Found, Inquiry, InVersion
from assistant.model import Answer, Claim, Draft, Event, Progress, Question
from assistant.question.asked_change import asked_change
from assistant.question.cleaning import checked
from assistant.question.follow_up import settled, standalone_question
from assistant.question.language import answer_language
from assistant.question.time.asked_time import names_only_a_time
from assistant.retriever import PassageRetriever
from corpus.timeline import today
from index.clauses import asking_clauses
from index.model import Embedder, Reading
from index.publishing.published_index import PublishedIndex

if TYPE_CHECKING:
    from assistant.llm.service import Phrasing

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
        phrasing: Phrasing | None = None,
    ) -> None:
        self._index, self._embedder, self._clock, self._with_bank = index, embedder, clock, with_bank
        self._phrasing = phrasing

    def chain(self) -> Runnable[Question, Answer]:
        """The pipeline as a LangChain Runnable from Question to Answer."""
        steps = [RunnableLambda(step).with_config(run_name=step.__name__.strip("_")) for step in self._steps()]
        return RunnableSequence(*steps, *([RunnableLambda(self._phrase)] if self._phrasing else []))

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
        if self._phrasing is None:
            yield state
            return
        yield Draft(state)
        phrases = []
        for phrase in self._phrasing.phraser.phrases(state, self._index.catalogue):
            phrases.append(phrase)
            yield phrase
        yield self._with_phrases(state, phrases)

    def _steps(self) -> tuple[Callable[..., object], ...]:
        return (self._check, self._stand_alone, self._date, self._retrieve, self._route, self._compose, self._verify)

    def _check(self, question: Question) -> Inquiry:
        text = checked(question.text)
        language = question.language or answer_language(text)
        return Inquiry(question, text, language, on_day(self._clock(), question.as_of))

    def _stand_alone(self, inquiry: Inquiry) -> Inquiry:
        history = inquiry.question.history
        standalone = standalone_question(inquiry.text, history, self._is_clear)
        if self._phrasing is not None and standalone != inquiry.text:
            asked = [turn.content for turn in history if turn.role == "user"]
            if rewritten := self._phrasing.rewriter.rewritten([*asked, inquiry.text]):
                return replace(inquiry, text=rewritten, standalone=rewritten)
        return replace(inquiry, standalone=standalone)

    def _is_clear(self, text: str) -> bool:
        if names_only_a_time(text, self._clock()):
            return False
        reading = self._read(text)
        return reading is not None and is_clear(reading)

    def _read(self, text: str, latest: str | None = None) -> Reading | None:
        if not self._with_bank:
            return None
        return self._index.read(text, self._embedder, latest)

    def _date(self, inquiry: Inquiry) -> Inquiry:
        return dated(inquiry, self._index.catalogue)

    def _retrieve(self, inquiry: Inquiry) -> Inquiry:
        if not inquiry.matter:
            return inquiry
        texts, nearest = [inquiry.matter], 0.0
        if not self._with_bank or not all(is_taught(moment.scope, self._index.catalogue) for moment in inquiry.moments):
            texts = self._nearest_texts(inquiry)
            ever = self._found(texts, self._index.version_keys)
            nearest = ever[0].likeness if ever else 0.0
        moments = (
            replace(moment, found=self._found(texts, moment.scope.version_keys), nearest_ever=nearest)
            for moment in inquiry.moments
        )
        return replace(inquiry, moments=tuple(moments))

    def _nearest_texts(self, inquiry: Inquiry) -> list[str]:
        """What to look for where nearness decides: the last turn if it is near something, and each clause that asks."""
        question = inquiry.matter
        if inquiry.latest != question:
            latest = self._found([inquiry.latest], self._index.version_keys)
            if latest and latest[0].similarity >= NEAR_ENOUGH:
                question = inquiry.latest
        return [question, *asking_clauses(question)]

    def _found(self, texts: Sequence[str], version_keys: Sequence[str]) -> tuple[Found, ...]:
        """The passages of these versions nearest to any of the texts, nearest first."""
        keys = tuple(version_keys)
        retriever = PassageRetriever(index=self._index, embedder=self._embedder, version_keys=keys)
        found: dict[tuple[str, str], Found] = {}
        for text in texts:
            for document in retriever.invoke(text):
                data = document.metadata
                version = self._index.catalogue.version(data["version"])
                passage = version.passage(data["anchor"]) if version else None
                if version is not None and passage is not None:
                    hit = Found(InVersion(version, passage), data["similarity"], data["likeness"])
                    if hit.passage.key not in found or found[hit.passage.key].likeness < hit.likeness:
                        found[hit.passage.key] = hit
        return tuple(sorted(found.values(), key=lambda each: -each.likeness))

    def _route(self, inquiry: Inquiry) -> Inquiry:
        inquiry = replace(inquiry, reading=self._understand(inquiry))
        comparisons = self._compare(inquiry)
        if any(comparison.is_possible for comparison in comparisons):
            return replace(inquiry, day=on_day(inquiry.day.today, inquiry.question.as_of), comparisons=comparisons)
        routed = self._route_moments(inquiry)
        if comparisons and not any(is_answered(moment.route) for moment in routed.moments):
            return replace(inquiry, day=on_day(inquiry.day.today, inquiry.question.as_of), comparisons=comparisons)
        return routed

    def _compare(self, inquiry: Inquiry) -> tuple[Comparison, ...]:
        """What has changed, if that is asked; nothing otherwise."""
        asked = asked_change(inquiry.standalone, inquiry.day.today)
        if asked is None or (inquiry.reading is not None and is_clearly_no_matter(inquiry.reading)):
            return ()
        found = compare(asked, self._index.catalogue, inquiry.question.as_of or inquiry.day.today)
        if not asked.matter:
            return found
        keys = [side.text.key for each in found for side in (each.before, each.after) if side.text is not None]
        near = self._found([asked.matter], keys)
        if not near or near[0].similarity < NEAR_ENOUGH:  # a matter that the guidelines do not hold
            return ()
        concerned = {each.passage.key for each in near if each.likeness >= near[0].likeness - SAME_MATTER}
        return narrowed(found, concerned)

    def _understand(self, inquiry: Inquiry) -> Reading | None:
        if not inquiry.matter:
            return None
        reading = self._read(inquiry.matter, inquiry.latest)
        if reading is None or inquiry.matter == inquiry.latest:
            return reading
        before = inquiry.matter.removesuffix(inquiry.latest).strip()
        return settled(reading, self._read(inquiry.latest), self._read(before))

    def _route_moments(self, inquiry: Inquiry) -> Inquiry:
        routes = (decide(inquiry.matter, moment, inquiry.reading, self._index.catalogue) for moment in inquiry.moments)
        moments = (replace(moment, route=route) for moment, route in zip(inquiry.moments, routes, strict=True))
        return replace(inquiry, moments=tuple(moments))

    def _compose(self, inquiry: Inquiry) -> Answer:
        return compose(inquiry, self._index.catalogue, self._index.manifest.publication)

    def _verify(self, answer: Answer) -> Answer:
        return verify(answer, self._index.catalogue)

    def _phrase(self, answer: Answer) -> Answer:
        if self._phrasing is None:
            return answer
        return self._with_phrases(answer, list(self._phrasing.phraser.phrases(answer, self._index.catalogue)))

    def _with_phrases(self, answer: Answer, phrases: Sequence[Claim]) -> Answer:
        """The answer with the model's sentences, verified once more; status, verdict and citations are as they were."""
        if self._phrasing is None:
            return answer
        phraser = self._phrasing.phraser
        answered_by = phraser.name if phrases else answer.answered_by
        claims = (*answer.claims, *phrases)
        return self._verify(replace(answer, claims=claims, answered_by=answered_by, prompt=phraser.prompt_version))
