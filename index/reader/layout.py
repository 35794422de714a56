"""How a question and passages stand beside each other for the reader: who sees whom, and who owns which position.

All texts' positions stand in one row, the question's first. A passage attends to the question and itself, the question
to everything. Attending is done passage by passage, side by side and padded: in one row nearly all of the attention
would be for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Places: TypeAlias = npt.NDArray[np.int64]
FORBIDDEN = -1e9
"""What is added to attention that may not be."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Of a question and at least one passage."""

    share: Floats
    """Each text's share of every position, so that a product with it takes the mean; shape (texts, positions)."""
    asked: Places
    """Where the question stands, shape (question's positions,)."""
    places: Places
    """Where each passage's positions stand, padded by any; shape (passages, longest)."""
    absent: Floats
    """What is added to a passage's attention to the question and then itself, shape (passages, question + longest)."""
    back: Places
    """Where each of the passages' positions is found when all are padded, in the order of the row."""

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """By name, in order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def layout_of(lengths: Sequence[int]) -> Layout:
    """The layout for the lengths of the question and the passages."""
    counts = np.asarray(lengths, dtype=np.int64)
    question, own = counts[0], counts[1:]
    owner = np.repeat(np.arange(len(counts)), counts)
    share = (owner[None, :] == np.arange(len(counts))[:, None]) / counts[:, None]
    starts = counts.cumsum()[:-1]
    columns = np.arange(own.max())
    present = columns[None, :] < own[:, None]
    places = np.where(present, starts[:, None] + columns, 0)
    absent = np.concatenate([np.zeros((len(own), question)), np.where(present, 0.0, FORBIDDEN)], axis=1)
    return Layout(
        share=share.astype(np.float32),
        asked=np.arange(question),
        places=places,
        absent=absent.astype(np.float32),
        back=np.flatnonzero(present),
    )
