"""Answering, as a list of steps that can be read aloud.

clean and check → make it stand alone → find the day it is about → understand → retrieve → decide → compose → verify;
with a language model, it chooses among what was retrieved before that is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.answer.citations import verify
from assistant.answer.compose import compose
from assistant.answer.verdict import without_new_verdict
from assistant.chain import runnable
from assistant.decision.beside import sides_of
from assistant.decision.by_headings import summary_of
from assistant.decision.by_reader import SURELY_ANSWERED, answer_found
from assistant.decision.clarity import is_clear, is_clearly_no_matter
from assistant.decision.comparison import compare, narrowed
from assistant.decision.dating import dated, on_day
from assistant.decision.decide import decide, is_decided
from assistant.decision.explanation import Explanation, explanation_of
from assistant.decision.finding import Finder
from assistant.decision.heard import MEASURED, Trust, heard
from assistant.decision.merging import merged
from assistant.decision.model import Decision, QuestionState, TimeSlice, VersionComparison
from assistant.decision.scope import scope_on
from assistant.decision.taught import is_taught, untaught
from assistant.model import Answer, Claim, Draft, Event, Progress, Question, answer_of
from assistant.question.cleaning import checked
from assistant.question.follow_up import asks_by_itself, standalone_question
from assistant.question.language import answer_language
from assistant.question.small_talk import small_talk
from assistant.question.summary import asks_summary
from assistant.question.time.asked_time import asks_only_what_applies, names_only_a_time
from assistant.question.time.timed_text import TimedText
from assistant.question.turn_words import CONTENTLESS
from assistant.selection import MOST_CANDIDATES
from corpus.model import Status
from corpus.timeline import today
from index.model import Prediction, ReadingModel
from index.publishing.published_index import PublishedIndex

if TYPE_CHECKING:
    from assistant.llm.phraser import Phraser
    from assistant.llm.service import LanguageModel

_HELD_FROM, _SPELLED_FROM, _MATTER_SHARE = 0.75, 0.25, 0.6
"""A matter that is asked to have changed is held by the guidelines from this probability on, or where a passage is
spelled so alike, for it may be a single word; it is about the passages with at least this share of the likeliest one's.
"""


class Pipeline:
    """The steps over one published index.

    With `with_bank` false, questions are answered as if no guideline had sample questions. `contact` is whom to ask
    where the guidelines do not say.
    """

    def __init__(
        self,
        index: PublishedIndex,
        model: ReadingModel,
        clock: Callable[[], date] = today,
        *,
        with_bank: bool = True,
        llm: LanguageModel | None = None,
        trust: Trust = MEASURED,
        contact: str = "",
    ) -> None:
        self._contact, self._trust = contact, trust
        self._finder, self._catalogue = Finder(index, model, with_bank=with_bank), index.catalogue
        self._clock, self._llm = clock, llm
        steps: list[Callable[[Any], Any]] = [
            self._check,
            self._stand_alone,
            self._date,
            self._understand,
            self._retrieve,
            *((self._choose,) if llm is not None else ()),
            self._decide,
            self._compose,
            self._verify,
        ]
        self._steps = [(step.__name__.strip("_"), runnable(step)) for step in steps]

    def answer(self, question: Question) -> Answer:
        """Answer one question. Raises QuestionError for a bad one and InvariantError for a broken promise."""
        return answer_of(self.stream(question))

    def stream(self, question: Question) -> Iterator[Event]:
        """The answer in events: each step as it begins, then the verified claims, then the whole."""
        state: Any = question
        for name, step in self._steps:
            yield Progress(name)
            state = step.invoke(state)
        answer: Answer = state
        yield from answer.claims
        phraser = self._llm.phraser if self._llm is not None else None
        if phraser is not None:
            yield Draft(answer)
            phrases = []
            for phrase in phraser.phrases(answer, self._catalogue):
                phrases.append(phrase)
                yield phrase
            answer = self._with_phrases(answer, phrases, phraser)
        yield answer

    def explained(self, question: Question) -> tuple[Answer, Explanation]:
        """The answer without a language model, and what decided it, for staff. Raises what `answer` does."""
        state: Any = question
        explanation = None
        for name, step in self._steps:
            state = step.invoke(state)
            if name == "decide":
                explanation = explanation_of(state)
        if explanation is None:
            raise TypeError(type(state))
        return state, explanation

    def _check(self, question: Question) -> QuestionState:
        text = TimedText(checked(question.text), self._clock())
        language = question.language or answer_language(text.text)
        day = on_day(text.today, question.as_of)
        until = self._llm.bounds.until() if self._llm is not None else None
        talk = small_talk(text.text)
        return QuestionState(question, text, language, day, standalone=text, talk=talk, model_until=until)

    def _stand_alone(self, state: QuestionState) -> QuestionState:
        history, text = state.question.history, state.text
        standalone = standalone_question(text.text, history, lambda turn: self._is_clear(turn, text.today))
        if standalone == text.text:
            return state
        if self._llm is not None:
            asked = [turn.content for turn in history if turn.role == "user"]
            if rewritten := self._llm.rewriter.rewritten([*asked, text.text], until=state.model_until):
                alone = TimedText(rewritten, text.today)
                return replace(state, text=alone, standalone=alone)
        return replace(state, standalone=TimedText(standalone, text.today))

    def _is_clear(self, turn: str, today: date) -> bool:
        if names_only_a_time(TimedText(turn, today)):
            return False
        prediction = self._finder.predict(turn)
        if prediction is not None and is_clear(prediction):
            return True
        return asks_by_itself(turn) and self._is_answered(turn, today, prediction)

    def _is_answered(self, turn: str, today: date, prediction: Prediction | None) -> bool:
        """Whether the reader surely finds an answer to a turn by itself, in what no sample questions teach."""
        scope = scope_on(self._catalogue, today)
        versions = scope.versions if prediction is None else untaught(scope, self._catalogue)
        keys = [version.key for version in versions]
        hits = self._finder.hits([turn], keys) if keys else ()
        reading = self._finder.read(turn, hits)
        return reading is not None and reading.status_probabilities[Status.ANSWERED] >= SURELY_ANSWERED

    def _date(self, state: QuestionState) -> QuestionState:
        return dated(state, self._catalogue)

    def _understand(self, state: QuestionState) -> QuestionState:
        """What sample questions tell of it, or what is told of it without; meanwhile it is embedded for the search."""
        if not state.matter or state.talk:
            return state
        embedding = self._finder.look_ahead(_searched(state))
        prediction = self._predict(state)
        aside = self._aside(state)
        embedding.result()
        return replace(state, prediction=prediction, aside=aside)

    def _aside(self, state: QuestionState) -> Status | None:
        """What it is if it is no question; "Och nu?" and "Är du säker?" after another one are, and lean on that."""
        found = self._finder.aside(state.text.text)
        leans = names_only_a_time(state.text) or (state.is_follow_up and state.text.text.endswith("?"))
        return None if found is Status.SMALLTALK and leans else found

    def _retrieve(self, state: QuestionState) -> QuestionState:
        """Find what is near, and read it where no sample questions teach it."""
        if not state.matter or state.talk or state.aside or asks_summary(state.matter):
            return state
        return replace(state, slices=tuple(self._found(state, each) for each in state.slices))

    def _found(self, state: QuestionState, part: TimeSlice) -> TimeSlice:
        sides = sides_of(part, self._catalogue) if state.prediction is not None else None
        if sides is None:
            return self._read(state, part)
        taught, others = sides
        return replace(part, sides=(self._read(state, taught), self._read(state, others)))

    def _read(self, state: QuestionState, part: TimeSlice) -> TimeSlice:
        texts, keys = _searched(state), part.scope.version_keys
        part = replace(part, hits=self._finder.hits(texts, keys))
        if state.prediction is not None and is_taught(part.scope, self._catalogue):
            return part
        reading = self._finder.read(state.matter, part.hits)
        if reading is None or answer_found(reading) is not None:
            return replace(part, reading=reading)
        return replace(part, reading=reading, elsewhere=self._finder.read_elsewhere(state.matter, texts, part.scope))

    def _choose(self, state: QuestionState) -> QuestionState:
        """Let the language model choose among what was found, where the question is one that it may help with."""
        if self._llm is None or not self._is_for_model(state):
            return state
        (part,) = state.slices
        texts, keys = _searched(state), part.scope.version_keys
        near = sorted((hit for side in part.sides or (part,) for hit in side.hits), key=lambda hit: -hit.score)
        found = {hit.passage.key: hit for hit in near[:MOST_CANDIDATES]}
        more = (hit for hit in self._finder.hits(texts, keys, MOST_CANDIDATES) if hit.passage.key not in found)
        further = tuple(more)[: MOST_CANDIDATES - len(found)]
        candidates = [hit.passage for hit in (*found.values(), *further)]
        turns = [turn.content for turn in state.question.history if turn.role == "user"]
        selection = self._llm.selector.selected([*turns, state.text.text], candidates, until=state.model_until)
        return replace(state, slices=(replace(part, further=further, selection=selection),))

    def _is_for_model(self, state: QuestionState) -> bool:
        """Whether a model may choose: not for attacks, small talk, other topics, summaries, or what is about time."""
        if not state.matter or state.talk or state.aside or state.change is not None or asks_summary(state.matter):
            return False
        if len(state.slices) != 1 or not state.slices[0].scope.versions or asks_only_what_applies(state.matter):
            return False
        prediction = state.prediction
        if prediction is None:
            return True
        is_misuse = prediction.status in (Status.SMALLTALK, Status.REFUSED)
        return not is_misuse and not is_clearly_no_matter(prediction)

    def _decide(self, state: QuestionState) -> QuestionState:
        """What has changed, where that is asked and can be told; else what answers in each part of the asked time."""
        if state.talk or state.aside:
            decision = Decision(state.aside or Status.SMALLTALK, talk=state.talk)
            return replace(state, slices=(replace(state.slices[0], decision=decision),))
        if asks_summary(state.matter):
            return replace(state, slices=tuple(replace(each, decision=summary_of(each.scope)) for each in state.slices))
        comparisons = self._compare(state)
        chosen_day = on_day(state.day.today, state.question.as_of)
        if any(comparison.is_possible for comparison in comparisons):
            return replace(state, day=chosen_day, comparisons=comparisons)
        decisions = (self._decided(state, each) for each in state.slices)
        if CONTENTLESS.fullmatch(state.text.text):  # such as "Varför?": the answer before it, but no yes or no
            decisions = (found and replace(found, in_doubt=True) for found in decisions)
        slices = tuple(replace(each, decision=found) for each, found in zip(state.slices, decisions, strict=True))
        if comparisons and not any(is_decided(each.decision) for each in slices):
            return replace(state, day=chosen_day, comparisons=comparisons)
        return replace(state, slices=slices)

    def _decided(self, state: QuestionState, part: TimeSlice) -> Decision | None:
        """What answers in a part of the time. With a model's choice, still no verdict that is not given without it."""
        asked = state.matter, state.latest, part, state.prediction, self._catalogue
        plain = decide(*asked)
        if part.selection is None:
            return plain
        with_model = heard(*asked, self._trust)
        return None if with_model is None else without_new_verdict(with_model, plain)

    def _predict(self, state: QuestionState) -> Prediction | None:
        whole = self._finder.predict(state.matter, state.latest)
        if whole is None or state.matter == state.latest:
            return whole
        before = state.matter.removesuffix(state.latest).strip()
        return merged(whole, self._finder.predict(state.latest), self._finder.predict(before))

    def _compare(self, state: QuestionState) -> tuple[VersionComparison, ...]:
        """What has changed, if that is asked; nothing otherwise."""
        asked = state.change
        if asked is None or (state.prediction is not None and is_clearly_no_matter(state.prediction)):
            return ()
        found = compare(asked, self._catalogue, state.question.as_of or state.day.today)
        if not asked.matter:
            return found
        keys = [side.text.key for each in found for side in (each.before, each.after) if side.text is not None]
        near = self._finder.hits([asked.matter], keys)
        reading = self._finder.read(asked.matter, near)
        spelled = max((hit.lexical_score for hit in near), default=0.0)
        if reading is None or (reading.answers < _HELD_FROM and spelled < _SPELLED_FROM):  # no guideline holds it
            return ()
        likely = _MATTER_SHARE * max(reading.relevance)
        return narrowed(
            found, {hit.passage.key for hit, share in zip(near, reading.relevance, strict=True) if share >= likely}
        )

    def _compose(self, state: QuestionState) -> Answer:
        answer = compose(state, self._catalogue, self._finder.publication, self._contact)
        if self._llm is None:
            return answer
        selector = self._llm.selector
        heard_of = not state.comparisons and any(part.selection is not None for part in state.slices)
        return replace(answer, read_by=selector.name if heard_of else None, prompt=selector.prompt_version)

    def _verify(self, answer: Answer) -> Answer:
        return verify(answer, self._catalogue)

    def _with_phrases(self, answer: Answer, phrases: Sequence[Claim], phraser: Phraser) -> Answer:
        """The answer with the model's sentences, verified once more; status, verdict and citations are as they were."""
        answered_by = phraser.name if phrases else answer.answered_by
        claims = (*answer.claims, *phrases)
        prompts = f"{answer.prompt} {phraser.prompt_version}"
        return self._verify(replace(answer, claims=claims, answered_by=answered_by, prompt=prompts))


def _searched(state: QuestionState) -> list[str]:
    """What passages are looked for by."""
    return list(dict.fromkeys([state.matter, state.latest]))
