"""The trained reader at work: a question and candidates in, probabilities out."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embedding.encoder import Encoder, States
from index.embedding.onnx import OnnxModel
from index.embedding.onnx_files import CALIBRATION, CROSS_ENCODER, WEIGHTS
from index.embedding.texts import PASSAGE_MARK, question_text
from index.model import Candidate, Reading
from index.reader.calibration import Calibration
from index.reader.layout import mask_of, share_of
from index.reader.model import Scores

_REMEMBERED = 2000
_MOST_QUESTION, _MOST_PASSAGE = 96, 128
"""Positions that are read of a question, from its end, and of a passage, from its beginning; the time for reading grows
with the square of them all."""


class PassageReader:
    """Reads questions. Safe to share between threads."""

    def __init__(self, encoder: Encoder, weights: Path = WEIGHTS, *, calibrated: bool = True) -> None:
        """Load the cross-encoder. Raises OSError, or what onnxruntime raises, when it is missing or damaged.

        One that is not `calibrated` gives scores only.
        """
        self._encoder = encoder
        self._model = OnnxModel(weights / CROSS_ENCODER)
        self._calibration = Calibration.load(weights / CALIBRATION) if calibrated else None
        self._states: OrderedDict[str, States] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading | None:
        """Probabilities for some candidates; None without any."""
        if not candidates or self._calibration is None:
            return None
        return self._calibration.reading(self.scores(question, candidates))

    def scores(self, question: str, candidates: Sequence[Candidate]) -> Scores:
        """What the network says before calibration."""
        (asked,) = self._encoder.states([question_text(question)])
        states = [asked[-_MOST_QUESTION:], *self._passages([each.text for each in candidates])]
        lengths = [len(each) for each in states]
        inputs = {"states": np.concatenate(states), "mask": mask_of(lengths), "share": share_of(lengths)}
        relevance, membership, status, negative = self._model.run(inputs)
        return Scores(
            nothing=float(relevance[0]),
            relevance=relevance[1:],
            membership=membership,
            status=status,
            negative=float(negative),
            similarity=np.array([each.similarity for each in candidates], dtype=np.float32),
        )

    def _passages(self, texts: Sequence[str]) -> list[States]:
        """States of passages, from memory where they have been read before."""
        with self._lock:
            known = {text: self._states[text] for text in texts if text in self._states}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        states = self._encoder.states([PASSAGE_MARK + text for text in missing])
        found = {**known, **{text: each[:_MOST_PASSAGE] for text, each in zip(missing, states, strict=True)}}
        with self._lock:
            for text, own in found.items():
                self._states[text] = own
                self._states.move_to_end(text)
            while len(self._states) > _REMEMBERED:
                self._states.popitem(last=False)
        return [found[text] for text in texts]
