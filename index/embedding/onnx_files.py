"""Where the package's weights are."""

from __future__ import annotations

from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights"
TRUNK, BI_ENCODER, CROSS_ENCODER = "trunk.onnx", "bi_encoder.onnx", "cross_encoder.onnx"
CALIBRATION = "calibration.json"
