"""What an index is measured by: the cases, the texts they were written for, and the floors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Catalogue
from evals.binding import Binding, load_binding
from evals.gates import Gates, load_gates
from evals.model import Case
from evals.suites import load_suites

BUNDLED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A folder with suites/*.yaml, passages.yaml and gates.yaml, as far as it is about the corpus."""

    cases: tuple[Case, ...]
    binding: Binding
    gates: Gates
    left_out: int
    """Cases of guidelines that are not in the corpus."""

    def chosen(self, suites: Sequence[str], tags: Sequence[str], split: str) -> list[Case]:
        """Cases of any of the suites, with any of the tags, where some are given; `split` is dev, test or all."""
        return [
            case
            for case in self.cases
            if (not suites or case.suite in suites)
            and (not tags or case.tags.intersection(tags))
            and split in ("all", case.split.value)
        ]


def load_yardstick(folder: Path, catalogue: Catalogue) -> Yardstick:
    """Read a folder. Raises BrokenSuiteError or EvaluationError."""
    binding = load_binding(folder / "passages.yaml")
    cases = load_suites(folder / "suites", catalogue, binding)
    ours = tuple(case for case in cases if catalogue.guideline(case.guideline) is not None)
    return Yardstick(ours, binding, load_gates(folder / "gates.yaml"), len(cases) - len(ours))
