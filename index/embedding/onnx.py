"""The trained parts of the network as the package ships them, the only module that knows onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import onnxruntime

_MOST_THREADS = 2
"""A question is so little work that more threads wait for each other."""

Array: TypeAlias = npt.NDArray[np.generic]


class OnnxModel:
    """One part of the network. Safe to run from several threads."""

    def __init__(self, file: Path) -> None:
        """Load it. Raises what onnxruntime raises when the file is missing or damaged."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(_MOST_THREADS, os.cpu_count() or 1)
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    def run(self, inputs: Mapping[str, Array]) -> list[npt.NDArray[np.float32]]:
        """The outputs, in the model's order."""
        found: list[npt.NDArray[np.float32]] = self._session.run(None, dict(inputs))
        return found
