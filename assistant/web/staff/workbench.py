"""What the staff's pages need of the evaluation room, which the rooms below it cannot import; `app` hands it in.

The implementation is `evals.workbench`.
"""

from __future__ import annotations

from typing import Protocol


class Workbench(Protocol):
    """Suites, trials and runs as the staff's pages show them."""
