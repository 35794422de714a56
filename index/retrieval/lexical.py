"""How alike a question and the passages are spelled, which finds the rare words and numbers that embeddings blur."""

from __future__ import annotations

from collections.abc import Mapping

from sklearn.feature_extraction.text import TfidfVectorizer

from corpus.model import Catalogue, PassageKey
from index.normal_form import normal_form


class LexicalIndex:
    """TF-IDF over the character n-grams of every passage that has a text."""

    def __init__(self, catalogue: Catalogue) -> None:
        texts = {located.key: normal_form(located.text).lower() for located in catalogue.passages}
        self._keys = list(texts)
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self._rows = self._vectorizer.fit_transform(texts.values()) if texts else None

    def scores(self, question: str) -> Mapping[PassageKey, float]:
        """Cosine of the n-gram weights, 0 to 1, by passage."""
        if self._rows is None:
            return {}
        cosines = (self._rows @ self._vectorizer.transform([question.lower()]).T).toarray()[:, 0]
        return dict(zip(self._keys, cosines.tolist(), strict=True))
