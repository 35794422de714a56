"""Finding passages: embedding, storing, searching and publishing. Imports the corpus only."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
"""onnxruntime tells its maker of each use unless this stands there before it is loaded, and gives the machine an id."""
