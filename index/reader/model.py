"""The vocabulary of reading: what the network says before it is calibrated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.model import Status

STATUSES = (Status.ANSWERED, Status.PARTIAL, Status.NOT_IN_GUIDELINES, Status.OFF_TOPIC)
"""What the reader tells apart, in the order of its output."""
READ_TOGETHER = 12
"""So many passages are read with a question. On the development documents the whole answer is among the twelve nearest
in 99 of 100 cases."""
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a question and some passages, uncalibrated."""

    nothing: float
    """That no passage is the one asked for, on the scale of `relevance`."""
    relevance: Floats
    """Shape (passages): that it is the one asked for."""
    membership: Floats
    """Shape (passages): that a full answer needs it."""
    status: Floats
    """Shape (statuses)."""
    negative: float
    """That the answer by the text is no."""
    similarity: Floats
    """Shape (passages): cosines."""
