"""The floors a run must keep (gates.yaml), checked over groups of cases."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from evals import messages
from evals.errors import EvaluationError
from evals.metrics import METRICS, Rate
from evals.model import Case, Score

GATES = Path(__file__).parent / "gates.yaml"


class Gate(BaseModel):
    """A metric over a group of cases must be at least, or at most, so much."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str
    group: str = "all"
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, rate: Rate) -> bool:
        """Whether a measured figure keeps the floor; nothing to measure keeps every floor."""
        if math.isnan(rate.value):
            return True
        above = self.at_least is None or rate.value >= self.at_least
        return above and (self.at_most is None or rate.value <= self.at_most)


@dataclass(frozen=True, slots=True)
class GateResult:
    """A gate and what was measured for it."""

    gate: Gate
    rate: Rate
    held: bool


def load_gates(file: Path = GATES) -> list[Gate]:
    """Read the floors. Raises EvaluationError naming what is wrong."""
    try:
        gates = [Gate.model_validate(item) for item in yaml.safe_load(file.read_text(encoding="utf-8"))]
    except (OSError, yaml.YAMLError, TypeError, ValidationError) as error:
        raise EvaluationError(messages.BAD_GATES.format(file=file, reason=error)) from error
    for gate in gates:
        if gate.metric not in METRICS:
            raise EvaluationError(messages.BAD_GATES.format(file=file, reason=gate.metric))
    return gates


def check_gates(gates: Sequence[Gate], cases: Sequence[Case], scores: Sequence[Score]) -> list[GateResult]:
    """Measure every gate."""
    groups = group_scores(cases, scores)
    results = []
    for gate in gates:
        rate = METRICS[gate.metric](groups.get(gate.group, []))
        results.append(GateResult(gate, rate, gate.holds(rate)))
    return results


def group_scores(cases: Sequence[Case], scores: Sequence[Score]) -> Mapping[str, list[Score]]:
    """Scores by group: "all", "kind:…", "language:…", "tag:…", "suite:…" and "dialogue"."""
    by_id = {case.case_id: case for case in cases}
    groups: dict[str, list[Score]] = {"all": []}
    for score in scores:
        case = by_id[score.case_id]
        language = case.language if case.language in ("sv", "en") else "other"
        names = ["all", f"kind:{case.kind}", f"language:{language}", f"suite:{case.suite}"]
        names += [f"tag:{tag}" for tag in sorted(case.tags)]
        if len(case.turns) > 1:
            names.append("dialogue")
        for name in names:
            groups.setdefault(name, []).append(score)
    return groups
