"""The trained parts of the network as the package ships them, the only module that knows onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import onnxruntime

from index.cores import cores

Array: TypeAlias = npt.NDArray[np.generic]


class OnnxModel:
    """One part of the network. Safe to run from several threads."""

    def __init__(self, file: Path, threads: int = 1) -> None:
        """Load it. Raises what onnxruntime raises when the file is missing or damaged.

        One text is so little work that `threads` wait for each other: texts side by side are done sooner.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(threads, cores())
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    def run(self, inputs: Mapping[str, Array]) -> list[npt.NDArray[np.float32]]:
        """The outputs, in the model's order."""
        found: list[npt.NDArray[np.float32]] = self._session.run(None, dict(inputs))
        return found
