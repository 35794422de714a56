"""The assistant as a running service: loads in the background, answers from what is published now."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

from assistant.computations import Computation, Computations
from assistant.errors import NotReadyError
from assistant.model import Answer, Event, Question, answer_of
from assistant.observation import Observer
from assistant.question.language import load_detector
from assistant.unanswered import UnansweredStore
from corpus.errors import DatabaseError
from corpus.timeline import today
from index.cores import cores
from index.errors import VectorsAwayError
from index.model import ReadingModel

if TYPE_CHECKING:
    from assistant.llm.service import LanguageModel
    from assistant.pipeline import Pipeline
    from index.embedding.cached_model import CachedModel
    from index.publishing.published_index import LiveIndex, Place, PublishedIndex

log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 3.0
"""A question that would wait longer for its turn is turned away."""
_SECONDS_BETWEEN_TRIES = 2.0
_KEPT, _KEPT_SECONDS = 500, 600.0


class Engine:
    """Holds the index and the model. `start` returns at once; questions are answered when `ready` is true."""

    def __init__(
        self,
        place: Place,
        load_model: Callable[[], ReadingModel],
        *,
        max_waiting: int = 64,
        clock: Callable[[], date] = today,
        llm: LanguageModel | None = None,
        contact: Callable[[], str] = str,
        observer: Observer | None = None,
        unanswered: UnansweredStore | None = None,
    ) -> None:
        self._place, self._load_model, self._clock = place, load_model, clock
        self._llm, self._contact, self._unanswered = llm, contact, unanswered
        self._computations = Computations(
            workers=cores() + (llm.bounds.at_once if llm else 0),
            most_waiting=max_waiting,
            patience=_PATIENCE_SECONDS,
            kept=_KEPT,
            kept_seconds=_KEPT_SECONDS,
            observer=observer,
        )
        self._loaded = threading.Event()
        self._index: LiveIndex | None = None
        self._model: CachedModel | None = None
        self.failure: Exception | None = None
        """Why loading failed, if it did."""

    def start(self, on_failure: Callable[[], None] | None = None) -> None:
        """Load in a thread of its own, so that the port can open meanwhile."""

        def load() -> None:
            try:
                self.load()
            except Exception as error:  # whatever it is, a server that will never be ready must not go on
                self.failure = error
                if on_failure is not None:
                    on_failure()

        threading.Thread(target=load, name="load-engine", daemon=True).start()

    def load(self) -> None:
        """Open the index and load the model. Raises SearchIndexError. Waits for servers that are away.

        The vector store, the learning library and the model take seconds to import, so it is done here, in the
        background, and not before the port is open.
        """
        from index.embedding.cached_model import CachedModel
        from index.publishing.published_index import LiveIndex

        with ThreadPoolExecutor(max_workers=2) as side:
            model = side.submit(self._load_model)
            side.submit(load_detector)
            self._index = self._opened(LiveIndex)
            loaded = model.result()
        self._index.get().require_model(loaded.identity)
        self._model = CachedModel(loaded)
        self._loaded.set()

    def _opened(self, kind: type[LiveIndex]) -> LiveIndex:
        """The index, as soon as the servers that it lies on can be reached."""
        told = ""
        while True:
            try:
                return kind(self._place)
            except (DatabaseError, VectorsAwayError) as error:
                if str(error) != told:
                    log.warning("what is published cannot be opened yet: %s", error)
                told = str(error)
                time.sleep(_SECONDS_BETWEEN_TRIES)

    @property
    def ready(self) -> bool:
        """Whether questions can be answered."""
        return self._loaded.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until ready; False when that takes longer."""
        return self._loaded.wait(seconds)

    @property
    def index(self) -> LiveIndex:
        """The index that follows what is published. Raises NotReadyError while loading."""
        if self._index is None:
            raise NotReadyError
        return self._index

    def answering(self, question: Question, *, noted: bool = True) -> Computation:
        """The answer to a question, as it comes about, from what is published now.

        One that staff ask to see how it turns out is not noted. Raises NotReadyError, or BusyError when too many ask. A
        bad question raises QuestionError as it is computed.
        """
        from assistant.pipeline import Pipeline

        model, index, day, contact = self.model, self.index.get(), self._clock(), self._contact()
        pipeline = Pipeline(index, model, lambda: day, llm=self._llm, contact=contact)
        key = _key(question, index.manifest.publication, day, contact, noted)
        unanswered = self._unanswered if noted else None
        return self._computations.start(
            key, lambda: self._events(pipeline, question, unanswered), keep=self._llm is None
        )

    def pipeline_over(self, index: PublishedIndex, day: date) -> Pipeline:
        """The steps over any build, as if it were `day`, for staff who try it; without a language model.

        Raises NotReadyError, or BrokenIndexError for a build of another model.
        """
        from assistant.pipeline import Pipeline

        index.require_model(self.model.identity)
        return Pipeline(index, self.model, lambda: day, contact=self._contact())

    def _events(self, pipeline: Pipeline, question: Question, unanswered: UnansweredStore | None) -> Iterator[Event]:
        """The pipeline's; what the guidelines leave open is noted for staff, where that is wanted."""
        for event in pipeline.stream(question):
            if unanswered is not None and isinstance(event, Answer):
                unanswered.note(event)
            yield event

    @property
    def waiting(self) -> int:
        """How many questions wait for their turn."""
        return self._computations.waiting

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not loaded yet: `index`, `model`, or both."""
        parts = {"index": self._index, "model": self._model}
        return tuple(name for name, part in parts.items() if part is None)

    def answer(self, question: Question, *, noted: bool = True) -> Answer:
        """The whole answer. Raises what `answering` and its computation raise."""
        return answer_of(self.answering(question, noted=noted))

    @property
    def model(self) -> CachedModel:
        """The model that is loaded. Raises NotReadyError while loading."""
        if not self.ready or self._model is None:
            raise NotReadyError
        return self._model


def _key(question: Question, publication: str, day: date, contact: str, noted: bool) -> str:
    """What an answer depends on, in one word that nobody can read the question from."""
    return hashlib.sha256(
        repr((question, publication, day, contact, noted)).encode("utf-8", "surrogatepass")
    ).hexdigest()
