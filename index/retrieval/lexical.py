"""How alike a question and the passages are spelled, which finds the rare words and numbers that embeddings blur."""

from __future__ import annotations

from collections.abc import Mapping

from sklearn.feature_extraction.text import TfidfVectorizer

from corpus.model import Catalogue
from index.normal_form import normal_form


class PassageSpelling:
    """TF-IDF over the character n-grams of every passage that has a text."""

    def __init__(self, catalogue: Catalogue) -> None:
        texts = {
            (version.key, passage.anchor): normal_form(passage.text).lower()
            for guideline in catalogue.guidelines
            for version in guideline.versions
            for passage in version.passages
        }
        self._keys = list(texts)
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self._rows = self._vectorizer.fit_transform(texts.values()) if texts else None

    def likeness(self, question: str) -> Mapping[tuple[str, str], float]:
        """Cosine of the n-gram weights, 0 to 1, by version key and anchor."""
        if self._rows is None:
            return {}
        shares = (self._rows @ self._vectorizer.transform([question.lower()]).T).toarray()[:, 0]
        return dict(zip(self._keys, shares.tolist(), strict=True))
