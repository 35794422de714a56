"""The trained reader at work: a question and passages in, probabilities out."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.cores import cores
from index.embedding.encoder import Encoder, States
from index.embedding.onnx import OnnxModel
from index.embedding.onnx_files import CALIBRATION, CROSS_ENCODER, WEIGHTS
from index.embedding.texts import PASSAGE_MARK, question_text
from index.embedding.tokenizer import MARK
from index.model import Reading, Vectors
from index.reader.calibration import Calibration
from index.reader.layout import layout_of
from index.reader.model import Scores

_REMEMBERED = 1000
_MOST_QUESTION, _MOST_PASSAGE = 96, 128
"""Positions that are read of a question, its mark and its end, and of a passage, its beginning: time and memory are
bounded by them."""

_THREADS = 2
"""A question with twelve passages is work for so many; more gain little."""


def _ends(states: States) -> States:
    """A question as far as it is read: of a long one its mark and its end, where it asks."""
    if len(states) <= _MOST_QUESTION:
        return states
    return np.concatenate([states[:MARK], states[MARK - _MOST_QUESTION :]])


@dataclass(frozen=True, slots=True)
class _Passage:
    """As it is read."""

    states: States
    vector: Vectors


class PassageReader:
    """Reads questions. Safe to share between threads."""

    def __init__(self, encoder: Encoder, weights: Path = WEIGHTS, *, calibrated: bool = True) -> None:
        """Load the cross-encoder. Raises OSError, or what onnxruntime raises, when it is missing or damaged.

        One that is not `calibrated` gives scores only.
        """
        self._encoder = encoder
        self._model = OnnxModel(weights / CROSS_ENCODER, _THREADS)
        self._calibration = Calibration.load(weights / CALIBRATION) if calibrated else None
        self._known: OrderedDict[str, _Passage] = OrderedDict()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(cores())  # a reading holds some hundred megabytes

    def read(self, question: str, passages: Sequence[str]) -> Reading | None:
        """Probabilities for some passages, which are given as they are embedded, in context; None without any."""
        if not passages or self._calibration is None:
            return None
        return self._calibration.reading(self.scores(question, passages))

    def scores(self, question: str, passages: Sequence[str]) -> Scores:
        """What the network says before calibration."""
        asked = question_text(question)
        vector = self._encoder.vector(asked)
        read = [self._passage(text) for text in passages]
        similarity = np.array([vector @ each.vector for each in read], dtype=np.float32)
        states = [_ends(self._encoder.states(asked)), *(each.states for each in read)]
        layout = layout_of([len(each) for each in states])
        with self._places:
            relevance, membership, status, negative = self._model.run(
                {"states": np.concatenate(states), "similarity": similarity, **layout.arrays()}
            )
        return Scores(
            nothing=float(relevance[0]),
            relevance=relevance[1:],
            membership=membership,
            status=status,
            negative=float(negative),
            similarity=similarity,
        )

    def _passage(self, text: str) -> _Passage:
        """A passage as far as it is read, from memory where it has been read before."""
        with self._lock:
            if text in self._known:
                self._known.move_to_end(text)
                return self._known[text]
        marked = PASSAGE_MARK + text
        found = _Passage(self._encoder.states(marked)[:_MOST_PASSAGE].copy(), self._encoder.vector(marked))
        with self._lock:
            self._known[text] = found
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found
