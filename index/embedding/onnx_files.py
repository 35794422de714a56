"""Where the package's weights are."""

from __future__ import annotations

from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights"
TRUNK, CROSS_ENCODER = "trunk.onnx", "cross_encoder.onnx"
BI_ENCODER, SAMPLE_ENCODER = "bi_encoder.onnx", "sample_encoder.onnx"
CALIBRATION = "calibration.json"
ASIDES = "asides.npz"
