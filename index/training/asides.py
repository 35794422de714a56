"""Teaching what is no question about any guideline, from sample questions and the questions of training documents."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Status, text_hash
from index.classifier.samples import Sample
from index.embedding.encoder import Encoder
from index.embedding.texts import asked_text, question_text
from index.errors import TrainingError
from index.messages import TOO_FEW_ASIDES
from index.reader.asides import ASIDES, AsideClassifier, fit
from index.training.document import Split, TrainingDocument, of_split

_FEWEST = 20
_MOST_QUESTIONS = 12_000
"""Of questions about guidelines, drawn by their text: more take longer and tell no better."""


def taught_asides(
    samples: Sequence[Sample], documents: Sequence[TrainingDocument], encoder: Encoder
) -> AsideClassifier:
    """Learn from the samples of either kind and the training split's questions. Takes minutes. Raises TrainingError.

    The samples' questions about their guideline count as much: the asides among them often speak of its matter.
    """
    asides = [(each.question, each.status) for each in samples if each.status in ASIDES]
    if any(sum(kind is aside for _, kind in asides) < _FEWEST for aside in ASIDES):
        raise TrainingError(TOO_FEW_ASIDES.format(fewest=_FEWEST))
    taught = [each.question for each in samples if each.status.is_about_guidelines]
    unseen = [question.question for each in of_split(documents, Split.TRAIN) for question in each.questions]
    questions = sorted(dict.fromkeys([*taught, *unseen]), key=text_hash)[:_MOST_QUESTIONS]
    texts: list[tuple[str, Status | None]] = [*asides, *((question, None) for question in questions)]
    vectors = encoder.sample_vectors([question_text(text) for text, _ in texts])
    return fit([asked_text(text) for text, _ in texts], [kind for _, kind in texts], vectors)
