"""Whether long work shows how far it has come."""

from __future__ import annotations

import os

SHOWN_IN_LOGS = {"TQDM_DISABLE": "0"}
"""What the environment says so that progress is written where nobody sits at a terminal, too."""


def hides_progress() -> bool | None:
    """For `disable` of tqdm: None hides it unless somebody sits at a terminal."""
    stated = os.environ.get("TQDM_DISABLE")
    return None if not stated else stated != "0"
