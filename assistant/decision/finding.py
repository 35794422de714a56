"""Asking the index: which passages are near, what the classifier makes of a question, and how the reader reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from assistant.chain import PassageRetriever
from assistant.decision.aside import aside_of
from assistant.decision.model import Scope
from corpus.model import PassageKey, Status
from index.cores import cores
from index.embedding.texts import asked_text
from index.model import Hit, Prediction, Reading, ReadingModel
from index.publishing.published_index import PublishedIndex
from index.reader.asides import ASIDES
from index.reader.model import READ_TOGETHER

_ALL = 1_000_000
_TEACH_ASIDES = 20
"""Fewer sample questions of small talk, or of misuse, tell less than what is told without any."""
_AHEAD = ThreadPoolExecutor(cores(), thread_name_prefix="look-ahead")


class Finder:
    """One published index and the model it is asked with.

    With `with_bank` false, questions are understood as if no guideline had sample questions.
    """

    def __init__(self, index: PublishedIndex, model: ReadingModel, *, with_bank: bool = True) -> None:
        self._index, self._model, self._with_bank = index, model, with_bank
        samples: Mapping[Status | None, int] = index.sample_counts if with_bank else {}
        self._untaught = {aside for aside in ASIDES if samples.get(aside, 0) < _TEACH_ASIDES}

    @property
    def publication(self) -> str:
        """Id of the index."""
        return self._index.manifest.publication

    def predict(self, text: str, latest: str | None = None) -> Prediction | None:
        """What the classifier makes of a question; None without sample questions. See `PublishedIndex.predict`."""
        return self._index.predict(text, self._model, latest) if self._with_bank else None

    def aside(self, text: str) -> Status | None:
        """Whether a message is small talk or misuse, where no sample questions teach that."""
        if not self._untaught:
            return None
        return aside_of({each: chance for each, chance in self._model.asides(text).items() if each in self._untaught})

    def look_ahead(self, texts: Sequence[str]) -> Future[object]:
        """Begin to embed texts whose passages will be asked for, with a model that remembers them."""
        return _AHEAD.submit(self._model.embed_queries, [asked_text(text) for text in texts])

    def hits(self, texts: Sequence[str], version_keys: Sequence[str], most: int = READ_TOGETHER) -> tuple[Hit, ...]:
        """The passages of these versions nearest to any of the texts, best first."""
        keys = tuple(version_keys)
        retriever = PassageRetriever(index=self._index, embedder=self._model, version_keys=keys, limit=most)
        best: dict[PassageKey, Hit] = {}
        for text in texts:
            for hit in retriever.hits(text):
                known = best.get(hit.passage.key)
                if known is None or known.score < hit.score:
                    best[hit.passage.key] = hit
        return tuple(sorted(best.values(), key=lambda each: -each.score)[:most])

    def read(self, question: str, hits: Sequence[Hit]) -> Reading | None:
        """How the trained reader reads a question with these passages; None without any."""
        return self._model.read(question, [hit.in_context for hit in hits])

    def read_elsewhere(self, question: str, texts: Sequence[str], scope: Scope) -> Reading | None:
        """The same with the nearest passages of the versions that are not in force, where they read otherwise."""
        words = {located.text for located in scope.passages}
        others = [key for key in self._index.version_keys if key not in scope.version_keys]
        different: dict[str, Hit] = {}
        for hit in self.hits(texts, others, _ALL):
            if hit.passage.text not in words:
                different.setdefault(hit.passage.text, hit)
        return self.read(question, list(different.values())[:READ_TOGETHER])
