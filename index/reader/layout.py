"""How a question and passages stand beside each other for the reader: who sees whom, and who owns which position."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
FORBIDDEN = -1e9
"""What is added to attention that may not be."""


def mask_of(lengths: Sequence[int]) -> Floats:
    """What is added to the attention of each position (row) to each other: the question, first, sees and is seen.

    `lengths` are those of the question and the passages; shape (positions, positions).
    """
    owner = np.repeat(np.arange(len(lengths)), lengths)
    rows, columns = owner[:, None], owner[None, :]
    sees = (rows == columns) | (rows == 0) | (columns == 0)
    mask: Floats = np.where(sees, 0.0, FORBIDDEN).astype(np.float32)
    return mask


def share_of(lengths: Sequence[int]) -> Floats:
    """Each text's share of every position, so that a product with it takes the mean; shape (texts, positions)."""
    owner = np.repeat(np.arange(len(lengths)), lengths)
    owned = owner[None, :] == np.arange(len(lengths))[:, None]
    share: Floats = (owned / np.asarray(lengths)[:, None]).astype(np.float32)
    return share
