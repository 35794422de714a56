"""Asking the index: which passages are near, and what the classifier makes of a question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chain import PassageRetriever
from assistant.decision.by_similarity import NEAR_ENOUGH
from corpus.model import Catalogue, PassageKey
from index.clauses import asking_clauses
from index.model import Embedder, Hit, Prediction
from index.publishing.published_index import PublishedIndex


class Finder:
    """One published index and the model it is asked with.

    With `with_bank` false, questions are understood as if no guideline had sample questions.
    """

    def __init__(self, index: PublishedIndex, embedder: Embedder, *, with_bank: bool = True) -> None:
        self._index, self._embedder, self.with_bank = index, embedder, with_bank

    @property
    def catalogue(self) -> Catalogue:
        """The texts that are searched."""
        return self._index.catalogue

    @property
    def publication(self) -> str:
        """Id of the index."""
        return self._index.manifest.publication

    def predict(self, text: str, latest: str | None = None) -> Prediction | None:
        """What the classifier makes of a question; None without sample questions. See `PublishedIndex.predict`."""
        return self._index.predict(text, self._embedder, latest) if self.with_bank else None

    def hits(self, texts: Sequence[str], version_keys: Sequence[str]) -> tuple[Hit, ...]:
        """The passages of these versions nearest to any of the texts, best first."""
        retriever = PassageRetriever(index=self._index, embedder=self._embedder, version_keys=tuple(version_keys))
        best: dict[PassageKey, Hit] = {}
        for text in texts:
            for hit in retriever.hits(text):
                known = best.get(hit.passage.key)
                if known is None or known.score < hit.score:
                    best[hit.passage.key] = hit
        return tuple(sorted(best.values(), key=lambda each: -each.score))

    def best_score_ever(self, texts: Sequence[str]) -> float:
        """Score of the best passage of all versions, in force or not; 0 without any."""
        hits = self.hits(texts, self._index.version_keys)
        return hits[0].score if hits else 0.0

    def texts_for_similarity(self, matter: str, latest: str) -> list[str]:
        """What to look for where similarity decides: the last turn if it is near something, and each clause that asks.

        `matter` is the whole conversation, `latest` what its last turn adds.
        """
        if latest != matter:
            hits = self.hits([latest], self._index.version_keys)
            if hits and hits[0].semantic_score >= NEAR_ENOUGH:
                matter = latest
        return [matter, *asking_clauses(matter)]
