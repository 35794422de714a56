"""The engine of the networks keeps to itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
KEYS = ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")


def test_loading_the_engine_gives_the_machine_no_id_and_notes_no_events(tmp_path: Path) -> None:
    """As it comes, onnxruntime writes both to the account's cache, and sends the events."""
    own = {key: value for key, value in os.environ.items() if key not in KEYS}
    command = [sys.executable, "-c", "import index.embedding.onnx"]
    subprocess.run(command, check=True, cwd=ROOT, env={**own, "HOME": str(tmp_path)}, timeout=120)
    assert list(tmp_path.rglob("*")) == []
