"""What the staff's pages need of the evaluation room, which the rooms below it cannot import; `app` hands it in.

The implementation is `evals.workbench`.
"""

from __future__ import annotations

from typing import Protocol

from assistant.web.staff.bench.cases import Cases
from assistant.web.staff.bench.runs import Runs
from assistant.web.staff.bench.stakes import Stakes
from assistant.web.staff.bench.trial import Publishing


class Workbench(Protocol):
    """Suites, trials and runs as the staff's pages show them."""

    @property
    def publishing(self) -> Publishing:
        """Trials of candidates, and publishing them."""

    @property
    def cases(self) -> Cases:
        """The suites that the assistant is measured by."""

    @property
    def runs(self) -> Runs:
        """Runs over them."""

    @property
    def stakes(self) -> Stakes:
        """What a change of the guidelines costs in cases."""
